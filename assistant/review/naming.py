"""What the name of an indicator says: a rate or a count, better high or low, and of what object."""

import re
from enum import Enum
from functools import lru_cache

from assistant.goals.remembering import remembered
from assistant.goals.wording import fold
from assistant.library.words import Words

_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,6})[)\]]$")
_COUNT = re.compile(r"(?:人次|场次|班次|批次|次数|人数|户数|指标数|数量|面积|里程|(?<![指参函系基级小总制])数)$")
_VERBS = re.compile(
    r"^(?:计划|预计|拟|全年|年度|累计|共计?|合计|新增|开展|举办|召开|组织|完成|创建|建设|建立|制作|印制|印发|发放|发布|提供|实施|进行|参加"
    r"|推选|评选|购置|采购|购买|编制|编印|相关|各类|各种)+"
)
_MEASURES = re.compile(
    r"(?:(?:服务|完成)?指标数|总?数量|(?:总|[次人户期份件篇条个天宗场批班家台套起例])?数|批次|场次|人次|班次|面积|里程|长度|控制[数额]|情况|总量)$"
)
_PARTICLES = re.compile(r"[\"'《》「」\s的]")
_MEASURED = re.compile(r"(?:发生)?(?:次数|件数|起数|人数|人次|数量|数|时间|时长|时限|标准|水平|总额|金额|控制额|率|比例|占比)?$")
_MONEY_WORDS = re.compile("成本|费用?|经费|支出|单价|造价|控制数")
_FAILED = re.compile("[不未](?:合格|达标|满意|完成|及时|准确|符合|规范|通过)[^的]{0,3}[率数量度]$")
_EACH = re.compile(r"(?:单|每)(?P<each>[次场期人名户个份台套件宗例家所处条篇亩班批])|(?P<mean>[人户次场期亩])均")
_HANDLED = re.compile(
    "受理|处理|办理|处置|接待|接收|接听|调处|调解|化解|解决|答复|回复|回应|排查|查处|整改|修复|排除|维修|抢修|检修|核查|调查|保障"
)
"""What is done about something bad: the more of it, the more work."""
_LASTING = ("年限", "寿命")
_UNSURE = re.compile(
    "不|未|败|债|差异|偏差|偏离|误差|变动|波动|变化|失业|死亡|发病|患病|感染|贫困|负债|不良|缺|淘汰|流动|占比|占用|比例|比重|逾|漏|损|欠|超|空|闲|污|耗(?!材)"
    "|隐患|重复|发案|犯罪|案件|发生|上访|信访|自付|复吸|复发|退|拒|误|违|失|病|损|死|灾|害|事件|纠纷|冲突|问题|积压|库存|存量|排放|等待|排队|阳性|压减|缩减|下降|降低|减少"
)


class Direction(Enum):
    """Whether a value should be high or low."""

    HIGH = "≥"
    LOW = "≤"


def split_unit(level3: str) -> tuple[str, str | None]:
    """The name without the bracket that ends it, and what the bracket says: 咨询服务数（宗） → (咨询服务数, 宗)."""
    name = fold(level3)
    match = _BRACKET.search(name)
    return (name[: match.start()], match[1]) if match and match.start() else (name, None)


@remembered
def is_rate(name: str, words: Words) -> bool:
    """Whether a name without brackets is that of a percentage: 合格率, 占比, 满意度."""
    return _longest(name, words.rate_suffixes) > _longest(name, words.not_rates)


def _longest(name: str, endings: tuple[str, ...]) -> int:
    return max((len(ending) for ending in endings if name.endswith(ending)), default=0)


def is_count(name: str) -> bool:
    """Whether a name ends in a word of counting: 次数, 人次, 数量."""
    return _COUNT.search(name) is not None


@remembered
def direction_of(name: str, words: Words) -> Direction | None:
    """Whether what `name` measures should be high or low; None where the name does not say so surely.

    A negative word counts only where it is what is measured: 投诉件数 should be low, 投诉受理件数 and 经费支付人数 need not.
    """
    if _FAILED.search(name):
        return Direction.LOW
    if name.endswith(_LASTING) or any(word in name for word in words.positive_exceptions):
        return Direction.HIGH
    rate, count = is_rate(name, words), is_count(name)
    measured = _MEASURED.sub("", name, count=1)
    if name.endswith(words.negative) or measured.endswith(words.negative):
        unclear = ((rate or count) and _MONEY_WORDS.search(measured) is not None) or (count and _HANDLED.search(measured) is not None)
        return None if unclear else Direction.LOW
    if (rate or count) and not is_unsure(name):
        return Direction.HIGH
    return None


def is_unsure(name: str) -> bool:
    """Whether a word in `name` leaves open if much of it is good: 上访人次, 纠纷数量, 压减编制."""
    return _UNSURE.search(name) is not None


def each_of(name: str) -> str | None:
    """The unit that a price's name says it is for: 场 of 单场活动成本, 人 of 人均培训成本."""
    match = _EACH.search(name)
    return (match["each"] or match["mean"]) if match else None


@lru_cache(maxsize=4096)
def object_of(name: str) -> str:
    """The object that a name counts, for comparing: 开展公益活动场次 → 公益活动, 小组服务指标数 → 小组."""
    bare = _PARTICLES.sub("", split_unit(name)[0])
    stem = _MEASURES.sub("", _VERBS.sub("", bare)) or _MEASURES.sub("", bare)
    return stem or bare
