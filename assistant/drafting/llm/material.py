"""What a model is shown: rows of similar projects and rows that code has fitted, each under a handle it can cite."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from assistant.drafting.composing import Composition
from assistant.drafting.fitting import Fitted
from assistant.drafting.ground import Ground
from assistant.drafting.request import LONGEST_PURPOSE
from assistant.exemplars.exemplar import Exemplar
from assistant.goals import Framework, Indicator
from assistant.goals.money import format_amount
from assistant.goals.secrecy import holds_secrets
from assistant.goals.taxonomy import CLASSES, convert_class
from assistant.quoting import gives_orders, holds_orders, quote

MORE_CANDIDATES = 8
"""Fitted rows that are shown beside those of the offline draft."""
MOST_EXEMPLAR_ROWS = 12
"""Rows that are shown of one exemplar."""


@dataclass(frozen=True)
class Offering:
    """How much a model is shown: so many exemplars, and the fitted rows or not."""

    exemplars: int = 2
    candidates: bool = True

    def less(self) -> "Offering | None":
        """The next shorter offering; None where there is none."""
        if self.exemplars:
            return Offering(self.exemplars // 2, self.candidates)
        return Offering(0, False) if self.candidates else None


@dataclass(frozen=True)
class Offer:
    """A row under a handle: one that code has fitted to this project, or one of an exemplar."""

    handle: str
    level2: str
    indicator: Indicator
    evidence: tuple[str, ...]
    fitted: Fitted | None = None


@dataclass(frozen=True)
class Material:
    """All offers by handle, the exemplars that were shown, and those that were kept back since they speak to the model."""

    offers: dict[str, Offer]
    exemplars: tuple[Exemplar, ...]
    kept_back: tuple[Exemplar, ...]

    def candidate_lines(self) -> str:
        """The fitted rows, one a line: handle｜class｜name｜value."""
        return "\n".join(_line(offer) for offer in self.offers.values() if offer.fitted)

    def exemplar_blocks(self) -> str:
        """The exemplars' rows, each exemplar in a block of its own."""
        return "\n".join(self._block(number, exemplar) for number, exemplar in enumerate(self.exemplars, 1))

    def _block(self, number: int, exemplar: Exemplar) -> str:
        budget = exemplar.table.budget_yuan
        head = f'<范例 编号="e{number}" 项目="{quote(exemplar.table.name)}" 预算="{format_amount(budget) if budget else "不详"}">'
        lines = [_line(offer) for offer in self.offers.values() if offer.handle.startswith(f"e{number}.")]
        return "\n".join([head, *lines, "</范例>"])


def gather(ground: Ground, composed: Composition, offering: Offering) -> Material:
    """The material for one request."""
    kept_back = [exemplar for exemplar in ground.comparable if holds_orders(exemplar.table)]
    usable = (exemplar for exemplar in ground.comparable if exemplar not in kept_back and not holds_secrets(exemplar.table))
    shown = list(islice(usable, offering.exemplars))
    offers = list(_fitted_offers(ground, composed)) if offering.candidates else []
    for number, exemplar in enumerate(shown, 1):
        offers += _exemplar_offers(number, exemplar, ground.request.framework)
    return Material({offer.handle: offer for offer in offers}, tuple(shown), tuple(kept_back))


def _fitted_offers(ground: Ground, composed: Composition) -> Iterator[Offer]:
    names = {entry.candidate.name for entry in composed.rows}
    others = [candidate for candidate in ground.candidates if candidate.name not in names][:MORE_CANDIDATES]
    more = [entry for candidate in others for entry in ground.fitter.fit([candidate], beside=composed.rows)]
    sound = [entry for entry in (*composed.rows, *more) if not gives_orders(entry.indicator.level3)]
    for number, entry in enumerate(sound, 1):
        row = entry.indicator
        yield Offer(f"c{number}", row.level2 or "", row, row.evidence, entry)


def _exemplar_offers(number: int, exemplar: Exemplar, framework: Framework) -> Sequence[Offer]:
    offers = []
    for position, row in enumerate(exemplar.table.indicators[:MOST_EXEMPLAR_ROWS]):
        level2 = convert_class(row.level1, row.level2, framework)[1]
        if level2 and row.value:
            offers.append(Offer(f"e{number}.{position + 1}", level2, row, (exemplar.indicator_id(position),)))
    return offers


def _line(offer: Offer) -> str:
    return f"{offer.handle}｜{offer.level2}｜{quote(offer.indicator.level3)}｜{quote(offer.indicator.value)}"


def describe_framework(framework: Framework) -> str:
    """The classes of a framework in one line each."""
    return "\n".join(f"- {level1}：{'、'.join(children)}" for level1, children in CLASSES[framework].items())


def describe_request(ground: Ground) -> str:
    """The request, one field a line."""
    request = ground.request
    return describe_project(request.name, request.budget_yuan, request.year, request.unit, quote(request.purpose, LONGEST_PURPOSE))


def describe_project(name: str, budget_yuan: Decimal | None, year: int | None, unit: str | None, purpose: str) -> str:
    """What is known of a project, one field a line; `purpose` is already quoted."""
    fields = {
        "项目名称": quote(name),
        "预算": format_amount(budget_yuan) if budget_yuan is not None else "",
        "预算年度": str(year or ""),
        "实施单位": quote(unit),
        "用途": purpose,
    }
    return "\n".join(f"{label}：{text}" for label, text in fields.items() if text)
