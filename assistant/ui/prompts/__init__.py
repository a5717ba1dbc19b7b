"""提示词: reading, changing, trying and keeping what a model is told."""
