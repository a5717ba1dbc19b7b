"""Rows of the exemplars and typical indicators of the library that a row under review can be compared with, found by wording alone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.exemplars.search import ExemplarIndex
from assistant.goals import Framework, GoalTable, Indicator
from assistant.goals.taxonomy import SATISFACTION, SERVED, convert_class
from assistant.library.types import ProjectType
from assistant.review.comparables import Comparable
from assistant.review.naming import object_of, split_unit

SHARED = 0.6
"""Share of the shorter object's pairs of characters that the other must have too, so that one may be a part of the other."""
ALIKE = 0.5
"""Twice the common pairs over the pairs of both, so that 活动 is not like every activity there is."""
_SATISFIED = "满意"
_REMEMBERED = 4096
"""Answers kept at a time: the names of some hundred tables."""

_MEASURES: tuple[tuple[str, str], ...] = (
    (_SATISFIED, "(?:总体|综合)?(?:(?<!不)满意[度率]|认可度)"),
    (
        "in time",
        "(?:[按如]期|按时|准时|及时)?(?:完成|召开|发放|开展|到位|办结|报送|交付|拨付|完工|竣工|支付)?(?:及时[率性]|准时率|[按如]期率|按时率)",
    ),
    ("in time", "(?:按期|如期|按时|准时|及时)(?:完成|召开|发放|开展|到位|办结|报送|交付|拨付|完工|竣工|支付)率"),
    ("attending", "(?:出勤|到会|参会|参训|到课|出席)率"),
    ("accepted", "验收(?:合格|通过|达标)率"),
    ("qualified", "(?:合格|达标)率"),
    ("known", "(?:知晓|知晓程度|知晓度|普及)率?"),
    ("covering", "覆盖[率面]"),
    ("done by", "(?:完成|完工|结束|竣工|交付|办结)(?:的?时间|时限|时效|日期|期限)"),
    ("held by", "(?:召开|举办|开展|启动)(?:的?时间|时限|时效|日期|期限)"),
    ("response", "响应(?:时间|时限|时长)"),
    ("repair", "(?:修复|恢复|排除)(?:时间|时限|时长)"),
    ("years", "(?:使用|运行|持续|应用)?(?:年限|寿命)"),
    ("accidents", "事故(?:发生)?(?:率|次数|起数|件数|数量?)"),
    ("price", "(?:成本|费用|经费|造价|单价|支出|开支)"),
    ("standard", "(?:补助|补贴|奖励|慰问|资助|救助|收费|支出|经费)?(?:标准|定额)"),
    ("passages", "人次数?"),
    ("people", "人员?数量?"),
    ("households", "户数量?"),
    ("times", "(?:场|期|班|批|频)次|次数|场数|期数"),
    ("amount", "(?:金|总|数)额"),
    ("area", "面积|里程|长度"),
    ("count", "(?:份|件|条|篇|台|套|项|家|个|座|处|辆|宗|例)?数量?"),
)
"""Endings that measure the same thing; the first that fits counts."""
_ENDINGS = tuple((key, re.compile(f"(?:{pattern})$")) for key, pattern in _MEASURES)
_OTHER = re.compile("[\u4e00-\u9fff]{1,2}[率度性]$")
"""Any other ending of a rate or a quality is a measure of its own: 办结率, 故障率, 规范性."""
_EACH = re.compile("[单每](?=[次场期人名户个份台套件宗例家处条亩班批])[次场期人名户个份台套件宗例家处条亩班批]|[人户次场期亩]均|单位")
"""What a price is for."""
_GENERAL = re.compile("工作|项目|任务|相关|各类|年度|全年|本|[的\"'“”()（）]")


@dataclass(frozen=True)
class _Wording:
    """A name taken apart: how it measures, and the pairs of characters of what it measures."""

    measure: str
    pairs: frozenset[str]


@dataclass
class _Entry:
    comparable: Comparable
    pairs: frozenset[str]
    table: str | None
    """The exemplar that it is a row of; None for a typical indicator."""


@dataclass
class _Drawer:
    """All entries of one measure, and where each pair of characters occurs among them."""

    entries: list[_Entry] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: _Entry) -> None:
        for pair in entry.pairs:
            self.places[pair].append(len(self.entries))
        self.entries.append(entry)


