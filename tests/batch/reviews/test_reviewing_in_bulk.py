"""Reviews in processes of their own, as people start them: killed, taken up again, and written the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytest_httpserver import HTTPServer

from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.settings import Settings
from tests.batch.engine.killing import Bench, kill_at_random
from tests.browser.server import ROOT, bare_environment
from tests.copying import copy_data
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL
from tests.reporting.test_wording import TABLE, VAGUE, answer

FILES = 6


@dataclass(frozen=True)
class Reviews(Bench):
    """The same for reviews of a folder by one prompt."""

    def prepare(self) -> "Reviews":
        for number in range(1, self.rows + 1):
            table = TABLE.model_copy(update={"unit": f"第{number}单位", "name": f"妇女培训经费第{number}期"})
            (self.folder / "表").mkdir(exist_ok=True)
            (self.folder / "表" / f"{number}.json").write_text(table.model_dump_json(), "utf-8")
        self.endpoint.always_says(answer(VAGUE), pieces=2, pause=self.seconds)
        Profiles(self.data / "endpoints.json").keep(Address(MODEL, self.endpoint.base_url, KEY), Profile(rung="json_schema"))
        return self

    def start(self, out: str, *options: str) -> "subprocess.Popen[str]":
        model = {"ASSISTANT_MODEL": MODEL, "OPENAI_BASE_URL": self.endpoint.base_url, "OPENAI_API_KEY": KEY}
        environment = bare_environment() | {"ASSISTANT_DATA_DIR": str(self.data), "PYTHONUTF8": "1"} | model
        command = [sys.executable, "-m", "assistant", "batch", "--review", "表", "--out", out, "--prompt", "wording", "--json", *options]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture(scope="module")
def reviews(tmp_path_factory: pytest.TempPathFactory, corpus_settings: Settings) -> Iterator[Reviews]:
    folder = tmp_path_factory.mktemp("reviews")
    settings = Settings(data_dir=copy_data(corpus_settings.data_dir, folder / "data"))
    with HTTPServer(threaded=True) as server:
        yield Reviews(folder, ScriptedEndpoint(server), settings.data_dir, FILES).prepare()


def test_killed_and_taken_up_again_it_pays_once_and_writes_the_same(reviews: Reviews) -> None:
    told = json.loads(reviews.finish("undisturbed"))
    assert told["counts"] == {"waiting": 0, "done": 2 * FILES, "fallback": 0, "failed": 0}
    assert len(reviews.endpoint.requests) == told["attempts"] == FILES
    assert len(told["tables"]) == FILES
    assert told["pairs"] == FILES * (FILES - 1) // 2
    killed_at = len(reviews.endpoint.requests)
    kill_at_random(reviews, "killed", 2)
    reviews.finish("killed")
    assert len(reviews.endpoint.requests) - killed_at == FILES
    assert reviews.contents("killed") == reviews.contents("undisturbed")
    assert set(reviews.contents("killed")) == {"审核结果.xlsx", "manifest.json", "提示词/wording@1.md"}
