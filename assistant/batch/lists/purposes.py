"""What a list says of the work: which of its columns do, and what stands in them in a row."""

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.batch.lists.amounts import is_bare, tidy
from assistant.batch.lists.calculations import beyond
from assistant.batch.lists.columns import Columns
from assistant.batch.lists.notices import Notices
from assistant.batch.lists.sheet import Line
from assistant.goals.wording import HAN

_LONG = 12
"""Characters that a column has on average which may say something of the work."""
_QUANTITY = re.compile(
    r"(?<!\d)(?!20\d\d年)[\d.,]+\s*(?:余|多|万|亿)?(?![年月日号届])(?:平方|立方|公里|[人名户家场次期批个项件套台辆亩米吨公份篇册株盏处间座所条例床位课小天班镇村])"
)
_WORK = re.compile(
    "建设|新建|改造|修缮|维修|维护|购置|采购|开展|举办|培训|发放|补助|救助|服务|保障|宣传|编制|治理|检测|运行|运维|清淤|养护"
)
_MORE = re.compile("测算|计算|核算|明细|构成|依据|标准|过程")
"""In a heading: of more than what is done, so that nobody looks for it under 资金用途."""
_SENTENCE = 15
"""Characters from which a remark that names work says what is done, and not only how."""
_ENDS = "。；;！!？?"
_NO_WORK = re.compile("单位|部门|科室|名称|地址|编码|代码|来源|文件|文号|联系|电话|账[号户]")


class PurposeReader:
    """Reads what the rows of a list say of the work; remarks count only where no other column does.

    Attributes:
        used: the columns that said something of any row.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._headings = {column: heading for heading, column in columns.extra.items()}
        self._plain = {column for heading, column in columns.extra.items() if not _MORE.search(heading)}
        self._remarked = list[int]()
        self._shortened: dict[int, None] = {}
        self.used: dict[int, None] = {}

    def read(self, line: Line) -> tuple[str | None, Sequence[int]]:
        """The texts of a row in the order of the columns, each once, and the columns called so that say just the same."""
        found: dict[str, int] = {}
        for column in self._columns.purposes:
            text = line.cells.get(column, "").strip()
            if text and not is_bare(tidy(text)):
                found.setdefault(text, column)
        if found:
            found = self._without_sums(found)
            self.used |= dict.fromkeys(found.values())
            purpose = _joined(found)
            return purpose, [column for column in self._columns.purposes if column in self._plain and line.cells.get(column) == purpose]
        remarks = self._columns.remarks
        text = line.cells.get(remarks, "").strip() if remarks is not None and not self._columns.purposes else ""
        if remarks is None or not says_work(text):
            return None, ()
        self._remarked.append(line.number)
        self.used[remarks] = None
        return text, ()

    def _without_sums(self, found: Mapping[str, int]) -> dict[str, int]:
        """The texts of a row; behind what is done, a calculation says only what that does not."""
        work = {text: column for text, column in found.items() if column not in self._columns.calculations}
        if not work:
            return dict(found)
        said = dict(work)
        for text, column in [(text, column) for text, column in found.items() if text not in work]:
            more = beyond(text, "\n".join(work))
            said |= {more: column} if more else {}
            self._shortened |= {column: None} if more != text else {}
        return said

    def tell(self, lines: Sequence[Line], notices: Notices) -> None:
        """Say what was taken for the purpose though it is not called so, and which long texts were not."""
        if self._remarked:
            notices.add("清单没有「资金用途」列，「备注」列作为资金用途")
        for column in self._shortened:
            notices.add(f"「{self._headings[column]}」栏的算式没有照抄，只把其他栏没有写过的内容并入资金用途")
        known = {source.column for source in self._columns.sources} | {*self._columns.of_money, *self._columns.purposes}
        known |= {*self._columns.deadlines, *self._columns.opinions}
        kept = {heading: column for heading, column in self._columns.extra.items() if column not in known}
        if self._remarked and self._columns.remarks is not None:
            kept = {heading: column for heading, column in kept.items() if column != self._columns.remarks}
        unused = _long(kept, lines)
        if unused:
            notices.add(
                f"「{'」「'.join(unused)}」没有用来起草，只原样带到结果里；写的是项目做什么的，请把表头改为 资金用途、主要内容 或 项目概况",
                chosen=True,
            )


def _joined(texts: Iterable[str]) -> str:
    """Texts of several columns as one, whose sentences do not run together."""
    *before, last = texts
    return "".join([*(text if text[-1] in _ENDS else f"{text}；" for text in before), last])


def says_work(text: str) -> bool:
    """Whether a remark says something of the work: an amount of it, or in a sentence what is done."""
    return _QUANTITY.search(text) is not None or (len(text) >= _SENTENCE and _WORK.search(text) is not None)


def _long(columns: Mapping[str, int], lines: Sequence[Line]) -> list[str]:
    """The headings of the columns that hold long Chinese texts."""
    found = []
    for heading, column in columns.items():
        texts = [text for line in lines if (text := line.cells.get(column, "").strip())]
        han = sum(len(re.findall(f"[{HAN}]", text)) for text in texts)
        if texts and sum(map(len, texts)) > _LONG * len(texts) and 2 * han > sum(map(len, texts)) and not _NO_WORK.search(heading):
            found.append(heading)
    return found
