"""The sheet 汇总 of the results of a list: a row for each project, whatever became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.batch.drafts.carried import carried
from assistant.batch.lists.listed import ListedProject, ListFacts, RefusedRow
from assistant.batch.remarks import REMARKS, KnownBy, Remarks
from assistant.batch.table_sheet import File, Row, Value
from assistant.database.tables import ItemState
from assistant.drafting.result import Draft
from assistant.goals import Funding, Goal
from assistant.llm.price import Price
from assistant.review import Score
from assistant.review.finding import Finding, Severity

TITLE = "汇总"
_KEYS = ("项目名称", "实施单位", "预算年度", "预算（元）", "项目编码")
"""The columns by which a row of an earlier workbook is known again."""
COUNTED: dict[str, Severity] = {"错误": "error", "警告": "warning", "提示": "info"}
_MODES = {"offline": "离线", "llm": "模型"}


@dataclass(frozen=True)
class Result:
    """What became of a row of a list by one prompt.

    Attributes:
        told: the draft, or the reason for which there is none; while it waits or has failed, a draft is one of before.
        prompt: by which a model was asked; None offline.
        tokens: of questions and answers; None where nobody noted them.
        file: the Word file, by its name in the folder.
    """

    project: ListedProject
    told: Draft | str
    state: ItemState
    prompt: str | None = None
    tokens: tuple[int, int] | None = None
    file: str | None = None

    @property
    def draft(self) -> Draft | None:
        """The draft, where there is one."""
        return self.told if isinstance(self.told, Draft) else None

    @property
    def state_in_words(self) -> str:
        """Whether it was drafted, and how."""
        if self.draft is None:
            return {"waiting": "还没有起草", "failed": "失败"}.get(self.state, "草稿已删除")
        if self.state in ("waiting", "failed"):
            return "待重做" if self.state == "waiting" else "重做失败"
        return f"已起草（{'改用离线' if self.state == 'fallback' else _MODES[self.draft.mode]}）"

    def count(self, severity: Severity) -> int:
        """How many findings of a severity the draft has."""
        return sum(finding.severity == severity for finding in self.draft.findings) if self.draft else 0


@dataclass(frozen=True)
class Summary:
    """How the rows of the sheet are made.

    Attributes:
        price: of tokens; None where none is set.
        score: 自检得分 of a draft with these findings; None where nobody can say.
    """

    results: Sequence[Result]
    refused: Sequence[RefusedRow] = ()
    price: Price | None = None
    score: Callable[[Sequence[Finding]], Score] | None = None

    @property
    def about(self) -> ListFacts:
        """What is said of the list as a whole."""
        return next((result.project.about for result in self.results if result.project.about), ListFacts())

    @property
    def extra(self) -> list[str]:
        """The further columns that say something, in the order of the list."""
        said = [*(result.project.extra for result in self.results), *(row.extra for row in self.refused)]
        used = dict.fromkeys(heading for extra in said for heading in extra)
        return [heading for heading in dict.fromkeys([*self.about.headings, *used]) if heading in used]

    @property
    def extras(self) -> Mapping[int, Mapping[str, Value]]:
        """What each row of the list says in its further columns."""
        rows = {result.project.row: result.project.extra for result in self.results} | {row.row: row.extra for row in self.refused}
        return carried(rows)

    def rows(self, remarks: Remarks) -> tuple[list[str], list[Row]]:
        """The headings of the columns that say anything, and the rows in the order of the list."""
        cells = [(result.project.row, self._cells(result)) for result in self.results]
        cells += [(row.row, self._refused(row)) for row in self.refused]
        cells.sort(key=lambda cell: cell[0])
        used = {heading for _, row in cells for heading, value in row.items() if value is not None}
        headings = [heading for heading in self._headings() if heading in used or heading not in _WHERE_SAID]
        extra = {heading: f"{heading}（清单）" if heading in headings else heading for heading in self.extra}
        extras = self.extras
        rows = [[*(row.get(heading) for heading in headings), *(extras.get(at, {}).get(name) for name in extra)] for at, row in cells]
        all_headings, column = [*headings, *extra.values()], headings.index(REMARKS)
        known_by = KnownBy(_KEYS, apart=("提示词", *extra.values()), place=("行号", "绩效目标"))
        placed = remarks.place([dict(zip(all_headings, row, strict=True)) for row in rows], known_by)
        return all_headings, [[*row[:column], text, *row[column + 1 :]] for row, text in zip(rows, placed, strict=True)]

    def _headings(self) -> list[str]:
        return [
            "行号", "项目名称", "预算（元）", "财政资金（元）", "其他资金（元）", "实施单位", "预算年度", "项目编码", "结果", "绩效目标",
            "指标数", *COUNTED, "自检得分（非官方）", "等级", "待确认", "说明", REMARKS,
            "Word 文件", "提示词", "模型", "token（提问）", "token（答复）", "费用（元）",
        ]  # fmt: skip

    def _cells(self, result: Result) -> dict[str, Value]:
        project, request, draft = result.project, result.project.request, result.draft
        funding = project.funding or Funding()
        cells: dict[str, Value] = {
            "行号": project.row, "项目名称": request.name, "预算（元）": request.budget_yuan,
            "财政资金（元）": funding.fiscal_yuan, "其他资金（元）": funding.other_yuan,
            "实施单位": request.unit, "预算年度": str(request.year), "项目编码": project.code,
            "结果": result.state_in_words, "提示词": result.prompt,
        }  # fmt: skip
        told = [str(result.told) if draft is None else draft.notice, *project.notices]
        cells["说明"] = "\n".join(text for text in told if text) or None
        if draft is None:
            return cells | self._costs(result)
        score = self.score(draft.findings) if self.score else None
        cells |= {heading: result.count(severity) for heading, severity in COUNTED.items()}
        cells |= {"绩效目标": _goals(draft.table.goals), "指标数": len(draft.table.indicators), "待确认": len(draft.to_confirm)}
        cells |= {"自检得分（非官方）": score.total if score else None, "等级": score.grade if score else None}
        cells |= {"模型": draft.model, "Word 文件": File(result.file) if result.file else None}
        return cells | self._costs(result)

    def _costs(self, result: Result) -> dict[str, Value]:
        if result.tokens is None or not any(result.tokens):
            return {}
        tokens = dict(zip(("token（提问）", "token（答复）"), result.tokens, strict=True))
        return {**tokens, "费用（元）": round(self.price.of(*result.tokens), 4) if self.price else None}

    def _refused(self, row: RefusedRow) -> dict[str, Value]:
        return {"行号": row.row, "项目名称": row.name, "实施单位": row.unit, "结果": "跳过", "说明": row.reason}


_WHERE_SAID = {
    "财政资金（元）", "其他资金（元）", "项目编码", "自检得分（非官方）", "等级", "Word 文件", "提示词", "模型",
    "token（提问）", "token（答复）", "费用（元）",
}  # fmt: skip
"""Columns that are there only where some row says something in them."""


def _goals(goals: Sequence[Goal]) -> str:
    return goals[0].text if len(goals) == 1 else "\n".join(f"{number}. {goal.text}" for number, goal in enumerate(goals, 1))