class ExemplarComparables:
    """`review.Comparables` over an index and the library.

    Two rows are comparable where they measure in the same way (合格率, 完成时间, 人次 …) and what they measure has most of its pairs of
    characters in common; 满意度 of whomever is comparable with any other. No model is asked: a review must stay quick, and a near meaning
    (设备验收 and 工程验收) is not near enough for comparing values.
    """

    def __init__(self, index: ExemplarIndex, types: Iterable[ProjectType], exclude_sources: Sequence[str] = ()) -> None:
        """Take all rows apart, once; none of the sources in `exclude_sources` is ever compared with."""
        self._index = index
        self._excluded = tuple(exclude_sources)
        self._drawers: dict[str, _Drawer] = defaultdict(_Drawer)
        self._allowed: dict[str | None, frozenset[str]] = {}
        self._last: tuple[GoalTable | None, frozenset[str]] = None, self._tables_without_file(None)
        self._found: dict[tuple[str, frozenset[str]], tuple[Comparable, ...]] = {}
        for exemplar in index.allowed(self._excluded):
            for at, row in enumerate(exemplar.table.indicators):
                level2 = _class_of(row)
                if level2:
                    self._add(Comparable(exemplar.indicator_id(at), row.level3, level2, row.target, exemplar.table.name), exemplar.id)
        for kind in types:
            for typical in kind.indicators:
                self._add(Comparable(kind.name, typical.name, typical.level2, None, kind.name), None)

    def like(self, name: str, *, excluding: GoalTable | None = None) -> Sequence[Comparable]:
        """The indicators whose name says nearly the same, nearest first; none of the table `excluding`, its file, or a copy of either."""
        tables = self._tables_without(excluding)
        key = (name, tables)
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()  # another thread may look at the same moment, hence no second look-up
            found = self._found[key] = self._find(_take_apart(name), tables)
        return found

    def _add(self, comparable: Comparable, table: str | None) -> None:
        wording = _take_apart(comparable.name)
        self._drawers[wording.measure].add(_Entry(comparable, wording.pairs, table))

    def _tables_without(self, excluding: GoalTable | None) -> frozenset[str]:
        """Ids of the tables that may be compared with; those of the last table are kept, since all its rows are looked up in turn."""
        last, tables = self._last
        if excluding is not last:
            tables = self._tables_without_file(excluding.source.file if excluding and excluding.source else None)
            if excluding is not None:
                tables -= self._index.copies_of(excluding)
            self._last = excluding, tables
        return tables

    def _tables_without_file(self, file: str | None) -> frozenset[str]:
        if file not in self._allowed:
            sources = (*self._excluded, file) if file else self._excluded
            self._allowed[file] = frozenset(exemplar.id for exemplar in self._index.allowed(sources))
        return self._allowed[file]

    def _find(self, wording: _Wording, tables: frozenset[str]) -> tuple[Comparable, ...]:
        drawer = self._drawers.get(wording.measure)
        if drawer is None:
            return ()
        common: dict[int, int] = defaultdict(int)
        for pair in wording.pairs:
            for place in drawer.places.get(pair, ()):
                common[place] += 1
        any_object = wording.measure == _SATISFIED
        places = range(len(drawer.entries)) if any_object else common
        found: list[tuple[float, str, int]] = []
        for place in places:
            entry = drawer.entries[place]
            if entry.table is not None and entry.table not in tables:
                continue
            near = _nearness(common.get(place, 0), len(wording.pairs), len(entry.pairs))
            if any_object or near:
                found.append((-near, entry.comparable.id, place))
        return tuple(drawer.entries[place].comparable for _, _, place in sorted(found))


def _nearness(common: int, one: int, other: int) -> float:
    """How near two objects are by their pairs of characters, 0 where not near enough."""
    if not common or common < SHARED * min(one, other):
        return 0.0
    near = 2 * common / (one + other)
    return near if near >= ALIKE else 0.0


def _class_of(row: Indicator) -> str | None:
    level1, level2, _ = convert_class(row.level1, row.level2, Framework.THREE_CLASS)
    return SERVED if level2 is None and level1 == SATISFACTION else level2


@lru_cache(maxsize=8192)
def _take_apart(level3: str) -> _Wording:
    name = split_unit(level3)[0]
    measure, rest = _split_measure(name)
    per = _EACH.search(rest) if measure in ("price", "standard") else None
    if per:
        # 单场 and 场均 are one, 单次 and 单场 too
        measure += f" per {per.group().strip('单每均').replace('次', '场')}"
        rest = rest.replace(per.group(), "", 1)
    spoken = object_of(rest) if rest else ""
    whole = _GENERAL.sub("", spoken) or spoken
    return _Wording(measure, frozenset(whole[at : at + 2] for at in range(len(whole) - 1)) or frozenset([whole] if whole else ()))


def _split_measure(name: str) -> tuple[str, str]:
    for key, pattern in _ENDINGS:
        match = pattern.search(name)
        if match and match.group():
            return key, name[: match.start()]
    match = _OTHER.search(name)
    return (match.group(), name[: match.start()]) if match else ("", name)
