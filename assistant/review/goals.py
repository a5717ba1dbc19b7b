"""Goals and indicators, both ways: work without a measure, a measure without work; and what a goal itself must say."""

import re
from collections.abc import Iterator, Sequence

from assistant.goals import Goal, GoalTable
from assistant.goals.dates import YEAR
from assistant.goals.taxonomy import COST, QUANTITY, SERVED
from assistant.goals.wording import HAN, fold, strip_numbering
from assistant.library.words import Activity
from assistant.review.cutting import cut_out, gone_from, spans_of_gone
from assistant.review.finding import Finding
from assistant.review.mentions import Mention, find_mentions
from assistant.review.naming import object_of
from assistant.review.pricing import alike, pairs_of
from assistant.review.rules import RULES
from assistant.review.saying import tells_same
from assistant.review.subject import Row, Subject

_CLAUSE = re.compile(r"[,，、。；;：:！!？?\n]|以及")
_DOING = re.compile(
    "开展|举办|组织|召开|做好|实施|进行|完成|落实|通过|举行|承办|参加|制作|打造|推进|提供|办好|选派|委托|安排|加大|购买|保障|培育"
)
_AIM = re.compile("提升|提高|增强|加强|改善|优化|促进|营造|浓厚|氛围|作用|能力|水平|功能|机制|体系|制度|贯彻|精神|队伍|意识")
"""Clauses with these speak of an aim; the activity in them is not what is promised."""
_NUMBERLESS = re.compile(
    rf"《[^》]*》|[“\"][^”\"]*[”\"]|{YEAR}\s*年?|第[\d一二三四五六七八九十]+[届次期号条批轮]|[〔（(]{YEAR}[）)〕]\s*\d+\s*号|\d+号"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千两]+(?:场|次|期|人次|名|户|份|个(?!体|人)|项|套|台|万)|百分之|百分百")
_USE = re.compile(r"^(?:主要|专项|资金|经费|本?项目(?:资金|经费)?|该项目(?:资金|经费)?)*用于")
_PUNCTUATION = re.compile(rf"[^{HAN}A-Za-z0-9]")
ENOUGH_TEXT = 30
"""Characters that name, purpose and goals must have together before a foreign indicator is told: a bare name says too little."""
_MEASURE = re.compile("工作|活动|项目|对象|管理|完成|合格|及时|规范|数量|人[数次]|场次|次数|质量|情况|[性率度数量]")
"""What names of indicators have in common, whatever they are about."""
_HANDLING = re.compile(f"{_MEASURE.pattern}|发放|拨付|足额|准确|符合|覆盖|政策|时间|资金|总?成本|标准")
"""The same, with what is done about anything that is given."""
_SOFT_WORKS = re.compile(
    "(?:能力|队伍|组织|制度|体系|作风|文明|党|家风|家教|家庭|文化|精神|机制|思想|法治|品牌|人才|学风)建设|(?:基层|社会|综合)治理"
)
"""What is built and put in order without a builder."""
_ANY_EVENT = re.compile("(?:各类|相关|主题|系列)*活动")
"""What is counted where a row counts events of whatever kind."""
_LONGEST = 24
"""Characters of a clause that are quoted."""
_MANY = 2
"""Quantities that a table must have before those missing from the goals are told."""
_TOLD = 3


def check_promises(subject: Subject) -> Iterator[Finding]:
    """What a goal promises has an indicator: an amount one of its object, an activity one that is about it."""
    if subject.table.kind != "project" or not subject.rows:
        return
    measured = _measured(subject)
    told: set[str] = set()
    for place, goal in enumerate(subject.table.goals):
        yield from _check_gone(place, goal, subject)
        found = [*_amounts_lacking(goal, subject), *_activities_lacking(goal.text, subject, measured)]
        lacking = [words for words in dict.fromkeys(found) if words not in told]
        told |= set(lacking)
        if lacking:
            said = "、".join(f"「{words}」" for words in lacking[:_TOLD])
            message = f"第 {place + 1} 条绩效目标写了{said}，指标里没有对应的内容，请补充指标或修改目标。"
            yield RULES["GOAL-02"].finding(message, field=f"goals.{place}.text")
    unsaid = [words for words in _activities_lacking(subject.table.purpose or "", subject, measured) if words not in told]
    if unsaid:
        said = "、".join(f"「{words}」" for words in unsaid[:_TOLD])
        yield RULES["GOAL-02"].finding(f"资金用途写了{said}，目标和指标里没有对应的内容，请补充指标或修改用途。", field="purpose")


