"""What kind of project a request is: its own words first, then what similar projects turn out to do."""

from collections.abc import Sequence

from assistant.drafting.candidates import FULLY_SUPPORTED, nearness
from assistant.errors import InputError
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import GoalTable
from assistant.library.types import ProjectType, recognise_types

Kinds = list[tuple[ProjectType, float]]

UNSAID = 0.9
"""Share that similar projects fill of what the request's own words leave to the general types."""
SMALLEST_SHARE = 0.12
NEAR_ENOUGH = 0.35
"""Cosine from which a project of whatever kind has something to say about this one."""
CLEAR = 0.75
"""Share of what is said that speaks of something from which on the general types have no part in it."""


def mix_kinds(types: Sequence[ProjectType], name: str, purpose: str | None, exemplars: Sequence[Exemplar]) -> Kinds:
    """Types of a project with shares that sum to 1, likeliest first.

    「工作经费」 says nothing of what is done; the goals of similar projects do. A name that says it (培训经费) is not moved by them.
    """
    own = _told(recognise_types(types, name, purpose or ""))
    vague = sum(share for kind, share in own if kind.general)
    support = min(1.0, sum(nearness(exemplar) for exemplar in exemplars) / FULLY_SUPPORTED)
    lent = UNSAID * vague * support
    shares = {kind.id: share * (1 - UNSAID * support if kind.general else 1) for kind, share in own}
    for kind, share in _kinds_of_neighbours(types, exemplars):
        shares[kind.id] = shares.get(kind.id, 0.0) + share * lent
    total = sum(share for share in shares.values() if share >= SMALLEST_SHARE)
    mixed = [(kind.in_words_of(name), shares[kind.id] / total) for kind in types if shares.get(kind.id, 0.0) >= SMALLEST_SHARE]
    return sorted(mixed, key=lambda entry: -entry[1])


def _told(own: Kinds) -> Kinds:
    """Without the general types where something else is said clearly: the 工作经费 of 不动产登记 are for 不动产登记."""
    rest = [(kind, share) for kind, share in own if not kind.general]
    total = sum(share for _, share in rest)
    return [(kind, share / total) for kind, share in rest] if total >= CLEAR else own


def kinds_chosen(types: Sequence[ProjectType], id_: str) -> Kinds:
    """The type that a person chose, and no other.

    Raises:
        InputError: the library has none of this id.
    """
    for kind in types:
        if kind.id == id_:
            return [(kind, 1.0)]
    raise InputError(f"指标库里没有项目类型「{id_[:30]}」，可能已改名或删除，请重新选择项目类型，或选“自动判断”。")


def speaks_of(name: str, kinds: Kinds, types: Sequence[ProjectType]) -> bool:
    """Whether an indicator's name speaks of nothing but what the project is of: 维权培训人次 does not suit mere training."""
    allowed = {kind.id for kind, _ in kinds}
    return all(kind.general or kind.id in allowed for kind, _ in recognise_types(types, name))


def akin(exemplars: Sequence[Exemplar], kinds: Kinds, types: Sequence[ProjectType]) -> list[Exemplar]:
    """Those of `exemplars` that can be named as a basis: near by what they say, or less near and a project of the same kind."""
    own = {kind.id for kind, _ in kinds}

    def same_kind(table: GoalTable) -> bool:
        return any(kind.id in own for kind, _ in recognise_types(types, table.name, table.purpose or ""))

    return [one for one in exemplars if nearness(one) > 0 and (one.score >= NEAR_ENOUGH or same_kind(one.table))]


def _kinds_of_neighbours(types: Sequence[ProjectType], exemplars: Sequence[Exemplar]) -> Kinds:
    """Types of what similar projects do, weighed by how similar they are, without the general types."""
    weights: dict[str, float] = {}
    for exemplar in exemplars:
        for kind, share in recognise_types(types, exemplar.table.name, _deeds(exemplar.table)):
            if not kind.general:
                weights[kind.id] = weights.get(kind.id, 0.0) + share * nearness(exemplar)
    total = sum(weights.values())
    return [(kind, weights[kind.id] / total) for kind in types if kind.id in weights] if total else []


def _deeds(table: GoalTable) -> str:
    return "\n".join([table.purpose or "", *(goal.text for goal in table.goals), *(indicator.level3 for indicator in table.indicators)])
