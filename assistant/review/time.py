"""Years and dates: what belongs to another budget year, and what no calendar has."""

import calendar
import re
from collections.abc import Iterator

from assistant.goals import Goal, Period, parse_target
from assistant.goals.dates import FESTIVALS, YEAR, budget_years, festival_month, parse_deadline, replace_budget_year
from assistant.goals.taxonomy import QUANTITY, TIMELINESS
from assistant.review.finding import Finding
from assistant.review.money import TOTAL
from assistant.review.rules import RULES
from assistant.review.subject import Subject

_ASIDE = re.compile(
    rf"""{YEAR}\s*年?度?\s*的?(?:同期|基础|水平|基数|完成值|结转|结余|决算)       # what is compared with, what is carried over
      | {YEAR}\s*年[^,，。；;]{{0,16}}?(?:基础上|以来)
      | (?:根据|按照|依据)[^，。；]{{0,12}}?{YEAR}\s*年?                          # papers to go by
      | (?:成立|建成|建|始|投入使用|批准|立项|颁布|施行|发布|签订)于\s*{YEAR}\s*年?     # history
    """,
    re.VERBOSE,
)
_UNTIL = re.compile(rf"[到至]\s*({YEAR})\s*年")
_PLAN = re.compile(rf"({YEAR})\s*年?\s*[-—–~～至到]+\s*({YEAR})\s*年")
_DRAWN_UP = re.compile(r"[)）》”\s]*(?:的|纲要|规划)*(?:编制|起草|制定)(?!的)")
_COMPARED = re.compile("[≤<]")
_NEW_YEAR = 2
"""Festivals up to this month may be prepared in the December before."""
_ONLY_YEAR = re.compile(rf"{YEAR}年?度?")
_PART_OF = re.compile("半年|季度|旬|中|和|至|[-—~、]")
"""Of such deadlines a date for the whole month or year would promise something else."""
_SPAN = re.compile("工期|期限|周期|时长|工时|有效期|试用期|寿命|年限")
"""Names of stretches of time: ≤6月 may be six months."""
_LATE = 3
"""So many months after a festival what is done for it is done too late."""


def check_years(subject: Subject) -> Iterator[Finding]:
    """Goals, names and values speak of the budget year; copies of last year's table betray themselves here."""
    table = subject.table
    if table.year is None:
        return
    for row, field, text in (*subject.texts(), *_task_texts(subject)):
        own = {table.year}
        if field.startswith("goals."):
            own |= _years_of(table.goals[int(field.split(".")[1])], table.period)
        wrong = _foreign_years(text, own)
        if wrong:
            said = f"{subject.where(row, field)}写的是 {_said(wrong)}（「{_around(text, wrong[0])}」）"
            message = f"{said}，与预算年度 {table.year} 年不符，请核对。"
            yield RULES["YEAR-01"].finding(message, row=row, field=field, fix=_fix_years(text, table.year, wrong))


def _task_texts(subject: Subject) -> Iterator[tuple[None, str, str]]:
    for at, task in enumerate(subject.table.tasks):
        for field, text in (("name", task.name), ("content", task.content), ("expected", task.expected)):
            if text:
                yield None, f"tasks.{at}.{field}", text


def _foreign_years(text: str, own: set[int]) -> list[int]:
    """The years that `text` speaks of as its own and that are not; a later one to be reached (到2030年) is a vision."""
    later = _UNTIL.sub(lambda match: " " if int(match[1]) > max(own) else match.group(), _ASIDE.sub(" ", text))
    return [year for year in budget_years(later) if year not in own]


def _fix_years(text: str, year: int, wrong: list[int]) -> str | None:
    """`text` with the wrong years put right, where it names no other year that would change with them."""
    return replace_budget_year(text, year) if set(budget_years(text)) <= {year, *wrong} else None


def _years_of(goal: Goal, period: Period | None) -> set[int]:
    """The years of the project's period, which a goal for the period may name."""
    ends = re.findall(YEAR, f"{period.start or ''} {period.end or ''}") if period and goal.scope == "period" else []
    return set(range(int(min(ends)), int(max(ends)) + 1)) if ends else set()


def _said(years: list[int]) -> str:
    return "、".join(f"{year} 年" for year in dict.fromkeys(years))


def _around(text: str, year: int) -> str:
    at = text.find(str(year))
    return text[max(0, at - 10) : at + 16].strip()


def check_name_year(subject: Subject) -> Iterator[Finding]:
    """A project named for another year is carried over, or the year was not adapted: only a person knows."""
    table = subject.table
    wrong = _foreign_years(table.name, {table.year}) if table.year is not None else []
    if wrong and not re.search("结转|结余|尾款|跨年", table.name):
        yield RULES["YEAR-02"].finding(f"项目名称「{table.name}」写的是 {_said(wrong)}，预算年度是 {table.year} 年，请核对。", field="name")


def check_plans(subject: Subject) -> Iterator[Finding]:
    """Plans that ended before last year, or that are still to be drawn up long after they began.

    A plan's final evaluation in the year after it, and its drawing up in its first year, are in order.
    """
    year = subject.table.year
    for place, goal in enumerate(subject.table.goals):
        for plan in _PLAN.finditer(goal.text):
            if year and int(plan[2]) < year - 1:
                why = f"已于 {plan[2]} 年结束"
            elif year and int(plan[1]) < year and _DRAWN_UP.match(goal.text, plan.end()):
                why = f"{plan[1]} 年就已开始，现在才编制"
            else:
                continue
            message = f"第 {place + 1} 条绩效目标提到的「{plan.group()}」{why}，请核对是否沿用了往年的目标。"
            yield RULES["YEAR-03"].finding(message, field=f"goals.{place}.text")