def _check_gone(place: int, goal: Goal, subject: Subject) -> Iterator[Finding]:
    """What a goal goes on stating of a row that was taken out; the fix cuts it out where the sentence stays whole."""
    rows = subject.table.indicators
    for row in (earlier.row for earlier in subject.earlier if earlier.place is None):
        said = gone_from(goal, row, rows, subject.data)
        left = cut_out(goal, row, rows, subject.data)
        if said or left:
            told = _excerpt(said[0]) if said else row.value
            message = f"第 {place + 1} 条绩效目标还写着「{told}」，指标「{row.level3}」已经不在表里，请从目标里删去或补回指标。"
            yield RULES["GOAL-02"].finding(message, field=f"goals.{place}.text", fix=left)


def _measured(subject: Subject) -> str:
    """All that the indicators speak of."""
    texts = (f"{row.indicator.level3} {row.wording} {row.indicator.description or ''} {row.indicator.group or ''}" for row in subject.rows)
    return "\n".join(texts)


def _amounts_lacking(goal: Goal, subject: Subject) -> list[str]:
    """Amounts of events, people and things whose object and number no indicator has."""
    gone = spans_of_gone(goal, subject)
    return [
        _excerpt(said)
        for said in find_mentions(goal.text)
        if said.unit not in ("元", "年", "亩") and said.span not in gone and not any(_covers(row, said, subject) for row in subject.rows)
    ]


def _covers(row: Row, said: Mention, subject: Subject) -> bool:
    if said.unit == "%":
        return _covers_rate(row, said, subject)
    if row.number == said.number and (alike(said.unit, row.unit or "") or not row.unit):
        return True
    if tells_same(row, said, subject):
        return True  # another number of the same object is told as such
    theirs = pairs_of(object_of(row.name)) | pairs_of(row.name) | pairs_of(row.value)
    return any(pairs_of(name) & theirs for name in said.objects)


def _covers_rate(row: Row, said: Mention, subject: Subject) -> bool:
    """Many rates are 90%, and many of a table's are of one subject: what is asked of it (出勤 of 培训出勤率) tells which one is meant."""
    if not (row.rate or row.unit == "%"):
        return False
    if tells_same(row, said, subject) or any(name[-3:-1] in row.name for name in said.objects):
        return True
    theirs = pairs_of(_MEASURE.sub("", row.name))
    return row.number == said.number and any(pairs_of(_MEASURE.sub("", name)) & theirs for name in said.objects)


def _excerpt(said: Mention) -> str:
    return said.words.strip('“”"、 ')


def _activities_lacking(text: str, subject: Subject, measured: str) -> Iterator[str]:
    """Activities that a clause says will be done, where nothing that is measured is about them, nor the whole project is."""
    any_event = any(_ANY_EVENT.fullmatch(object_of(row.name)) for row in subject.rows)
    name, activities = subject.table.name, [one for one in subject.data.words.activities if not one.topic]
    for clause in _CLAUSE.split(text):
        if (any_event and "活动" in clause) or _AIM.search(clause):
            continue
        marked = _DOING.sub("|", clause).strip()  # 开展演练 holds no 展演
        promised = (one for one in activities if _promises(marked, one))
        if any(not _speaks(measured, one) and not any(said in name for said in one.said) for one in promised):
            said = strip_numbering(clause)
            yield said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _promises(marked: str, activity: Activity) -> bool:
    """Whether a clause, with marks for what is done, promises an activity: it begins with it, or a mark stands in front of it."""
    for word in activity.said:
        if word in marked:
            before = marked.partition(word)[0]
            if not before.strip() or "|" in before:
                return True
    return False


def _speaks(text: str, activity: Activity) -> bool:
    return any(word in text for word in (*activity.said, *activity.covered))


