"""Review: checks that find what a reviewer would send back."""
