"""One key at a time from a terminal; from a pipe a line stands for a key."""

import os
import sys
import unicodedata

_ARROWS = {"\x1b[D": "left", "\x1bOD": "left", "\x1b[C": "right", "\x1bOC": "right", "àK": "left", "àM": "right"}
_READ = 32


def read_key() -> str | None:
    """The key that is pressed: a small letter or digit whatever width it is typed in, left or right for an arrow, "" for another.

    None at the end of what is typed.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return _plain(line.strip()) if line else None
    return _pressed()


if sys.platform == "win32":
    import msvcrt

    def _pressed() -> str | None:
        key = msvcrt.getwch()
        if key == "\x03":
            raise KeyboardInterrupt
        return _plain(key + msvcrt.getwch() if key in "\x00à" else key)

else:
    import termios
    import tty

    def _pressed() -> str | None:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setcbreak(terminal)  # which forgets what was typed before: a key pressed twice is no answer to what comes next
            typed = os.read(terminal, _READ)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        return None if typed in (b"", b"\x04") else _plain(typed.decode(errors="replace"))


def _plain(typed: str) -> str:
    if typed in _ARROWS:
        return _ARROWS[typed]
    key = unicodedata.normalize("NFKC", typed)[:1].lower()
    return key if key.isprintable() else ""
