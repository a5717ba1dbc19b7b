"""Export: a goal table or draft in the official form, and as data."""
