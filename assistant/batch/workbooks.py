"""The workbooks of results that the program writes, and how one is known again, whoever saved it under whatever name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.reporting.content import TITLE


@dataclass(frozen=True)
class KindOfResults:
    """A kind of workbook that holds results.

    Attributes:
        what: what people call it.
        title: that its properties have.
        sheets: that it has.
        sheet: the one of them that is known by its headings.
        headings: that no other sheet has together.
    """

    what: str
    title: str
    sheets: frozenset[str]
    sheet: str
    headings: frozenset[str]

    def is_titled(self, title: str, sheets: Collection[str]) -> bool:
        """Whether it is one by its title, also where people dropped some of the sheets."""
        return title == self.title and not self.sheets.isdisjoint(sheets)

    def is_headed(self, sheets: Collection[str], rows: Mapping[str, Sequence[Collection[str]]]) -> bool:
        """Whether it is one by its sheets and the first `rows` of each: an office program has dropped the title, or put another."""
        return self.sheets <= {*sheets} and any(self.headings <= {*row} for row in rows.get(self.sheet, ()))


DRAFTS = KindOfResults(
    "批量起草的结果",
    "批量起草结果",
    frozenset({"汇总", "指标", "审核意见", "没有起草"}),
    "汇总",
    frozenset({"行号", "项目名称", "结果", "绩效目标", "指标数"}),
)
REVIEWS = KindOfResults(
    "批量审核的结果",
    "批量审核结果",
    frozenset({"排序", "审核意见", "缺少的指标", "相近的表"}),
    "排序",
    frozenset({"次序", "项目名称", "先看的原因", "缺必设的指标"}),
)
OPINIONS = KindOfResults(
    "审核意见",
    TITLE,
    frozenset({"汇总", "审核意见", "自检得分", "未检查项"}),
    "审核意见",
    frozenset({"级别", "规则编号", "规则名称", "位置", "意见", "建议改为"}),
)
COMPARISON = KindOfResults(
    "比较结果", "比较结果", frozenset({"结果", "评判", "费用"}), "结果", frozenset({"第一方", "第二方", "结论", "评判条数", "第一方胜率"})
)
JUDGING = KindOfResults("评判表", "评判", frozenset({"评判"}), "评判", frozenset({"评判", "甲：三级指标", "乙：三级指标", "编号（勿改）"}))
KINDS = (DRAFTS, REVIEWS, OPINIONS, COMPARISON, JUDGING)
