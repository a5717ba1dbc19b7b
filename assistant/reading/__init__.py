"""Reading goal tables: a file becomes a neutral document of paragraphs and cell grids, and that becomes goal tables."""
