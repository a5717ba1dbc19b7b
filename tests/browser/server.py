"""The workbench as `make app` starts it, in a process of its own, with nothing of the machine's own settings."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests import network

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"
_STARTING = 60.0
"""Seconds after which a server that does not answer has failed; on a busy machine an import takes long."""
_OURS = re.compile(r"(ASSISTANT_|OPENAI_|STREAMLIT_|DATABASE_URL$|CHROMA_URL$|PYTEST_|COV_|PYTHON(?!HASHSEED)|MAKE|MFLAGS$)|_proxy$", re.I)
_SILENT = {"ASSISTANT_MODEL": "", "OPENAI_BASE_URL": "", "OPENAI_API_KEY": "", "DATABASE_URL": "", "CHROMA_URL": ""}
"""What a `.env` file beside the program must not decide for a test."""


def bare_environment() -> dict[str, str]:
    """The environment of a person who has set nothing: what tests, make and this machine add is left out."""
    return {name: value for name, value in os.environ.items() if not _OURS.match(name) and not name.lower().endswith("_proxy")} | _SILENT


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Workbench:
    """A server that can be stopped, killed and started again on the same address and data.

    Attributes:
        folder: where its data, its log and its secrets are.
        script: what Streamlit runs.
        environment: what is set beside `bare_environment()`.
        options: further options of `streamlit run`.
        program: the module that is Streamlit; by default with the network closed and an end when the tests end.
    """

    folder: Path
    script: Path = APP
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    program: str = "tests.browser.serving"
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where a browser finds it; by name, since that is what `make app` tells people."""
        return f"http://localhost:{self.port}"

    @property
    def data_dir(self) -> Path:
        """What `ASSISTANT_DATA_DIR` names unless `environment` says otherwise."""
        return Path(self.environment.get("ASSISTANT_DATA_DIR", self.folder / "data"))

    @property
    def secrets_file(self) -> Path:
        """Where Streamlit looks for its secrets, instead of where this machine keeps its own; without it nobody signs in."""
        return self.folder / "secrets.toml"

    @property
    def log_file(self) -> Path:
        """What it has printed, over all its starts."""
        return self.folder / "server.log"

    @property
    def log(self) -> str:
        """The text of the log."""
        return self.log_file.read_text("utf-8", "replace") if self.log_file.exists() else ""

    def start(self) -> "Workbench":
        """Start it and wait until it answers."""
        assert self._process is None, "the server runs already"
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", self.program, "run", str(self.script), "--server.headless=true"]
        command += [f"--server.port={self.port}", f"--secrets.files={self.secrets_file}", *self.options]
        environment = bare_environment() | {"ASSISTANT_DATA_DIR": str(self.data_dir)} | dict(self.environment)
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._wait_for_health()
        return self

    def kill(self) -> None:
        """End it at once, with all that it has started, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl+C does; kill what does not listen."""
        self._end(signal.SIGINT)

    def check_log(self) -> None:
        """Fail where the server wrote a traceback, or tried to leave this machine."""
        assert "Traceback (most recent call last)" not in self.log, f"the server failed:\n{self.log}"
        assert network.REFUSAL not in self.log, f"the server went online:\n{self.log}"

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        try:
            os.killpg(process.pid, how)
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        except ProcessLookupError:
            process.wait()
        finally:
            process.stdin.close()

    def _wait_for_health(self) -> None:
        until = time.monotonic() + _STARTING
        while not self._is_healthy():
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > until:
                self.kill()
                raise AssertionError(f"the server {'ended' if ended else 'does not answer'}; its log:\n{self.log}")
            time.sleep(0.05)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False
