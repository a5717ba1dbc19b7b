"""Everything a draft rests on, opened from the settings."""

from assistant.drafting.draft import DraftContext
from assistant.exemplars import make_embedder, open_index
from assistant.library.types import load_types
from assistant.review import load_review_data
from assistant.settings import Settings


def open_context(settings: Settings) -> DraftContext:
    """Index, project types and checks; the index is built or brought up to date first where that is needed.

    Raises:
        ConfigError: library or index cannot be used; the message says what to do.
    """
    library = settings.corpus_dir / "library"
    return DraftContext(open_index(settings, make_embedder(settings)), load_types(library), load_review_data(library))
