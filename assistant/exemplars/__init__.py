"""Exemplars: the indexed goal tables that drafts are grounded in, and the search among them."""
