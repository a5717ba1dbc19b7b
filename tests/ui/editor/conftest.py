"""A draft that is open in a tab."""

from tests.ui.editor.page import draft, tab
from tests.ui.installation import installation

__all__ = ["draft", "installation", "tab"]
