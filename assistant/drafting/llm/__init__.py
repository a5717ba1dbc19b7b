"""Drafting with a language model: it chooses and words, code checks every number, source and class of what it says."""
