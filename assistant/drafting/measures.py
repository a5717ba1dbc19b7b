"""Chinese measure words: how a count of something is named, and which words only carry a verb."""

import re

SUFFIXES: dict[str, str] = {
    "人次": "人次",
    "场次": "场次",
    "场": "场次",
    "次": "次数",
    "期": "期数",
    "届": "届数",
    "班": "期数",
    "人": "人数",
    "名": "人数",
    "位": "人数",
    "户": "户数",
    "户次": "户次",
    "份": "份数",
    "册": "册数",
    "本": "册数",
    "篇": "篇数",
    "条": "条数",
    "件": "件数",
    "宗": "件数",
    "起": "件数",
    "例": "例数",
    "对": "对数",
    "所": "数量",
    "公里": "里程",
    "千米": "里程",
    "米": "长度",
    "平方米": "面积",
    "平方公里": "面积",
    "亩": "面积",
    "公顷": "面积",
    "立方米": "方量",
    "吨": "数量",
    "课时": "课时数",
    "学时": "学时数",
    "小时": "时长",
    "天": "天数",
    "个月": "月数",
    "项": "项数",
}
"""Measure word → the ending under which its count is named; every other measure word counts as 数量."""

OTHER_MEASURES = (
    "个 台 套 辆 部 家 座 处 间 块 面 支 只 头 匹 棵 株 张 幅 门 批 组 支队 队 盏 根 把 颗 粒 盒 箱 袋 瓶 枚 条次 "
    "个点 村次 公斤 千克 公升 升 标段 站 点 类 种 轮 首 集 部次 栋 幢 床 席 车次 架次 样 批次 件次 宗次 例次 年 元"
).split()

MEASURE_WORDS = tuple(sorted({*SUFFIXES, *OTHER_MEASURES}, key=len, reverse=True))

LIGHT_VERBS = tuple(
    sorted(
        (
            "开展 举办 组织 组织开展 组织实施 提供 召开 实施 完成 进行 承办 举行 开设 计划 拟 预计 安排 全年 共 累计 合计 每年 本年度 "
            "年内 计划开展 负责 做好 落实 推进 用于 主要用于 通过 以及 并 及 和 同时 其中 为 向 对 将 约 达 达到 不少于 实现 预计开展 本年 年度 "
            "今年 力争 确保 保证 保障 继续 持续 深入 大力 积极 广泛 不断"
        ).split(),
        key=len,
        reverse=True,
    )
)
"""Words in front of an object that say nothing about it."""

COUNTED_EXACTLY = ("购置", "采购", "购买", "配备", "聘用", "招聘", "派遣", "配置", "雇佣")
"""Verbs whose objects are bought or hired: the number is what it is, not a minimum (设备购置、人员＝实数)."""

_SUFFIX_TAIL = re.compile(r"(?:场次|次数|期数|人次|人数|户数|份数|册数|篇数|条数|件数|例数|数量|面积|里程|长度|天数|时长|项数|课时数|总数|数)$")


def count_name(phrase: str, unit: str) -> str:
    """The name of a count: (维权宣传活动, 场) → 维权宣传活动场次; nothing is said twice (服务人次, 人次) → 服务人次."""
    suffix = SUFFIXES.get(unit.removeprefix("万"), "数量")
    if phrase.endswith(suffix):
        return phrase
    if suffix in ("人次", "人数"):
        phrase = re.sub(r"(?:人次|人数|人员数)$", "", phrase)
    return f"{_SUFFIX_TAIL.sub('', phrase)}{suffix}"


def without_measure(name: str) -> str:
    """A count's name without what says that it is a count: 维权宣传活动场次 → 维权宣传活动."""
    stripped = _SUFFIX_TAIL.sub("", name)
    return stripped or name


def strip_light_verbs(phrase: str) -> str:
    """`phrase` without the words in front that say nothing about the object, as long as an object is left."""
    while True:
        word = next((verb for verb in LIGHT_VERBS if phrase.startswith(verb) and len(phrase) >= len(verb) + 2), None)
        if word is None:
            return phrase
        phrase = phrase[len(word) :].lstrip("了的")