def check_dates(subject: Subject) -> Iterator[Finding]:
    """A deadline is a date, not a comparison; and the date must exist."""
    for row in subject.valued:
        deadline = parse_deadline(row.value)
        if deadline is None:
            continue
        year = deadline.year or subject.table.year
        if deadline.month and deadline.day and deadline.day > calendar.monthrange(year or 2024, deadline.month)[1]:
            yield RULES["DATE-02"].finding(f"{row.title}的日期「{row.wording}」不存在，请改正。", row=row.index, field="value")
        elif deadline.year and row.level2 == TIMELINESS and _ONLY_YEAR.fullmatch(row.value):
            message = f"{row.title}的期限「{row.wording}」只写到年，请写明月份，如「{deadline.year}年12月底前」。"
            yield RULES["DATE-01"].finding(message, row=row.index, field="value")
        elif _COMPARED.match(row.value):
            fix = f"{f'{year}年' if year else ''}{deadline.month or 12}月{f'{deadline.day}日' if deadline.day else '底'}前"
            fixable = fix if not _PART_OF.search(row.value) and not _SPAN.search(row.name) else None
            message = f"{row.title}的期限「{row.wording}」不宜用比较符，请写成日期{f'，如「{fixable}」' if fixable else ''}。"
            yield RULES["DATE-01"].finding(message, row=row.index, field="value", fix=fixable)


def check_festivals(subject: Subject) -> Iterator[Finding]:
    """What is done for a festival is done neither before it is there nor months after it; rows for several festivals are left alone."""
    for row in subject.valued:
        festival = festival_month(row.name)
        deadline = parse_deadline(row.value) if festival else None
        month = deadline.month if deadline else None
        before = festival is not None and festival <= _NEW_YEAR and month == 12  # what is done for the coming new year
        if festival and month and not before and not festival - 1 <= month < festival + _LATE:
            names = "、".join(name for name in FESTIVALS if name in row.name)
            message = f"{row.title}是{names}的活动，期限却是「{row.wording}」，请核对日期。"
            yield RULES["DATE-03"].finding(message, row=row.index, field="value")


def check_period_length(subject: Subject) -> Iterator[Finding]:
    """A project that is to go on for generations has no period."""
    years, most = subject.years, subject.data.standards.period_years
    if years is not None and len(years) > most:
        message = f"实施周期 {years[0]}—{years[-1]} 年长达 {len(years)} 年，超过 {most} 年，请按批复的期限填写。"
        yield RULES["PERIOD-02"].finding(message, field="period")


_OPEN = re.compile("长期|持续|常年|永久|至今|不限|未定|待定|今后")
"""Words for an end that nobody knows yet."""


def check_period_ends(subject: Subject) -> Iterator[Finding]:
    """A period begins and ends at times that people can find in a calendar, in this order, with the budget year between them."""
    period, year = subject.table.period, subject.table.year
    if period is None:
        return
    ends = [(name, text, parse_deadline(text)) for name, text in (("起始", period.start), ("到期", period.end)) if text]
    for name, text, found in ends:
        if not _OPEN.search(text) and (found is None or found.year is None):
            example = f"{year or 2027}年{'1' if name == '起始' else '12'}月"
            yield RULES["PERIOD-04"].finding(f"实施周期的{name}「{text}」看不出年月，请写成日期，如「{example}」。", field="period")
    known = [found for _, _, found in ends if found and found.year]
    if known != [found for *_, found in ends] or not (period.start and period.end):
        return
    first, last = known
    written = f"{period.start}—{period.end}"
    if (last.year, last.month or 12, last.day or 31) < (first.year, first.month or 1, first.day or 1):
        yield RULES["PERIOD-04"].finding(f"实施周期「{written}」到期早于起始，请核对。", field="period")
    elif year and not (first.year or 0) <= year <= (last.year or 0):
        yield RULES["PERIOD-04"].finding(f"预算年度 {year} 年不在实施周期「{written}」之内，请核对。", field="period")


_CUMULATIVE = set("次 场 期 人次 场次 班次 批次 宗 件 例 起 篇 条 份 个 人 名 户 家".split())
_STOCK = re.compile("系统|平台|网站|设备|岗位|人员|派遣|聘用|在职|在岗|编制|机构|阵地|站点|床位|覆盖|运维|保障|维护|管理|看护|管护")
"""Names of what stays the same from year to year."""
_TOLD = 3


def adds_up(subject: Subject) -> bool:
    """Whether the period is one of several years and not of generations, so that quantities of a year add up in it."""
    return subject.years is not None and 2 <= len(subject.years) <= subject.data.standards.period_years


def check_multiples(subject: Subject) -> Iterator[Finding]:
    """What adds up over the years is more over the period than in one of them."""
    years = subject.years
    if years is None or not adds_up(subject):
        return
    same = [
        row
        for row in subject.valued
        if row.indicator.period_value
        and ((row.level2 == QUANTITY and row.unit in _CUMULATIVE and row.number != 1) or (row.cost and TOTAL.search(row.name)))
        and not _STOCK.search(row.name)
        and row.number == parse_target(row.indicator.period_value).decimal
    ]
    if same:
        names = "、".join(f"{row.title}{row.indicator.period_value}" for row in same[:_TOLD])
        message = f"实施周期有 {len(years)} 年，{names}{'等' if len(same) > _TOLD else ''}的周期值却与年度值相同，请填写周期累计数。"
        yield RULES["PERIOD-03"].finding(message, field="indicators")
