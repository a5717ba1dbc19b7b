"""`streamlit run …` that stays on this machine and ends with whoever started it: python -m tests.browser.serving run app.py …"""

import os
import sys
import threading

from tests import network

SILENCE = "SERVING_SILENT_SECONDS"
"""The variable that says after how many seconds of silence a worker is taken for gone, where a test cannot wait as people can."""


class _Told(list[str]):
    """Attempts that the log of the server shows, even where the refusal is swallowed."""

    def append(self, address: str) -> None:
        print(f"{network.REFUSAL}: {address}", file=sys.stderr, flush=True)
        super().append(address)


def _soon_take_for_gone(seconds: float) -> None:
    """Let whoever follows a job give up a worker that is silent for so long; nobody who tests has the time that people have."""
    from assistant.workspace import job

    job.SILENT_SECONDS = seconds


def _end_with_parent() -> None:
    """The pipe on standard input closes when the tests go away, however they go."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    network.attempts = _Told()
    network.block()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if SILENCE in os.environ:
        _soon_take_for_gone(float(os.environ[SILENCE]))
    from streamlit.web.cli import main

    main()
