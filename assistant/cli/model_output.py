"""Printing what a model endpoint can do."""

from typing import TYPE_CHECKING

from assistant.cli.output import print_json_value

if TYPE_CHECKING:
    from assistant.llm.checking import Check


def print_check(check: "Check") -> None:
    """A check for people."""
    from assistant.reporting.model_check import describe_check

    print(*describe_check(check), sep="\n")


def print_check_json(check: "Check") -> None:
    """The same as JSON."""
    profile = check.profile
    print_json_value(
        {
            "model": check.address.model,
            "base_url": check.address.where,
            "usable": True,
            "structured_output": profile.rung,
            "without": sorted(profile.without),
            "seconds": profile.seconds,
            "tokens_per_character": profile.tokens_per_character,
            "context": check.context,
            "context_at_most": check.at_most,
            "cut_at": profile.cut_at,
            "long_question": profile.long_question,
            "listed": check.listing.listed,
            "notes": list(check.notes),
            "verdict": check.verdict,
        }
    )


def print_unusable_json(error: Exception) -> None:
    """Why the endpoint cannot be used, as JSON."""
    print_json_value({"usable": False, "error": str(error)})
