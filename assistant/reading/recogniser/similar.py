"""Labels that the dictionary does not have, but whose wording is close to one that it has.

Closeness is the share of characters in common, in order. Of labels taken out of the dictionary, more than nine in ten of those that are
found this way get their own role back, and no cell of the documents at hand that is not a label is taken for one; a word that makes one
label another (实际, 上年, 主管, 总, 二级) must stand in both.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from assistant.reading.markup import plain
from assistant.reading.recogniser.labels import GOAL_SCOPES, Label, Role, known_labels, label_key, money_scale

_CLOSE = 0.8
_SHORTEST, _LONGEST = 4, 14
"""Characters of a label. Shorter ones differ in meaning when they differ in one character."""
_LONGEST_RAW = 100
"""The same with blanks and brackets."""
_TELLING = re.compile(
    "一级|二级|三级|四级|实际|完成|执行率|上年|前年|历史|去年|中期|实施期|周期|长期|项目期|总体|总(?!体)|目标|指标|标准|依据|说明|描述|解释|得分|值|年度|原因|权重|来源|编码|代码|类型|满意|效益|产出|成本|质量|数量|时效"
    "|主管|填报|申报|财政|非|其他|自筹|上级|中央|省|市|县|结转|支出|预算|资金|金额|负责|电话|联系|人员|日期|时间|年限|单位|部门|分项|涉密|名称"
)
_FIELDS = frozenset(
    {Role.NAME, Role.UNIT, Role.DEPARTMENT, Role.CODE, Role.TYPE, Role.PERIOD, Role.BUDGET, Role.FISCAL, Role.PURPOSE, *GOAL_SCOPES}
)
_COLUMNS = frozenset(
    {
        Role.LEVEL1,
        Role.LEVEL2,
        Role.LEVEL3,
        Role.DESCRIPTION,
        Role.OPERATOR,
        Role.VALUE,
        Role.MEASURE,
        Role.PERIOD_VALUE,
        Role.BASIS,
        Role.WEIGHT,
    }
)


def similar_field(text: str) -> Label | None:
    """The field whose label `text` is close to, for cells that stand where labels do; None where it is close to none or to several."""
    return _similar(text, "fields", _FIELDS)


def similar_column(text: str) -> Label | None:
    """The column of indicators whose heading `text` is close to, for cells of a heading row, or None."""
    return _similar(text, "columns", _COLUMNS)


def _similar(text: str, part: Literal["fields", "columns"], roles: frozenset[Role]) -> Label | None:
    return _closest(text, part, roles) if len(text) <= _LONGEST_RAW else None


@lru_cache(maxsize=2048)
def _closest(text: str, part: Literal["fields", "columns"], roles: frozenset[Role]) -> Label | None:
    key = label_key(text)
    if not _SHORTEST <= len(key) <= _LONGEST or re.search(r"[:\d]", key) or re.search("[（(](?!.{0,4}元)", text):
        return None
    telling = sorted(_TELLING.findall(key))
    close: dict[Role, float] = {}
    for known, role in known_labels(part).items():
        if len(known) >= _SHORTEST and abs(len(known) - len(key)) <= 4 and sorted(_TELLING.findall(known)) == telling:
            close[role] = max(close.get(role, 0.0), SequenceMatcher(None, key, known, autojunk=False).ratio())
    best = max(close, key=lambda role: close[role], default=None)
    if best is None or best not in roles or close[best] < _CLOSE or list(close.values()).count(close[best]) > 1:
        return None
    return Label(best, plain(text).rstrip(":： "), money_scale(text), sure=False)
