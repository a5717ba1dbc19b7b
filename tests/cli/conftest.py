from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.settings import Settings

VARIABLES = ("ASSISTANT_CORPUS_DIR", "ASSISTANT_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "CHROMA_URL")


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, and the lines of standard error."""

    code: int
    out: str
    notices: list[str]


Run = Callable[..., Outcome]


@pytest.fixture
def environment(corpus_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with an index, without a model, started in an empty folder."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(corpus_settings.data_dir))
    for name in VARIABLES:
        monkeypatch.setenv(name, "")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


@pytest.fixture
def run(environment: None, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command of the program within this process."""

    def run_command(*arguments: object) -> Outcome:
        capfd.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse leaves so after printing help
            code = int(end.code or 0)
        out, notices = capfd.readouterr()
        return Outcome(code, out, notices.splitlines())

    return run_command
