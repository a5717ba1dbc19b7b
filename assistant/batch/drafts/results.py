"""What became of a list of projects, as one workbook: a row for each project, each indicator, each finding and each failure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.batch.drafts.explaining import parts_of
from assistant.batch.drafts.summary import TITLE, Result, Summary
from assistant.batch.explanation import add_explanation
from assistant.batch.lists.listed import ListedProject, RefusedRow
from assistant.batch.remarks import REMARKS, Remarks
from assistant.batch.table_sheet import Row, Value, add_sheet
from assistant.batch.workbooks import DRAFTS
from assistant.drafting.result import Draft
from assistant.errors import UnsupportedFormatError
from assistant.exemplars import ExemplarIndex, exemplar_of
from assistant.export.columns import in_official_order
from assistant.export.files import write_atomically
from assistant.export.workbook import bytes_of, new_workbook
from assistant.goals.secrecy import holds_secrets
from assistant.goals.table import ORIGIN_NAMES
from assistant.library.standards import load_standards
from assistant.llm.price import Price, price_of
from assistant.review import RULES, Score
from assistant.review.finding import SEVERITY_NAMES, Finding
from assistant.review.scoring import score
from assistant.settings import Settings

_FIELDS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "value": "指标值",
    "period_value": "实施周期指标值",
    "description": "绩效指标描述",
    "basis": "指标值确定依据",
    "weight": "权重",
    "group": "所属分项",
}
_WITHHELD = "初稿里有标有涉密字样的内容，没有写出，请核对项目内容后重新起草。"


@dataclass(frozen=True)
class Made:
    """How results came about, beside the drafts themselves.

    Attributes:
        facts: what is to be said of it, each under a name.
        refused: the rows of the list that were left out.
        price: of tokens; None where none is set.
        score: 自检得分 of a draft with these findings; None where nobody can say.
    """

    facts: Sequence[tuple[str, str]] = ()
    refused: Sequence[RefusedRow] = ()
    price: Price | None = None
    score: Callable[[Sequence[Finding]], Score] | None = None


def made_with(settings: Settings, facts: Sequence[tuple[str, str]], refused: Sequence[RefusedRow] = ()) -> Made:
    """How results came about, with the price and the rules of 自检得分 that are set here."""
    rules = load_standards(settings.corpus_dir / "library").score
    return Made(facts, refused, price_of(settings), lambda findings: score(findings, RULES, rules))


def write_results(path: Path, results: Sequence[Result], say: Callable[[str], str] = str, made: Made | None = None) -> None:
    """Write what became of each project of a list to a workbook; an earlier one stays as it was until this one is complete.

    Every text is stored as text and comes back exactly; only what is longer than a cell can hold is cut, and says so.

    Args:
        path: where to, ending in .xlsx.
        results: what became of each project by each prompt.
        say: says in words what an entry of `Indicator.evidence` names; the entry itself stands in the last column all the same.
        made: how they came about.

    Raises:
        UnsupportedFormatError: another ending.
        ExportError: the file cannot be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"批量结果不能写成「{path.name}」，文件名请以 .xlsx 结尾。")
    write_atomically(path, results_workbook(results, made or Made(), say))


def results_workbook(results: Sequence[Result], made: Made, say: Callable[[str], str] = str, remarks: Remarks | None = None) -> bytes:
    """The same as the bytes of a workbook, with the `remarks` that people made in an earlier one; None where nobody reads it again."""
    kept = [_withheld(result) for result in results]
    workbook = new_workbook(DRAFTS.title)
    workbook.remove(workbook.worksheets[0])
    summary = Summary(kept, made.refused, made.price, made.score)
    headings, rows = summary.rows(remarks or Remarks())
    add_sheet(workbook, TITLE, headings, rows, to_fill=[REMARKS])
    add_explanation(workbook, parts_of(summary, made.facts, headings, read_again=remarks is not None))
    several = any(result.project.prompt for result in kept)
    head = ["行号", "项目名称", *(["提示词"] if several else [])]

    def about(project: ListedProject) -> list[Value]:
        return [project.row, project.request.name, *([project.prompt] if several else [])]

    drafts = [(result.project, result.draft) for result in kept if result.draft is not None]
    indicators = [[*about(project), *row] for project, draft in drafts for row in _indicators(draft, say)]
    add_sheet(workbook, "指标", [*head, *_FIELDS.values(), "来源", "依据范例", "状态", "范例编号"], indicators)
    findings = [[*about(project), *row] for project, draft in drafts for row in _findings(draft)]
    add_sheet(workbook, "审核意见", [*head, "级别", "问题", "意见", "所在指标", "建议改为", "规则编号"], findings)
    questions: list[Row] = [[*about(project), question] for project, draft in drafts for question in draft.to_confirm]
    add_sheet(workbook, "待确认", [*head, "待确认事项"], questions)
    add_sheet(workbook, "没有起草", *_undone(summary, several=several))
    return bytes_of(workbook)


def evidence_teller(index: ExemplarIndex) -> Callable[[str], str]:
    """Says which row of which project an entry of `Indicator.evidence` names; of one that is gone from the library only its file."""

    def say(evidence: str) -> str:
        found = exemplar_of(index, evidence)
        if found is None:
            return f"{evidence.rpartition('#')[0] or evidence}（已不在范例库里）"
        exemplar, place = found
        row, unit = exemplar.table.indicators[place], exemplar.table.unit or exemplar.source
        return f"{exemplar.table.name}（{unit}）：{row.level3} {row.value or ''}".strip()

    return say


def _withheld(result: Result) -> Result:
    """What may be written of a result: nothing of a draft with a text that is marked 涉密."""
    secret = result.draft is not None and holds_secrets(result.draft.table)
    return replace(result, told=_WITHHELD, state="failed") if secret else result


def _undone(summary: Summary, *, several: bool) -> tuple[list[str], list[Row]]:
    """The headings and rows of what has no draft, with all that the list says of it, so that it can be put right from here."""
    head = ["行号", "项目名称", *(["提示词"] if several else []), "情况", "原因", "实施单位"]
    extras, headings = summary.extras, summary.extra
    rows: list[tuple[int, list[Value]]] = []
    for each in summary.results:
        project = each.project
        if each.draft is None:
            prompt = [project.prompt] if several else []
            rows.append((project.row, [project.request.name, *prompt, each.state_in_words, str(each.told), project.request.unit]))
    rows += [(row.row, [row.name, *([None] if several else []), "跳过", row.reason, row.unit]) for row in summary.refused]
    names = [f"{heading}（清单）" if heading in head else heading for heading in headings]
    return [*head, *names], [[number, *said, *(extras[number].get(heading) for heading in headings)] for number, said in rows]


def _indicators(draft: Draft, say: Callable[[str], str]) -> list[Row]:
    return [
        [
            *(getattr(row, field) for field in _FIELDS),
            ORIGIN_NAMES[row.origin],
            "\n".join(map(say, row.evidence)),
            "待确认" if row.status == "to_confirm" else None,
            "、".join(row.evidence),
        ]
        for row in in_official_order(draft.table)
    ]


def _findings(draft: Draft) -> list[Row]:
    rows: list[Row] = []
    for finding in draft.findings:
        about = draft.table.indicators[finding.indicator].level3 if finding.indicator is not None else None
        fix = finding.fix.new if finding.fix and finding.fix.field != "indicators" else None
        rows.append([SEVERITY_NAMES[finding.severity], RULES[finding.rule].title, finding.message, about, fix, finding.rule])
    return rows
