"""What became of a list of projects, as one workbook: a row for each project, each indicator, each finding and each failure."""

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook

from assistant.batch.drafts.lists import ListedProject
from assistant.batch.table_sheet import Row, Value, add_sheet
from assistant.drafting.result import Draft
from assistant.errors import UnsupportedFormatError
from assistant.exemplars import ExemplarIndex, exemplar_of
from assistant.export.columns import in_official_order
from assistant.export.files import write_atomically
from assistant.export.workbook import bytes_of, new_workbook
from assistant.goals import Goal
from assistant.goals.secrecy import holds_secrets
from assistant.goals.table import ORIGIN_NAMES
from assistant.review import RULES
from assistant.review.finding import SEVERITY_NAMES, Finding

Outcome = tuple[ListedProject, Draft | str]

_MODES = {"offline": "离线", "llm": "模型"}
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


def write_results(path: Path, drafts: Sequence[Outcome], say: Callable[[str], str] = str) -> None:
    """Write what became of each project of a list to a workbook; an earlier one stays as it was until this one is complete.

    Every text is stored as text and comes back exactly; only what is longer than a cell can hold is cut, and says so.

    Args:
        path: where to, ending in .xlsx.
        drafts: each project with its draft, or with the reason for which it has none.
        say: says in words what an entry of `Indicator.evidence` names; the entry itself stands in the last column all the same.

    Raises:
        UnsupportedFormatError: another ending.
        ExportError: the file cannot be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"批量结果不能写成「{path.name}」，文件名请以 .xlsx 结尾。")
    write_atomically(path, results_workbook(drafts, say))


def results_workbook(drafts: Sequence[Outcome], say: Callable[[str], str] = str) -> bytes:
    """The same as the bytes of a workbook."""
    kept = [(project, _withheld(outcome)) for project, outcome in drafts]
    finished = [(project, draft) for project, draft in kept if isinstance(draft, Draft)]
    workbook = new_workbook("批量起草结果")
    workbook.remove(workbook.worksheets[0])
    several = any(project.prompt for project, _ in kept)
    _add_summary(workbook, kept, several=several)
    head = ["行号", "项目名称", *(["提示词"] if several else [])]

    def about(project: ListedProject) -> list[Value]:
        return [project.row, project.request.name, *([project.prompt] if several else [])]

    indicators = [[*about(project), *row] for project, draft in finished for row in _indicators(draft, say)]
    add_sheet(workbook, "指标", [*head, *_FIELDS.values(), "来源", "依据范例", "状态", "范例编号"], indicators)
    findings = [[*about(project), *row] for project, draft in finished for row in _findings(draft)]
    add_sheet(workbook, "审核意见", [*head, "级别", "问题", "意见", "所在指标", "建议改为", "规则编号"], findings)
    questions: list[Row] = [[*about(project), question] for project, draft in finished for question in draft.to_confirm]
    add_sheet(workbook, "待确认", [*head, "待确认事项"], questions)
    failures: list[Row] = [[*about(project), reason] for project, reason in kept if isinstance(reason, str)]
    add_sheet(workbook, "失败", [*head, "原因"], failures)
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


def _withheld(outcome: Draft | str) -> Draft | str:
    """What may be written of an outcome: nothing of a draft with a text that is marked 涉密."""
    return _WITHHELD if isinstance(outcome, Draft) and holds_secrets(outcome.table) else outcome


def _add_summary(workbook: Workbook, outcomes: Sequence[Outcome], *, several: bool) -> None:
    extra = list(dict.fromkeys(heading for project, _ in outcomes for heading in project.extra))
    headings = ["行号", "项目名称", "预算（元）", "实施单位", "预算年度", "结果", "绩效目标"]
    counts = ["指标数", "错误", "警告", "待确认"]
    prompt = ["提示词"] if several else []
    rows: list[Row] = []
    for project, outcome in outcomes:
        request = project.request
        about: list[Value] = [project.row, request.name, request.budget_yuan, request.unit, str(request.year)]
        if isinstance(outcome, Draft):
            about += [f"已起草（{_MODES[outcome.mode]}）", _goals(outcome.table.goals), len(outcome.table.indicators)]
            about += [_count(outcome.findings, "error"), _count(outcome.findings, "warning"), len(outcome.to_confirm), outcome.notice]
        else:
            about += ["失败", None, None, None, None, None, outcome]
        rows.append([*about, *([project.prompt] if several else []), *(project.extra.get(heading) for heading in extra)])
    add_sheet(workbook, "汇总", [*headings, *counts, "说明", *prompt, *extra], rows)


def _goals(goals: Sequence[Goal]) -> str:
    return goals[0].text if len(goals) == 1 else "\n".join(f"{number}. {goal.text}" for number, goal in enumerate(goals, 1))


def _count(findings: Sequence[Finding], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)


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
