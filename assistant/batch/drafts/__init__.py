"""Lists of projects: read, drafted on the command line and for the page, and written out."""
