"""The page: `make app`."""

from assistant.ui.drafting import show_drafting

show_drafting()
