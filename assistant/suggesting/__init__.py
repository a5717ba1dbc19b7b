"""Suggesting: which indicators a draft table lacks, fitted to it, each with its reason; and what may stand for one that is there."""

from assistant.suggesting.alternatives import alternatives
from assistant.suggesting.rewording import Reworded, reword
from assistant.suggesting.suggest import explain_silence, suggest
from assistant.suggesting.suggestion import PRIORITY_NAMES, Example, Frequency, Suggestion, apply_suggestion
from assistant.suggesting.with_model import Suggested, suggest_each, suggest_with_model

__all__ = [
    "PRIORITY_NAMES",
    "Example",
    "Frequency",
    "Reworded",
    "Suggested",
    "Suggestion",
    "alternatives",
    "apply_suggestion",
    "explain_silence",
    "reword",
    "suggest",
    "suggest_each",
    "suggest_with_model",
]
