"""How grave a finding is, as a page shows it."""

from assistant.review.finding import SEVERITY_NAMES, Severity

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "orange", "info": "gray"}


def severity_mark(severity: Severity) -> str:
    """The name of a severity in its colour, as Markdown."""
    return f":{_COLOURS[severity]}[**{SEVERITY_NAMES[severity]}**]"
