"""Several labelled texts in one line: `填报单位：某局    填报日期：2026年1月5日    单位：万元`."""

import re

from assistant.goals.wording import HAN
from assistant.reading.recogniser.labels import find_field

_LONGEST = 120
"""Characters of such a line; a longer one is a sentence."""
_SURE = 4
"""Characters of a label that is known for one even where no blank parts it from what stands before."""
_BEFORE_COLON = re.compile(rf"(?P<blank>\s*)(?P<run>[{HAN}]{{2,20}})\s*[:：]")


def split_side_by_side(text: str) -> list[str]:
    """The texts of one line: what wide blanks part, and what begins with a known label and a colon."""
    parts = [part.strip() for part in re.split(r"[ \u3000\xa0\t]{2,}", text) if part.strip()]
    return [piece for part in parts for piece in _split_at_labels(part)]


def _split_at_labels(text: str) -> list[str]:
    if len(text) > _LONGEST:
        return [text]
    starts = [0, *filter(None, map(_label_start, _BEFORE_COLON.finditer(text)))]
    return [piece for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if (piece := text[start:end].strip())]


def _label_start(match: re.Match[str]) -> int:
    """Where the label before a colon begins, 0 where there is none, or where it begins the line anyway."""
    run = match["run"]
    if match["blank"] and find_field(run):
        return match.start("run")
    found = next((at for at in range(1, len(run) - _SURE + 1) if find_field(run[at:])), None)
    return match.start("run") + found if found is not None and match.start("run") else 0
