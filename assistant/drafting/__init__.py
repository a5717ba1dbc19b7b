"""Drafting: from a request to a finished, checked draft."""
