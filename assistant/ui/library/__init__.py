"""范例库: looking at what is indexed, adding files, taking them out again."""
