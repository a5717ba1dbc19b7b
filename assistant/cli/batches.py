"""What the batches of the command line have in common, whatever they do."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.batch.engine.conducting import Report
    from assistant.prompting import Prompt


def named_prompts(names: Iterable[str], settings: Settings, kind: str, refusal: str) -> "list[Prompt]":
    """The prompts of these names, each once, in the order of their naming.

    Raises:
        InputError: one is of another kind, which `refusal` tells.
        PromptError: one is not there, or breaks its rules.
    """
    from assistant.prompting import Prompt, kind_of, open_prompts

    found = dict[str, Prompt]()
    for name in names:
        prompt = open_prompts(settings).find(name)
        if kind_of(prompt.id) != kind:
            raise InputError(f"提示词「{prompt.name}」{refusal}")
        found[prompt.name] = prompt
    return list(found.values())


def print_what_is_left(report: "Report", again: str) -> None:
    """Say why a batch ended before all was done, and what running it once more does; `again` says where what may be done anew stands."""
    counts = report.standing.counts
    told = [report.why] if report.why else []
    told += report.unwritten
    told += ["重新运行同一条命令会从中断处继续，做过的不会重做。"] if counts["waiting"] else []
    told += [f"{again}，加 --again 重做它们。"] if counts["failed"] or counts["fallback"] else []
    for sentence in told:
        print(sentence, file=sys.stderr)
