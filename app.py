"""The page: `make app`."""

from assistant.ui.router import run

run()
