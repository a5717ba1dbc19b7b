"""Everything a draft rests on, opened from the settings."""

from assistant.audit import AuditLog
from assistant.drafting.ground import DraftContext
from assistant.exemplars import make_embedder, open_index
from assistant.library.types import load_types
from assistant.llm.opening import open_model
from assistant.prompting import open_prompts
from assistant.review import load_review_data
from assistant.settings import Settings


def open_context(settings: Settings, *, with_model: bool = False) -> DraftContext:
    """Index, project types and checks; the index is built or brought up to date first where that is needed.

    `with_model` adds the model of the settings, where one is set, and the audit log; measurements go without.

    Raises:
        ConfigError: library, index or settings of the model cannot be used; the message says what to do.
    """
    library = settings.corpus_dir / "library"
    return DraftContext(
        open_index(settings, make_embedder(settings)),
        load_types(library),
        load_review_data(library),
        model=open_model(settings) if with_model else None,
        prompts=open_prompts(settings),
        audit=AuditLog(settings) if with_model else None,
    )
