"""Drafts of the same projects from two sides, held against each other without knowing which is which."""
