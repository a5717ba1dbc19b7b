"""File formats: bytes to the neutral document, within limits. Nothing here knows what a goal table is."""
