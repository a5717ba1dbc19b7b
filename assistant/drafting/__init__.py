"""Drafting: from a request to a finished, checked draft."""

from assistant.drafting.draft import Draft, DraftContext, draft
from assistant.drafting.opening import open_context
from assistant.drafting.request import DraftRequest, make_request

__all__ = ["Draft", "DraftContext", "DraftRequest", "draft", "make_request", "open_context"]
