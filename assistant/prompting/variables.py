"""What may be filled into a prompt of each kind: names, explanations for people who write one, and values to try it with."""

from dataclasses import dataclass

DRAFT = "draft"
WORDING = "wording"
"""The kinds of prompt of which people may have several, each asked for by its id: wording-strict is of the second, any other drafts."""


@dataclass(frozen=True)
class Variable:
    """Something that the program fills in.

    Attributes:
        name: as it stands in the prompt: {{ request }}.
        meaning: what is filled in, in Chinese.
        required: a prompt without it could not do its work.
        sample: what it is like.
        may_be_empty: there may be nothing to fill in.
    """

    name: str
    meaning: str
    sample: str | int
    required: bool = False
    may_be_empty: bool = False


_REQUEST = Variable(
    "request",
    "申报材料：项目名称、预算、预算年度、实施单位和用途，每项一行。",
    "项目名称：妇女维权服务经费\n预算：20万元\n预算年度：2027\n实施单位：东莞市妇女联合会\n用途：开展维权宣传活动12场，培训妇女干部200人",
    required=True,
)
_FRAMEWORK = Variable(
    "framework",
    "指标框架：每个一级指标一行，后面是它的二级指标；模型的二级指标只能从中选。",
    "- 成本指标：经济成本指标、社会成本指标、生态环境成本指标\n- 产出指标：数量指标、质量指标、时效指标",
)
_CANDIDATES = Variable(
    "candidates",
    "候选指标：程序已按本项目算好的行，每行是 编号｜二级指标｜名称｜指标值；可能为空。",
    "c1｜数量指标｜维权宣传活动场次｜≥12场\nc2｜时效指标｜诉求响应时间｜≤3个工作日",
    may_be_empty=True,
)

VARIABLES: dict[str, tuple[Variable, ...]] = {
    DRAFT: (
        _REQUEST,
        _FRAMEWORK,
        Variable(
            "exemplars",
            "范例：与本项目最相近的几张绩效目标表，各在一个<范例>块里，每行是 编号｜二级指标｜名称｜指标值；可能为空。",
            '<范例 编号="e1" 项目="维权经费" 预算="10万元">\ne1.1｜数量指标｜宣传场次｜≥10场\n</范例>',
            may_be_empty=True,
        ),
        _CANDIDATES,
        Variable("size", "指标条数：按预算大小算出的整数。", 9),
    ),
    "continue": (
        _REQUEST,
        Variable("written", "已经写好的指标，每行是 二级指标｜名称｜指标值。", "数量指标｜维权宣传活动场次｜≥12场"),
        Variable("missing", "还缺的二级指标，用顿号隔开。", "质量指标、时效指标", required=True),
        _CANDIDATES,
    ),
    "repair": (
        _REQUEST,
        Variable(
            "rows",
            "没有通过检查的指标，每行一个 JSON 对象，“问题”说明哪里不对。",
            '{"level2": "数量指标", "name": "宣传场次", "value": "多场", "问题": "没有数字"}',
            required=True,
        ),
        _CANDIDATES,
    ),
    "suggest": (
        Variable(
            "table",
            "现有的绩效目标表：项目情况、绩效目标和指标，每项一行。",
            "项目名称：妇女维权服务经费\n绩效目标：开展维权宣传活动。\n指标：数量指标｜宣传场次｜≥12场",
            required=True,
        ),
        Variable(_FRAMEWORK.name, _FRAMEWORK.meaning, _FRAMEWORK.sample, required=True),
        Variable("suggestions", "程序推荐的指标，每行是 编号｜二级指标｜名称｜指标值。", "s1｜质量指标｜案件办结率｜≥90%", required=True),
    ),
    "reword": (
        Variable(
            "project",
            "申报材料：项目名称、预算、预算年度、实施单位和用途，每项一行。",
            _REQUEST.sample,
            required=True,
        ),
        Variable("row", "要改写的指标：二级指标｜名称｜指标值。", "数量指标｜宣传场次｜≥10场", required=True),
        Variable("instruction", "填报人的要求，一句话。", "改成线上和线下一共20场", required=True),
        Variable(
            "problem",
            "上一次的答复为什么不能用；第一次问时为空。",
            "指标值里的 30 没有出处",
            required=True,
            may_be_empty=True,
        ),
    ),
    "read": (
        Variable("project", "项目名称。", "妇女维权服务经费", required=True),
        Variable(_FRAMEWORK.name, _FRAMEWORK.meaning, _FRAMEWORK.sample, required=True),
        Variable("texts", "没有读懂的原文，每行是 编号｜文字。", "u1｜全年开展维权宣传不少于12场", required=True),
    ),
    WORDING: (
        Variable(
            "texts",
            "绩效目标和指标的文字，每行以编号开头：g1｜绩效目标，i1｜名称｜指标值。",
            "g1｜开展维权宣传活动，提高维权意识。\ni1｜维权宣传活动场次｜≥12场",
            required=True,
        ),
    ),
}
"""The variables of each kind of prompt, which is named by the id of the program's own."""


def kind_of(id: str) -> str:
    """The kind of the prompt with this id: only drafting and second opinions can be asked for under other names than the program's."""
    if id in VARIABLES:
        return id
    return WORDING if id.startswith(f"{WORDING}-") else DRAFT


def sample_values(kind: str, *, bare: bool = False) -> dict[str, object]:
    """A value for each variable of a kind; `bare` with nothing where there may be nothing."""
    return {variable.name: "" if bare and variable.may_be_empty else variable.sample for variable in VARIABLES[kind]}