def check_relevance(subject: Subject) -> Iterator[Finding]:
    """An indicator about an activity that neither name nor purpose nor goals speak of was copied from elsewhere."""
    own = own_words(subject.table)
    if subject.table.kind != "project" or len(own) < ENOUGH_TEXT:
        return
    for row in subject.rows:
        foreign = [one for one in subject.data.words.activities if one.is_named(row.name) and one.is_foreign_to(own)]
        if any(not one.ordinary for one in foreign) and not (row.cost or row.level2 in (COST, SERVED) or _shares_object(row, foreign, own)):
            words = "、".join(one.name for one in foreign)
            message = f"{row.title}说的是{words}，而项目名称、用途和目标都没有提到，疑为照抄其他项目，请核对。"
            yield RULES["GOAL-03"].finding(message, row=row.index, field="level3")


def own_words(table: GoalTable) -> str:
    """What a table says of its project, without what is built and put in order without a builder."""
    return _SOFT_WORKS.sub("", "\n".join([table.name, table.purpose or "", *(goal.text for goal in table.goals)]))


def _shares_object(row: Row, activities: Sequence[Activity], own: str) -> bool:
    """Whether what the row's name says beside the activity is the project's own: 维权 of 妇联干部维权培训."""
    rest = re.sub("|".join(re.escape(word) for one in activities for word in one.said), " ", row.name)
    return any(pair in own for part in rest.split() for pair in pairs_of(_HANDLING.sub("", part)))


def check_writing(subject: Subject) -> Iterator[Finding]:
    """A goal says what comes of the money, not what the money is for; for the year something else than for the period; with numbers."""
    if subject.table.kind != "project":
        return
    yield from _check_uses(subject)
    goals = subject.table.goals
    by_scope = {scope: [goal for goal in goals if goal.scope == scope] for scope in ("annual", "overall", "period")}
    if by_scope["period"] and by_scope["annual"] and _bare(by_scope["period"]) == _bare(by_scope["annual"]):
        place = goals.index(by_scope["annual"][0])
        message = "年度目标与实施周期目标逐字相同，请写明当年要完成的内容和数量，周期目标写累计。"
        yield RULES["GOAL-05"].finding(message, field=f"goals.{place}.text")
    current = by_scope["annual"] or by_scope["overall"] or by_scope["period"]
    text = "\n".join(goal.text for goal in current)
    if current and not _NUMBER.search(_NUMBERLESS.sub("", fold(text))):
        message = "绩效目标里没有一个数字，请写明做多少、达到什么程度，并与指标值一致。"
        yield RULES["GOAL-06"].finding(message, field="goals")
    elif current:
        yield from _check_quantities(subject, text)
    if current and not any(word in text for word in subject.data.words.effects):
        message = "绩效目标只写了做什么，没有写效果，请补充谁有什么变化，如“提高……”“保障……”。"
        yield RULES["GOAL-07"].finding(message, field="goals")


def _check_uses(subject: Subject) -> Iterator[Finding]:
    goals, purpose = subject.table.goals, subject.table.purpose
    copied = purpose is not None and len(purpose) > 1 and _bare(goals) == _PUNCTUATION.sub("", purpose)
    for place, goal in enumerate(goals):
        if _USE.match(goal.text) or (copied and place == 0):
            why = "与资金用途逐字相同" if copied else f"写成了资金用途（「{goal.text[:12]}…」）"
            message = f"第 {place + 1} 条绩效目标{why}，请改写为要达到的产出和效果。"
            yield RULES["GOAL-04"].finding(message, field=f"goals.{place}.text")


def _bare(goals: Sequence[Goal]) -> str:
    return _PUNCTUATION.sub("", "".join(goal.text for goal in goals))


def _check_quantities(subject: Subject, text: str) -> Iterator[Finding]:
    """The numbers of the main quantities stand in the goals."""
    numbers = set(re.findall(r"\d+(?:\.\d+)?", fold(text).replace(",", "")))
    counted = [row for row in subject.valued if row.level2 == QUANTITY and row.plain and not row.rate and row.number != 1]
    lacking = [row for row in counted if (row.target.number or "") not in numbers]
    if len(counted) >= _MANY and len(lacking) * 2 > len(counted):
        names = "、".join(row.title for row in lacking[:_TOLD])
        message = f"{names}{'等' if len(lacking) > _TOLD else ''}的数值没有写进绩效目标，主要产出请在目标里写明。"
        yield RULES["GOAL-08"].finding(message, field="goals")
