"""Suggesting: which indicators a draft table lacks, fitted to it, each with its reason and what comparable projects have."""

from assistant.suggesting.suggest import explain_silence, suggest
from assistant.suggesting.suggestion import PRIORITY_NAMES, Example, Frequency, Suggestion, apply_suggestion
from assistant.suggesting.with_model import Suggested, suggest_each, suggest_with_model

__all__ = [
    "PRIORITY_NAMES",
    "Example",
    "Frequency",
    "Suggested",
    "Suggestion",
    "apply_suggestion",
    "explain_silence",
    "suggest",
    "suggest_each",
    "suggest_with_model",
]
