"""Numbers as Excel shows them: digits filled into the places of their format from the right, with the words that stand between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DecimalException, localcontext
from functools import lru_cache

from assistant.goals.money import format_number
from assistant.reading.formats.office.format_sections import Condition, Section, Sign, sections

_MOST_SECTIONS = 4
_SIGNS_OF_LOSS = "-−－(（负▲△"


def show_number(value: float | Decimal, number_format: str) -> str:
    """A number in an Excel number format, blanks around it left out; empty where the format shows nothing.

    A format that is not followed (fractions, exponents, letters of dates, a number that no section is for) is read as if it was none.
    Unlike Excel, a point never stands without a digit on both sides, and a loss that only its colour tells has a minus.
    """
    number = value if isinstance(value, Decimal) else Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    choice = next((choice for choice in _choices(number_format) if choice.condition is None or choice.condition.holds(number)), None)
    shown = _show(abs(number), choice) if choice else None
    if choice is None or shown is None:
        return _general(number)
    text, is_nought = shown
    return f"-{text}".strip() if number < 0 and not is_nought and choice.needs_minus else text.strip()


@dataclass(frozen=True, slots=True)
class _Choice:
    """A section, for which numbers it is (None: all), and where it takes their digits (None: nowhere)."""

    section: Section
    condition: Condition | None
    layout: "_Layout | None"

    @property
    def needs_minus(self) -> bool:
        """Whether a negative number is not to be told from a positive one without a minus."""
        if self.condition is None or not self.condition.only_negative:
            return True
        return self.section.coloured and not any(sign in self.section.words for sign in _SIGNS_OF_LOSS)


@lru_cache(maxsize=512)
def _choices(number_format: str) -> tuple[_Choice, ...]:
    """The sections of a format among which a number chooses; none where the format is not for numbers."""
    own = list(sections(number_format))
    if len(own) > _MOST_SECTIONS:
        return ()
    if len(own) == _MOST_SECTIONS or own[-1].has("text"):
        own.pop()  # for texts
    if not own or (len(own) == 1 and not own[0].text):
        return ()
    return tuple(_Choice(section, condition, _Layout.of(section.signs)) for section, condition in zip(own, _conditions(own), strict=True))


def _conditions(own: Sequence[Section]) -> list[Condition | None]:
    """What each section is for: its own condition, or else positive, negative, all others."""
    last = len(own) - 1
    found = [section.condition for section in own]
    if last > 0 and found[0] is None:
        found[0] = Condition(">" if last > 1 else ">=", Decimal(0))
        if last == 1 and found[1] is None:
            found[1] = Condition("<", Decimal(0))
    if last > 1 and found[1] is None:
        found[1] = Condition("<", Decimal(0))
    return found


def _general(number: Decimal) -> str:
    """A number with the fifteen digits that Excel keeps, without the noise of binary fractions."""
    return format_number(number if number == number.to_integral_value() else Decimal(f"{number:.15g}"))


def _show(number: Decimal, choice: _Choice) -> tuple[str, bool] | None:
    """A number that is not negative in a section, and whether nothing but noughts are left of it; None where it is not followed."""
    section = choice.section
    if section.has("odd", "text") or (section.has("general") and section.has("digit", "point", "comma", "percent")):
        return None
    if not section.has("digit"):
        return "".join(_general(number) if sign.kind == "general" else sign.text for sign in section.signs), number == 0
    return None if choice.layout is None else choice.layout.fill(number)


class _Layout:
    """The places of a section in order: before the point, behind it, and how the number is scaled to stand in them."""

    def __init__(self, signs: Sequence[Sign], point: int, scale: int, *, grouped: bool) -> None:
        self._signs, self._point, self._scale, self._grouped = signs, point, scale, grouped
        self._whole = [at for at, sign in enumerate(signs) if sign.kind == "digit" and at < point]
        self._parts = [at for at, sign in enumerate(signs) if sign.kind == "digit" and at > point]

    @classmethod
    def of(cls, signs: Sequence[Sign]) -> "_Layout | None":
        """The layout of a section; None where it has no places, or its points and commas make no sense."""
        points = [at for at, sign in enumerate(signs) if sign.kind == "point"]
        if len(points) > 1:
            return None
        point = points[0] if points else len(signs)
        places = [at for at, sign in enumerate(signs) if sign.kind == "digit"]
        if not places:
            return None
        last_whole = max((at for at in places if at < point), default=-1)
        scale, grouped = 2 * sum(sign.kind == "percent" for sign in signs), False
        for at, sign in enumerate(signs):
            if sign.kind != "comma":
                continue
            before = next(other for other in (*reversed(signs[:at]), Sign("", "")) if other.kind != "comma")
            if before.kind != "digit" or last_whole < point < at < places[-1]:
                return None
            if at < last_whole:
                grouped = True
            else:
                scale -= 3
        return cls(signs, point, scale, grouped=grouped)

    def fill(self, number: Decimal) -> tuple[str, bool] | None:
        """The section with the digits of `number` in its places, and whether they are all noughts."""
        with localcontext(prec=400, rounding=ROUND_HALF_UP):
            try:
                rounded = number.scaleb(self._scale).quantize(Decimal(1).scaleb(-len(self._parts)))
            except DecimalException:
                return None
            whole, _, parts = f"{rounded:f}".partition(".")
        filled = dict(self._fill_whole(whole.lstrip("0"))) | dict(self._fill_parts(parts))
        if not self._whole and self._point < len(self._signs):
            filled[self._point] = whole  # a format that begins with its point
        return self._joined(filled), rounded == 0

    def _fill_whole(self, digits: str) -> Iterator[tuple[int, str]]:
        """Digits from the right; the first place takes all that are left."""
        for number, at in enumerate(reversed(self._whole)):
            last = number == len(self._whole) - 1
            taken, digits = (digits, "") if last else (digits[-1:], digits[:-1])
            taken = taken or {"0": "0", "?": " "}.get(self._signs[at].text, "")
            yield at, self._group(taken, number) if self._grouped else taken

    @staticmethod
    def _group(digits: str, number: int) -> str:
        """Digits of which the last stands in the place of that number from the right, with their commas."""
        places = range(number + len(digits) - 1, number - 1, -1)
        grouped = (f"{digit}," if place and place % 3 == 0 else digit for digit, place in zip(digits, places, strict=True))
        return "".join(grouped) if digits.strip() else digits

    def _fill_parts(self, digits: str) -> Iterator[tuple[int, str]]:
        """Digits behind the point; noughts at the end are shown only where a 0 says so."""
        kept = len(digits.rstrip("0"))
        kept = max([kept, *(number for number, at in enumerate(self._parts, 1) if self._signs[at].text == "0")])
        for number, at in enumerate(self._parts):
            yield at, digits[number] if number < kept else "" if self._signs[at].text == "#" else " "

    def _joined(self, filled: dict[int, str]) -> str:
        """All signs in order."""
        first = min((*self._whole, *self._parts))
        text, begun = "", False
        for at, sign in enumerate(self._signs):
            if sign.kind == "point":
                shown = any(filled[place].strip() for place in self._parts)
                text += filled.get(at, "" if begun or not shown else "0") + ("." if shown else "")
            elif sign.kind == "words" and sign.text == "." and at > first and not begun:
                text += "0."
            elif sign.kind != "comma":
                text += filled.get(at, sign.text)
            begun = begun or (at in filled and bool(filled[at].strip()))
        return text
