"""Files to goal tables: a reader per format yields a neutral document, and one recogniser says what it means.

Nothing is imported here: whoever only reads bytes, as the processes that open PDF do, need not wait for the rest.
"""
