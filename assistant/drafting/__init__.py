"""Drafting: from a request to a finished, checked draft."""

from assistant.drafting.draft import DRAFT_PROMPT, draft, draft_events
from assistant.drafting.ground import DraftContext
from assistant.drafting.opening import open_context
from assistant.drafting.request import DraftRequest, make_request
from assistant.drafting.result import Draft, RowQuestion

__all__ = ["DRAFT_PROMPT", "Draft", "DraftContext", "DraftRequest", "RowQuestion", "draft", "draft_events", "make_request", "open_context"]
