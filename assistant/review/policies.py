"""Names of national policies and laws, and the years that they carry."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.goals.dates import YEAR
from assistant.goals.remembering import remembered
from assistant.library.wording import Policy, Wording

_TO = r"\s*年?\s*[-—－–~～至到]+\s*"
_YEARS = rf"(?P<first>{YEAR}){_TO}(?P<last>{YEAR})\s*年?"
_YEARS_BEHIND = re.compile(rf"\s*[(（]\s*{_YEARS}\s*[)）]")
_TITLE_ENDS = re.compile(rf"[”\"]?(?:{_YEARS_BEHIND.pattern})?》")
_QUOTES = re.compile('[“”"‘’「」\\s]')
_STATE = "中华人民共和国"
_NATIONAL = ("中国", "国家", "全国", "“健康中国", "健康中国2030")
_BEGINS = re.compile("(?:^|[，。、；：（(和及]|贯彻|实施|宣传|学习|落实|按照|依据|根据|遵守|中华人民共和国)$")
_ENDS = re.compile("$|[，。、；：）)”]")
_LOCAL = re.compile("(?:[市省州县区盟旗镇乡]级?|地方|本级|当地)的?[《“]*$")
_FAR = re.compile("2035|远景|中长期|十三五|十四五|十五五")


@dataclass(frozen=True)
class Misnamed:
    """A policy named or dated wrong: what stands there, what should, where; `instead` is None where it is not one text."""

    rule: str
    text: str
    said: str
    start: int
    end: int
    instead: str | None


@remembered
def misnamed(text: str, wording: Wording) -> tuple[Misnamed, ...]:
    """Policies of the dictionary whose name or years are not right, and five-year plans beside other years."""
    names = [fault for match in _names(wording).finditer(text) for fault in _check_name(text, match, wording)]
    return (*names, *(fault for era in _eras(wording) for fault in era.check(text)))


def _check_name(text: str, match: re.Match[str], wording: Wording) -> Iterator[Misnamed]:
    name = _QUOTES.sub("", match.group())
    policy, wrong = _known(wording)[name]
    if not (_is_title(text, match) or _stands_alone(text, match, law=policy.name.endswith(("法", "条例")))):
        return
    if wrong:
        true = "".join(f"《{_full(one, policy)}》" for one in (policy.name, *policy.also))
        yield Misnamed("POLICY-01", match.group(), f"名称应为{true}", match.start(), match.end(), _rename(match.group(), policy))
    years = _YEARS_BEHIND.match(text, match.end())
    if years and policy.years and f"{years['first']}—{years['last']}" not in policy.years and not _is_another(text, match, years, policy):
        first, last = policy.years[0].split("—")
        dash = text[years.end("first") : years.start("last")]
        instead = text[years.start() : years.start("first")] + first + dash + last + text[years.end("last") : years.end()]
        yield Misnamed("POLICY-02", text[match.start() : years.end()], f"年份应为 {first}—{last}年", years.start(), years.end(), instead)


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether the name, with its years, is all that stands in 《》."""
    return text[: match.start()].rstrip('“"').endswith("《") and _TITLE_ENDS.match(text, match.end()) is not None


def _is_another(text: str, match: re.Match[str], years: re.Match[str], policy: Policy) -> bool:
    """Whether the years are those of an edition to come, or of a local paper that goes by the same name: 我市《乡村振兴战略规划（…）》."""
    if int(years["first"]) >= int(policy.years[0].partition("—")[2]):
        return True
    return not match.group().startswith(("中国", "国家", "全国")) and _LOCAL.search(text[: match.start()]) is not None


def _stands_alone(text: str, match: re.Match[str], *, law: bool) -> bool:
    """Whether a name outside 《》 is a national one and whole: 家庭教育法 but not 家庭教育法治, 中国妇女发展纲要 but not 全民健身计划."""
    before, after = text[: match.start()], text[match.end() :]
    if before.count("《") > before.count("》"):
        return False
    if law:
        return _ENDS.match(after) is not None and _BEGINS.search(before) is not None
    return match.group().startswith(_NATIONAL)


def _full(name: str, policy: Policy) -> str:
    return f"{name}（{policy.years[0]}年）" if policy.years else name


def _rename(written: str, policy: Policy) -> str | None:
    if policy.also:
        return None
    return policy.name.removeprefix(_STATE) if policy.name.startswith(_STATE) and not written.startswith(_STATE) else policy.name


@lru_cache(maxsize=4)
def _known(wording: Wording) -> dict[str, tuple[Policy, bool]]:
    """Policies by every name, without quotes, and whether that name is wrong."""
    known = {_QUOTES.sub("", policy.name): (policy, False) for policy in wording.policies if policy.years}
    return known | {_QUOTES.sub("", name): (policy, True) for policy in wording.policies for name in policy.wrong}


@lru_cache(maxsize=4)
def _names(wording: Wording) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in sorted(_known(wording), key=len, reverse=True)))


@dataclass(frozen=True)
class _Era:
    name: str
    word: str
    years: range
    pattern: re.Pattern[str]

    def check(self, text: str) -> Iterator[Misnamed]:
        for match in self.pattern.finditer(text) if self.word in text else ():
            first, last = (int(match[part] or match[f"{part}_ahead"]) for part in ("first", "last"))
            others = match.group().replace(self.word, "", 1)
            if not (first in self.years and last in self.years and first <= last) and not _FAR.search(others):
                said = f"“{self.name}”是 {self.years[0]}—{self.years[-1]} 年"
                yield Misnamed("POLICY-02", match.group(), said, match.start(), match.end(), None)


@lru_cache(maxsize=4)
def _eras(wording: Wording) -> tuple[_Era, ...]:
    return tuple(
        _Era(era.name, era.name.removesuffix("普法"), range(era.first, era.last + 1), _era_pattern(era.name)) for era in wording.eras
    )


def _era_pattern(name: str) -> re.Pattern[str]:
    quoted = rf"[“\"]?{re.escape(name)}[”\"]?" if not name.endswith("普法") else rf"[“\"]?{re.escape(name[:-2])}[”\"]?普法"
    behind = rf"{quoted}(?:时期|期间|规划|发展规划|专项规划|纲要|[^，。；、\d《》]{{0,8}})?\s*[(（]?{_YEARS}"
    ahead = rf"(?P<first_ahead>{YEAR}){_TO}(?P<last_ahead>{YEAR})\s*年?\s*[)）]?\s*(?:的)?{quoted}(?![^，。；]{{0,6}}[(（]{YEAR})"
    return re.compile(f"{behind}|{ahead}")
