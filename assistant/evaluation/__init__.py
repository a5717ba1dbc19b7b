"""Evaluation: the offline benchmark."""
