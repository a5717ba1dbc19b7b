"""How fast batches are: `python -m tests.batch.speed [--rows 1000] [--at-once 64] [--latency 1]`, part of `make bench`.

With a model that takes its time, beside the time that it alone would take; the same of items that are nothing to work on, which is what
the flow and the ledger take; and without a model. Each run of drafts is the command itself, in processes of its own.
"""

import argparse
import asyncio
import csv
import json
import multiprocessing
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from assistant.batch.drafts.drafter import drafts_wanted
from assistant.batch.engine.conducting import Order, conduct
from assistant.evaluation.drafting import real_projects
from assistant.exemplars import make_embedder, open_index, update_index
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.batch.conftest import projects
from tests.batch.engine.crafts import open_patient
from tests.browser.server import ROOT, bare_environment

MODEL, KEY = "quick", "sk-none"
_FITTED = re.compile(r"^(c\d+)｜([^｜\n]+)｜([^｜\n]+)｜([^｜\n]+)$", re.MULTILINE)
_ROWS = 20


def answer_to(question: str) -> str:
    """What a model answers that takes over the fitted rows it is shown."""
    rows = [{"level2": row[1], "name": row[2], "value": row[3], "evidence": [row[0]]} for row in _FITTED.findall(question)[:_ROWS]]
    return json.dumps({"indicators": rows, "goals": []}, ensure_ascii=False)


def serve(port: int, latency: float, count: "Synchronized[int]") -> None:
    """An endpoint that answers after `latency` seconds, in a process of its own."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import StreamingResponse
    from starlette.routing import Route

    async def chat(request: Request) -> StreamingResponse:
        text = answer_to((await request.json())["messages"][-1]["content"])
        with count.get_lock():
            count.value += 1
        await asyncio.sleep(latency)
        return StreamingResponse(_chunks(text), media_type="text/event-stream")

    uvicorn.run(Starlette(routes=[Route("/v1/chat/completions", chat, methods=["POST"])]), port=port, log_level="error", backlog=4096)


async def _chunks(text: str) -> AsyncIterator[str]:
    head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": MODEL}
    third = len(text) // 3 + 1
    for at in range(0, len(text), third):
        yield _event({**head, "choices": [{"index": 0, "delta": {"content": text[at : at + third]}, "finish_reason": None}]})
    yield _event({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    yield _event({**head, "choices": [], "usage": {"prompt_tokens": 2000, "completion_tokens": 500, "total_tokens": 2500}})
    yield "data: [DONE]\n\n"


def _event(value: object) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


@dataclass
class Run:
    """What a run of the command came to: seconds in all, and of the work; bytes of memory of a worker early and late; what it printed."""

    seconds: float
    early: int
    late: int
    told: dict[str, Any]

    @property
    def working(self) -> float:
        """Seconds without the writing, from the start of the first process to the end of the last."""
        return float(self.told["seconds"])


def run(arguments: Sequence[str], data: Path, address: str | None) -> Run:
    """Run `batch` with these arguments."""
    model = {"ASSISTANT_MODEL": MODEL, "OPENAI_BASE_URL": address, "OPENAI_API_KEY": KEY} if address else {}
    environment = bare_environment() | {"ASSISTANT_DATA_DIR": str(data), "PYTHONUTF8": "1"} | model
    began, sizes = time.monotonic(), list[tuple[float, int]]()
    with tempfile.TemporaryFile("w+") as printed:
        command = [sys.executable, "-m", "assistant", "batch", *arguments, "--json"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=printed)
        while process.poll() is None:
            time.sleep(0.2)
            sizes.append((time.monotonic() - began, max(map(_memory, _family(process.pid)[1:]), default=0)))
        seconds = time.monotonic() - began
        assert process.returncode == 0, process.returncode
        printed.seek(0)
        told = json.loads(printed.read())
    working = [size for at, size in sizes if at < float(told["seconds"]) and size]
    return Run(seconds, max(working[len(working) // 3 : len(working) // 2]), max(working[len(working) * 3 // 4 :]), told)


def _family(pid: int) -> list[int]:
    with suppress(OSError):
        children = [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]
        return [pid, *(other for child in children for other in _family(child))]
    return []


def _memory(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def write_list(path: Path, rows: int, settings: Settings) -> None:
    """A list of so many projects, named like those of the corpus."""
    projects = [exemplar.table for exemplar in real_projects(open_index(settings, make_embedder(settings)).exemplars)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["项目名称", "预算（万元）", "预算年度", "资金用途"])
        for number in range(rows):
            project = projects[number % len(projects)]
            purpose = f"组织培训{number % 7 + 2}期，培训{40 + number % 90}人"
            writer.writerow([f"{project.name}（{number // len(projects) + 1}期）", 10 + number % 60, 2027, purpose])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--latency", type=float, default=1.0)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data_dir=folder / "data")
        update_index(settings, make_embedder(settings))
        write_list(folder / "清单.csv", wanted.rows, settings)
        _with_model(folder, settings, wanted)
        _flow_alone(folder, wanted)
        offline = run([str(folder / "清单.csv"), "--out", str(folder / "offline"), "--offline"], settings.data_dir, None)
        print(
            f"批量离线：{wanted.rows} 份，起草 {offline.working:.1f} 秒（含启动），每秒 {wanted.rows / offline.working:.0f} 份；"
            f"连同写出 {offline.seconds:.1f} 秒"
        )


def _with_model(folder: Path, settings: Settings, wanted: argparse.Namespace) -> None:
    count: Synchronized[int] = multiprocessing.Value("q", 0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = multiprocessing.Process(target=serve, args=(port, wanted.latency, count), daemon=True)
    server.start()
    address = f"http://127.0.0.1:{port}/v1"
    Profiles(settings.data_dir / "endpoints.json").keep(Address(MODEL, address, KEY), Profile(rung="json_schema"))
    options = [str(folder / "清单.csv"), "--out", str(folder / "model"), "--concurrency", str(wanted.at_once)]
    result = run(options, settings.data_dir, address)
    server.terminate()
    ideal = -(-wanted.rows // wanted.at_once) * wanted.latency
    print(
        f"批量请模型：{wanted.rows} 份、每次答复 {wanted.latency} 秒、同时 {wanted.at_once} 份，理想 {ideal:.1f} 秒；"
        f"起草 {result.working:.1f} 秒（含启动，{result.working / ideal:.2f} 倍），连同写出 {result.seconds:.1f} 秒；"
        f"请求 {count.value} 次；一个进程的内存 {result.early / 2**20:.0f} → {result.late / 2**20:.0f} MB；{result.told['counts']}"
    )


def _flow_alone(folder: Path, wanted: argparse.Namespace) -> None:
    settings = Settings(data_dir=folder / "flow", model=MODEL, base_url="http://127.0.0.1/v1")
    prompts = Prompts(settings.prompts_dir)
    items = drafts_wanted("清单.csv", projects(wanted.rows), (prompts.find("draft"),), settings, prompts)
    order = Order(folder / "flow" / "out", items, open_patient, lambda ledger: [], at_once=wanted.at_once)
    report = conduct(order, settings, lambda standing: None, lambda: False)
    ideal = -(-wanted.rows // wanted.at_once) * 1.0
    assert report.standing.counts["done"] == wanted.rows
    print(f"批量调度本身：{wanted.rows} 项，理想 {ideal:.1f} 秒；用时 {report.seconds:.1f} 秒（含启动，{report.seconds / ideal:.2f} 倍）")


if __name__ == "__main__":
    main()
