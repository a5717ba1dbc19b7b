"""The report as Markdown."""

from collections.abc import Sequence

from assistant.export.markdown import escape_markdown
from assistant.reporting.content import CLASSIFIED, TITLE, Entry, Kind, Rows, head_of, lists_of, summarise, titles_of


def render_markdown(entries: Sequence[Entry]) -> bytes:
    """A heading, and for each table its head, a sentence that sums up, and its lists."""
    parts = [f"# {TITLE}"]
    for number, (entry, title) in enumerate(zip(entries, titles_of(entries), strict=True), 1):
        parts.append(f"## {number}. {escape_markdown(title)}")
        parts.append("\n".join(f"- {label}：{escape_markdown(text)}" for label, text in head_of(entry.table)))
        parts.append(escape_markdown(CLASSIFIED if entry.withheld else summarise(entry)))
        for kind, rows in lists_of(entry):
            parts += [f"### {kind.title}", _table(kind, rows) if rows else kind.none]
            if kind.title == "自检得分" and entry.review.score:
                parts.append(f"注：{escape_markdown(entry.review.score.note)}。")
    return ("\n\n".join(parts) + "\n").encode()


def _table(kind: Kind, rows: Rows) -> str:
    headings = [column.heading for column in kind.columns]
    lines = [headings, ["---"] * len(headings), *(list(map(escape_markdown, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
