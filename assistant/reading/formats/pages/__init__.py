"""Printed pages, of PDF files and pictures: characters and ruling lines by their positions, to tables and paragraphs."""
