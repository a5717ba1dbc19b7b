"""Suggesting: which indicators a draft table lacks, fitted to it, each with its reason and what comparable projects have."""

from assistant.suggesting.suggest import DEFAULT_COUNT, explain_silence, suggest
from assistant.suggesting.suggestion import PRIORITY_NAMES, Example, Frequency, Suggestion, add_row, apply_suggestion

__all__ = [
    "DEFAULT_COUNT",
    "PRIORITY_NAMES",
    "Example",
    "Frequency",
    "Suggestion",
    "add_row",
    "apply_suggestion",
    "explain_silence",
    "suggest",
]
