"""Nothing that is marked 涉密 is kept: no draft, no title, no label, no request."""

from pathlib import Path

from assistant.errors import ClassifiedError
from assistant.goals.secrecy import holds_secrets, is_classified
from assistant.workspace.edits.edit import SECRET
from assistant.workspace.manuscript import Manuscript


def refuse_secrets(manuscript: Manuscript) -> None:
    """Keep nothing that is marked 涉密.

    Raises:
        ClassifiedError: it is.
    """
    request, source = manuscript.request, manuscript.table.source
    if holds_secrets(manuscript.table):
        raise ClassifiedError(SECRET)
    if source is not None:
        refuse_marked(source.file, Path(source.file).stem, source.location or "")
    refuse_marked(*manuscript.table.unread, *(filter(None, (request.name, request.unit, request.purpose)) if request else ()))


def refuse_marked(*texts: str) -> None:
    """Keep none of these texts where one is marked.

    Raises:
        ClassifiedError: one is.
    """
    if any(map(is_classified, texts)):
        raise ClassifiedError(SECRET)
