"""The workbooks of results that the program writes, and how one is known again, whoever saved it under whatever name."""

from dataclasses import dataclass

from assistant.reporting.content import TITLE


@dataclass(frozen=True)
class KindOfResults:
    """A kind of workbook that holds results.

    Attributes:
        what: what people call it.
        title: that its properties have.
        sheets: that it has, and no other workbook has together.
    """

    what: str
    title: str
    sheets: frozenset[str]

    def fits(self, title: str, sheets: frozenset[str]) -> bool:
        """Whether it is one, also where an office program has dropped the title, or people some of the sheets."""
        return (len(self.sheets) > 1 and sheets >= self.sheets) or (title == self.title and bool(sheets & self.sheets))


DRAFTS = KindOfResults("批量起草的结果", "批量起草结果", frozenset({"汇总", "指标", "审核意见", "没有起草"}))
REVIEWS = KindOfResults("批量审核的结果", "批量审核结果", frozenset({"排序", "审核意见", "缺少的指标", "相近的表"}))
OPINIONS = KindOfResults("审核意见", TITLE, frozenset({"汇总", "审核意见", "自检得分", "未检查项"}))
COMPARISON = KindOfResults("比较结果", "比较结果", frozenset({"结果", "评判", "费用"}))
JUDGING = KindOfResults("评判表", "评判", frozenset({"评判"}))
KINDS = (DRAFTS, REVIEWS, OPINIONS, COMPARISON, JUDGING)
