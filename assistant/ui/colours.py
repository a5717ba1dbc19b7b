"""Colours of charts that can be read on light and on dark pages."""

BAR_COLOUR, NUMBER_COLOUR, MISSING_COLOUR = "#4384bf", "#808891", "#d9534f"
