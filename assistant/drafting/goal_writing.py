"""Goal sentences made from the chosen indicators, so that every number in them stands in the table."""

import re
from collections.abc import Sequence

from assistant.drafting.fitting import Fitted
from assistant.drafting.measures import has_verb, strip_light_verbs, without_measure
from assistant.drafting.naming import does
from assistant.drafting.request import DraftRequest
from assistant.drafting.subject import place_subject
from assistant.goals import Goal, Target
from assistant.goals.dates import parse_deadline
from assistant.goals.taxonomy import COST, ECOLOGICAL, ECONOMIC, QUALITY, QUANTITY, SERVED, SOCIAL, SUSTAINED, TIMELINESS
from assistant.library.types import ProjectType

MOST_QUANTITIES = 4
"""Quantities named in one sentence; more are spread over a second."""


def write_goals(request: DraftRequest, kind: ProjectType, subject: str, rows: Sequence[Fitted]) -> tuple[Goal, ...]:
    """Two to four goals: what is done and how much of it, how well and to what effect, at what cost and to whose satisfaction."""
    subject = subject if kind.yields else _PAID.sub("", subject)
    counted = [entry for entry in rows if entry.candidate.level2 == QUANTITY and _speakable(entry)]
    quality = [_level_phrase(entry) for entry in _of_class(rows, QUALITY)]
    texts = [_what_is_done(request, kind, subject, counted[:MOST_QUANTITIES], _deadline(request, rows), quality)]
    if len(counted) > MOST_QUANTITIES:
        texts.append(f"同步完成{_count_phrases(counted[MOST_QUANTITIES : 2 * MOST_QUANTITIES])}。")
    texts.append(_to_what_effect(kind, rows, quality))
    texts.append(_at_what_cost(request, rows))
    return tuple(Goal(scope="annual", text=text) for text in texts if text)


