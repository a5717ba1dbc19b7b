"""What a person is asked to check of a table that was read, in words."""

from assistant.goals import GoalTable

ASKED_BELOW = 0.9
"""Confidence below which a person is asked to check a field."""


def doubtful_places(table: GoalTable) -> dict[str, list[str]]:
    """Why something was read with doubt, with the places that it holds for: fields by their titles, rows by their numbers."""
    places: dict[str, list[str]] = {}
    fields = {name: field.title for name, field in GoalTable.model_fields.items()}
    for doubt in table.doubts:
        if doubt.confidence < ASKED_BELOW:
            row = doubt.place.removeprefix("indicators.")
            title = f"第 {int(row) + 1} 条" if row.isdecimal() else fields.get(doubt.place) or doubt.place
            places.setdefault(doubt.reason, []).append(title)
    return places
