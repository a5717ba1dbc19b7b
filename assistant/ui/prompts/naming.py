"""What prompts are called on the page, and what is said of their use. Pure; nothing is shown here."""

from collections.abc import Collection, Iterable

from assistant.prompting import VARIABLES, kind_of
from assistant.prompting.variables import DRAFT, WORDING

KINDS = {
    DRAFT: "起草",
    "continue": "补齐缺少的指标",
    "repair": "改正不合格的指标",
    "suggest": "推荐指标",
    "reword": "按要求改写一条",
    "read": "读懂没有读懂的原文",
    WORDING: "修改用词",
}


def title_of(id_: str) -> str:
    """What a prompt is called in a list: 起草（draft）."""
    return f"{KINDS.get(id_, id_)}（{id_}）" if id_ in VARIABLES else f"{id_}（自己的{KINDS[kind_of(id_)]}提示词）"


def drafting_ids(ids: Iterable[str]) -> list[str]:
    """Those that can be chosen for drafting."""
    return [id_ for id_ in ids if kind_of(id_) == DRAFT]


def name_for(id_: str, ids: Collection[str]) -> str:
    """The name that a changed copy of a prompt is offered: of the program's drafting one a new one, of all others their own."""
    if id_ != DRAFT:
        return id_
    names = (f"{DRAFT}-own{number or ''}" for number in (0, *range(2, len(ids) + 3)))
    return next(name for name in names if name not in ids)


def use_of(id_: str) -> str:
    """How a prompt that is saved under this id comes to be used."""
    if id_ in VARIABLES:
        return f"以 {id_} 为名保存后，成为这一种的最新一版，从此都用它；移除后恢复用前一版。"
    if kind_of(id_) == WORDING:
        return f"以 {id_} 为名保存后，批量审核时写明 --prompt {id_} 才用；要一直用它，请以 {WORDING} 为名保存。"
    return f"以 {id_} 为名保存后，在“起草”页的“提示词”里选它才用；要一直用它，请以 {kind_of(id_)} 为名保存。"