def _deadline(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    """The date by which all is done, where the table says one: the latest of its deadlines in the year."""
    dates = [
        (deadline.month or 12, deadline.day or 31, entry.indicator.value or "")
        for entry in rows
        if entry.candidate.level2 == TIMELINESS
        and (deadline := parse_deadline(entry.indicator.value or "")) is not None
        and deadline.year == request.year
    ]
    return f"于{max(dates)[2].removesuffix('完成')}" if dates else ""


def _what_is_done(
    request: DraftRequest, kind: ProjectType, subject: str, counted: Sequence[Fitted], deadline: str, quality: Sequence[str]
) -> str:
    """通过〔做什么〕，完成〔多少、何时〕，达到〔多好〕: what the person said is done stands behind 通过, what can be 完成 behind 完成."""
    ending = f"，{quality[0]}" if quality else ""
    first = next((at for at, entry in enumerate(counted) if _is_deed(entry)), len(counted))
    deeds, things = counted[first:], counted[:first]  # a list goes on with the verb that it began with
    done = _count_phrases([entry for entry in things if _is_work(entry)])
    had = _count_phrases([entry for entry in things if not _is_work(entry)])
    action = _count_phrases(deeds) or place_subject(kind.action, subject)
    whole = f"{subject}年度任务" if deeds else "年度工作任务"
    return f"通过{action}，{deadline}完成{done or whole}{f'，{had}' if had else ''}{ending}。"


def _to_what_effect(kind: ProjectType, rows: Sequence[Fitted], quality: Sequence[str]) -> str:
    benefits = [_level_phrase(entry) for level2 in (SOCIAL, ECONOMIC, ECOLOGICAL, SUSTAINED) for entry in _of_class(rows, level2)]
    levels = [*benefits[:2], *quality[1:2]][:2] or quality[:1]
    return f"{'，'.join(levels)}，{kind.effect}。" if levels else ""


def _at_what_cost(request: DraftRequest, rows: Sequence[Fitted]) -> str:
    total = [entry for entry in _of_class(rows, COST) if entry.candidate.is_total]
    parts = [
        f"{entry.indicator.level3.removesuffix('控制数')}控制在{_bare(entry.indicator.target)}以内"
        for entry in total[:1]
        if entry.indicator.target
    ]
    parts += [_level_phrase(entry) for entry in _of_class(rows, SERVED)[:1]]
    return f"{'，'.join(parts)}。" if parts else ""


def _of_class(rows: Sequence[Fitted], level2: str) -> list[Fitted]:
    return [entry for entry in rows if entry.candidate.level2 == level2 and _speakable(entry)]


def _speakable(entry: Fitted) -> bool:
    return entry.indicator.target is not None and entry.indicator.target.number is not None and entry.indicator.target.text is None


def _bare(target: Target) -> str:
    return f"{target.number}{target.unit or ''}"


def _count_phrases(counted: Sequence[Fitted]) -> str:
    """维权宣传活动场次 ≥12场 → 维权宣传活动不少于12场; of one thing counted twice the thing is said once (培训不少于3期、200人次).

    What cannot be done keeps its whole name (参会人数不少于120人), and a part follows its whole (，其中儿童不少于45人).
    """
    text, before, in_part = "", "", False
    for entry in counted:
        target, fact = entry.indicator.target, entry.candidate.fact
        assert target is not None
        named = not (_is_deed(entry) or _is_work(entry) or (fact and text))
        thing = entry.indicator.level3 if named else _doing(entry)
        part = fact is not None and fact.of_part
        text += ("，其中" if part and not in_part else "、") if text else ""
        text += _bare(target) if thing == before else f"{thing}{'为' if named and target.operator == '=' else ''}{_bound(target)}"
        before, in_part = thing, part
    return text


_PAID = re.compile("(?<=.{2})(?:财政)?(?:补助|补贴|奖补)$")
"""How work is paid for, where the project is the work."""
_GOT_DONE = re.compile("^(?:完成|实现|达到|做好|落实)+(?=.{2})")
_WORK = re.compile(
    "(?:活动|服务|培训|会议|讲座|宣传|普法|检查|抽检|检测|监测|测评|调解|咨询|巡检|巡查|排查|演练|评选|表彰|演出|比赛|赛事|考试|体检|筛查|接种|免疫"
    "|治理|整治|养护|管护|保洁|修复|修缮|改造|改建|扩建|新建|建设|铺设|加固|处理|处置|轮换|防治|清运|清淤|疏浚|安装|调试|升级|研究|调研|调查|教育|辅导|干预"
    "|评估|评审|审计|慰问|走访|救助|帮扶|帮助|采购|购置|印制|发放|编制|录制|拍摄|放映|巡演|推广|示范|绿化|造林|消杀|检疫|加工|数字化|换届)$"
)
"""Endings of what can be 完成."""
_WORK_ALONE = tuple("培训 会议 活动 慰问 检查 巡检 巡查 调研 演练 表彰 演出 宣传 体检 筛查 保洁 走访".split())
"""Which of them say enough without an object."""
_TAKING_PART = re.compile("^(?:参[加与会赛训]|惠及|覆盖|受益)")


def _doing(entry: Fitted) -> str:
    """What is done, in the person's words where they said it, without what says only that it gets done."""
    fact = entry.candidate.fact
    return _GOT_DONE.sub("", fact.phrase) if fact else strip_light_verbs(without_measure(entry.indicator.level3))


def _is_deed(entry: Fitted) -> bool:
    """Whether the person said it with a verb (培训干部, 为老人提供服务), so that it is the way and not what comes of it."""
    if entry.candidate.fact is None:
        return False
    phrase = _doing(entry)
    return (has_verb(phrase) and phrase == without_measure(phrase)) or does(phrase)


def _is_work(entry: Fitted) -> bool:
    """Whether its name says work that can be 完成: 培训, but neither 参会人数 nor 覆盖村."""
    thing = _doing(entry)
    return _WORK.search(thing) is not None and not _TAKING_PART.match(thing) and (len(thing) > 2 or thing in _WORK_ALONE)


def _bound(target: Target) -> str:
    words = {"≥": "不少于", ">": "超过", "≤": "不超过", "<": "少于"}
    return f"{words.get(target.operator or '', '')}{_bare(target)}"


def _level_phrase(entry: Fitted) -> str:
    """培训合格率 ≥95% → 培训合格率达到95%以上; 系统故障率 ≤1% → 系统故障率控制在1%以内."""
    target, name = entry.indicator.target, entry.indicator.level3
    assert target is not None
    if target.operator in ("≥", ">"):
        return f"{name}达到{_bare(target)}以上"
    if target.operator in ("≤", "<"):
        return f"{name}控制在{_bare(target)}以内"
    return f"{name}为{_bare(target)}" if target.number == "0" else f"{name}达到{_bare(target)}"
