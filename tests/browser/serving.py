"""`streamlit run …` that stays on this machine and ends with whoever started it: python -m tests.browser.serving run app.py …"""

import os
import sys
import threading

from tests import network


class _Told(list[str]):
    """Attempts that the log of the server shows, even where the refusal is swallowed."""

    def append(self, address: str) -> None:
        print(f"{network.REFUSAL}: {address}", file=sys.stderr, flush=True)
        super().append(address)


def _end_with_parent() -> None:
    """The pipe on standard input closes when the tests go away, however they go."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    network.attempts = _Told()
    network.block()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from streamlit.web.cli import main

    main()
