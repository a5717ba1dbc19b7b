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
    "批": "批次",
    "批次": "批次",
    "家次": "家次",
    "户次": "户次",
    "车次": "车次",
    "班次": "班次",
}
"""Measure word → the ending under which its count is named; every other measure word counts as 数量."""

OTHER_MEASURES = (
    "个 台 套 辆 部 家 座 处 间 块 面 支 只 头 匹 棵 株 张 幅 门 组 支队 队 盏 根 把 颗 粒 盒 箱 袋 瓶 枚 条次 "
    "个点 村次 公斤 千克 公升 升 标段 站 点 类 种 轮 首 集 部次 栋 幢 床 席 架次 样 辆次 件次 宗次 例次 分钟 个工作日 工作日 年 元"
).split()

MEASURE_WORDS = tuple(sorted({*SUFFIXES, *OTHER_MEASURES}, key=len, reverse=True))

LIGHT_VERBS = tuple(
    sorted(
        (
            "开展 举办 组织 组织开展 组织实施 提供 召开 实施 完成 进行 承办 举行 开设 计划 预计 安排 全年 累计 合计 每年 本年度 年内 "
            "计划开展 负责 做好 落实 推进 用于 主要用于 通过 以及 同时 其中 达到 不少于 实现 预计开展 本年 年度 今年 力争 "
            "确保 保证 保障 继续 持续 深入 大力 积极 广泛 不断"
        ).split(),
        key=len,
        reverse=True,
    )
)
"""Words in front of an object that say nothing about it."""

PARTICLES = "拟并及和为向对将共约达"
"""Single characters that say as little, but only in front of a verb: 和谐家庭 and 对口帮扶 begin with their own."""

CONTENT_VERBS = frozenset(
    (
        "培训 慰问 资助 帮扶 救助 服务 走访 调解 受理 接待 评选 表彰 奖励 补助 创建 新建 改建 修缮 维修 购置 采购 印制 "
        "发放 印发 制作 维护 建设 聘用 招聘 扶持 编制 办理 检查 抽检 巡检 清淤 补植 引进 更新 聘请 入户 接种 筛查 扩建 "
        "管护 推广 印刷 运行维护 指导 更换 翻修 加固 疏浚 疏通 拆除 供养 补贴 清运 排查 组建 设置 "
        "铺设 购买 征集 选派 承办 惠及 覆盖 带动 培育 打造 命名 种植 养护 检测 监测 巡查 普查 配备 改造 整治 治理 安装 "
    ).split()
)
"""Verbs that say what is done to an object and therefore stand in the name of its count (培训妇女干部人数)."""

PEOPLE_UNITS = {"人", "人次", "名"}
EVENT_UNITS = {"次", "场", "场次", "期"}
"""Measure words in which the same thing may be counted."""

COUNTED_EXACTLY = ("购置", "采购", "购买", "配备", "聘用", "招聘", "派遣", "配置", "雇佣")
"""Verbs whose objects are bought or hired: the number is what it is, not a minimum (设备购置、人员＝实数)."""

_SUFFIX_TAIL = re.compile(
    r"(?:场次|人次|批次|家次|户次|车次|班次|[场次期届人户份册篇条件例对项组门套台辆头只株个座处间栋家笔课学天月]?时?数|总?数量|面积|里程|长度|方量|时长)$"
)


_JOB = re.compile("(?:运维|运营|维护|维修|研究|建设|改造|治理|修复|整治|服务|评审|审计|测评|检测)$")
"""Work that is no thing by itself: what is counted of it in 项 are projects."""


def count_name(phrase: str, unit: str) -> str:
    """The name of a count: (维权宣传活动, 场) → 维权宣传活动场次; nothing is said twice (服务人次, 人次) → 服务人次.

    Nor is it said that people are people: (巡护人员, 人) → 巡护人员数量.
    """
    suffix = SUFFIXES.get(unit.removeprefix("万"), "数量")
    if (suffix == "人数" and phrase.endswith("人员")) or (suffix == "项数" and _JOB.search(phrase)):
        return f"{phrase}{'项目' if suffix == '项数' else ''}数量"
    if phrase.endswith((suffix, "数", "量", "面积")) or (suffix == "长度" and re.search("[桥坝渠堤路]长$", phrase)):
        return phrase
    if suffix in ("人次", "人数"):
        phrase = re.sub(r"(?:人次|人数|人员数)$", "", phrase)
    return f"{_SUFFIX_TAIL.sub('', phrase)}{suffix}"


def without_measure(name: str) -> str:
    """A count's name without what says that it is a count: 维权宣传活动场次 → 维权宣传活动."""
    stripped = _SUFFIX_TAIL.sub("", name)
    return stripped or name


def is_light(phrase: str) -> bool:
    """Whether a phrase names no object: empty, a particle, or a verb that says nothing."""
    return not phrase or phrase in LIGHT_VERBS or (len(phrase) == 1 and phrase in PARTICLES)


def strip_light_verbs(phrase: str) -> str:
    """`phrase` without the words in front that say nothing about the object, as long as an object is left."""
    while True:
        if phrase[:1] and phrase[:1] in PARTICLES and phrase[1:].startswith((*LIGHT_VERBS, *CONTENT_VERBS)):
            phrase = phrase[1:]
        word = next((verb for verb in LIGHT_VERBS if phrase.startswith(verb) and len(phrase) >= len(verb) + 2), None)
        if word is None or _SUFFIX_TAIL.fullmatch(phrase[len(word) :]):
            return phrase
        phrase = phrase[len(word) :].lstrip("了的")


def has_verb(phrase: str) -> bool:
    """Whether a phrase begins with what is done: 开展法治宣传, 慰问困难家庭, but not 乡镇."""
    return phrase.startswith((*LIGHT_VERBS, *CONTENT_VERBS, *COUNTED_EXACTLY))


def strip_content_verb(phrase: str) -> str:
    """An object without what is done to it (修缮校舍 → 校舍), as long as an object is left."""
    verb = next((verb for verb in CONTENT_VERBS if phrase.startswith(verb) and len(phrase) >= len(verb) + 2), "")
    return phrase[len(verb) :]


def deeds_in(name: str) -> set[str]:
    """What a name says that is done: 培训 of 培训班期数 and of 培训村干部人数."""
    return {verb for verb in CONTENT_VERBS if verb in name}
