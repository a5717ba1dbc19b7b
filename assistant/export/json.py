"""The table itself as JSON, with everything that the form does not show."""

from assistant.goals import GoalTable


def render_json(table: GoalTable) -> bytes:
    """The table in the JSON contract: every field, nothing derived, so that reading it back gives an equal table."""
    return (table.model_dump_json(indent=2, round_trip=True) + "\n").encode()
