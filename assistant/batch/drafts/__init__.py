"""Projects of a list: drafted on the command line and for the page, and written out."""
