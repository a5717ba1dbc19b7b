"""Batches that are killed, and taken up again: the figures of docs/batch.md. `python -m tests.batch.engine.killing [--kills 50]`."""

import argparse
import csv
import logging
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pytest_httpserver import HTTPServer

from assistant.exemplars import make_embedder, update_index
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.settings import Settings
from tests.browser.server import ROOT, bare_environment
from tests.drafting.llm.conftest import REQUEST, ROWS, answer
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL


@dataclass(frozen=True)
class Bench:
    """A list, an endpoint that answers after a while, and an installation that has asked it before."""

    folder: Path
    endpoint: ScriptedEndpoint
    data: Path
    rows: int
    seconds: float = 0.3
    environment: Mapping[str, str] = field(default_factory=dict)

    def prepare(self) -> "Bench":
        """Write the list, and set the endpoint up."""
        with (self.folder / "清单.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["项目名称", "预算（万元）", "预算年度", "资金用途"])
            writer.writerows([f"{REQUEST.name}第{number}期", 20, 2027, REQUEST.purpose] for number in range(1, self.rows + 1))
        self.endpoint.always_says(answer(*ROWS), pieces=2, pause=self.seconds)
        Profiles(self.data / "endpoints.json").keep(Address(MODEL, self.endpoint.base_url, KEY), Profile(rung="json_schema"))
        return self

    def settings(self) -> dict[str, str]:
        """The environment of a process of this installation."""
        model = {"ASSISTANT_MODEL": MODEL, "OPENAI_BASE_URL": self.endpoint.base_url, "OPENAI_API_KEY": KEY}
        return bare_environment() | {"ASSISTANT_DATA_DIR": str(self.data), "PYTHONUTF8": "1"} | model | dict(self.environment)

    def start(self, out: str, *options: str) -> "subprocess.Popen[str]":
        """Draft the list into a folder, in a process of its own."""
        command = [sys.executable, "-m", "assistant", "batch", str(self.folder / "清单.csv"), "--out", str(self.folder / out)]
        return subprocess.Popen(
            [*command, "--concurrency", "6", "--json", *options],
            cwd=ROOT,
            env=self.settings(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *command: str) -> None:
        """Run another command of the program to its end."""
        subprocess.run([sys.executable, "-m", "assistant", *command], cwd=ROOT, env=self.settings(), check=True, capture_output=True)

    def finish(self, out: str, *options: str) -> str:
        """The same, to its end; what it printed."""
        process = self.start(out, *options)
        printed, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
        return printed

    def contents(self, out: str) -> dict[str, bytes]:
        """What it wrote, by name."""
        folder = self.folder / out
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }


def kill_at_random(bench: Bench, out: str, kills: int, seed: int = 1) -> int:
    """Start and kill so many times, at moments that the seed decides; how many there were before all was done."""
    chance = random.Random(seed)
    for number in range(kills):
        with bench.start(out) as process:
            try:
                process.wait(chance.uniform(0.5, 9))
                return number
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
    return kills


def main() -> None:
    """Print what many kills come to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=400)
    arguments = parser.parse_args()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, HTTPServer(threaded=True) as server:
        data = Path(folder) / "data"
        settings = Settings(data_dir=data)
        update_index(settings, make_embedder(settings))
        bench = Bench(Path(folder), ScriptedEndpoint(server), data, arguments.rows).prepare()
        began = time.monotonic()
        bench.finish("undisturbed")
        plain, calls = time.monotonic() - began, len(bench.endpoint.requests)
        killed = kill_at_random(bench, "killed", arguments.kills)
        bench.finish("killed")
        same = "逐字节相同" if bench.contents("undisturbed") == bench.contents("killed") else "不同"
        again = len(bench.endpoint.requests) - calls
        print(f"批量：{arguments.rows} 份，不受打扰 {plain:.0f} 秒、请求 {calls} 次；被杀 {killed} 次后请求 {again} 次，结果{same}")


if __name__ == "__main__":
    main()
