"""Word and Excel files, read as the archives of XML that they are."""
