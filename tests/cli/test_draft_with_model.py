"""`draft` with a model at the other end of a real connection."""

import json
import socket
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.settings import Settings
from tests.drafting.llm.conftest import REQUEST, ROWS, answer
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL
from tests.llm.conftest import endpoint, model_server

__all__ = ["endpoint", "model_server"]

HEAD = ["draft", "--name", REQUEST.name, "--budget", "20万元", "--year", "2027", "--unit", str(REQUEST.unit)]
ARGUMENTS = [*HEAD, "--purpose", str(REQUEST.purpose)]
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def data(corpus_settings: Settings, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation that has a model set, and has asked it before."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(corpus_settings.data_dir))
    monkeypatch.setenv("ASSISTANT_MODEL", MODEL)
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    address = Address(MODEL, endpoint.base_url, KEY)
    Profiles(corpus_settings.data_dir / "endpoints.json").keep(address, Profile(rung="json_schema"))
    return corpus_settings.data_dir


def test_rows_are_told_as_they_come_and_the_draft_is_printed(
    data: Path, endpoint: ScriptedEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.says(answer(*ROWS), pieces=20)
    assert main(ARGUMENTS) == 0
    out, told = capsys.readouterr()
    assert f"使用语言模型 {MODEL} 起草，最多等 300 秒" in told
    assert told.count("  · ") == len(ROWS)
    assert f"模型 {MODEL}（提示词 draft@1）：模型写的指标保留 9 条、改正 0 条、换掉 0 条，另补 0 条；请求 1 次" in out
    assert endpoint.last.headers["Authorization"] == f"Bearer {KEY}"


def test_json_holds_how_it_was_made(data: Path, endpoint: ScriptedEndpoint, capsys: Printed) -> None:
    endpoint.says(answer(*ROWS))
    assert main([*ARGUMENTS, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["mode"], made["model"], made["prompt"], made["structured_output"]) == ("llm", MODEL, "draft@1", "json_schema")
    assert made["attempts"] == 1
    assert made["tokens"]["output"] > 0
    assert made["rows"]["kept"] == 9


def test_nobody_at_the_address_gives_the_offline_draft(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    assert main([*ARGUMENTS, "--json"]) == 0
    out, told = capsys.readouterr()
    assert json.loads(out)["mode"] == "offline"
    assert "连不上模型端点" in told
    assert "这次给出的是离线草稿。" in told
    assert KEY not in out + told


def test_offline_asks_nobody(data: Path, endpoint: ScriptedEndpoint, capsys: Printed) -> None:
    assert main([*ARGUMENTS, "--offline", "--json", "--prompt", "draft"]) == 0
    assert json.loads(capsys.readouterr().out)["mode"] == "offline"
    assert endpoint.requests == []


@pytest.mark.parametrize("marked", [["--name", "某涉密项目经费"], ["--name", "培训经费", "--purpose", "本项目内容：机密"]])
def test_what_is_secret_stops_before_any_request(
    marked: list[str], data: Path, endpoint: ScriptedEndpoint, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "--budget", "20万元", *marked]) == 2
    assert "涉密" in capsys.readouterr().err
    assert endpoint.requests == []


def test_numbers_of_persons_do_not_leave(data: Path, endpoint: ScriptedEndpoint) -> None:
    endpoint.says(answer(*ROWS))
    purpose = f"{REQUEST.purpose}，联系人张三13812345678，身份证110101199003074514"
    assert main([*HEAD, "--purpose", purpose]) == 0
    assert "13812345678" not in endpoint.last.text
    assert "110101199003074514" not in endpoint.last.text
    assert "〔手机号〕" in endpoint.last.text


def test_work_on_secrets_is_drafted_here_only(data: Path, endpoint: ScriptedEndpoint, capsys: Printed) -> None:
    assert main(["draft", "--name", "涉密文件销毁服务", "--budget", "20万元"]) == 0
    assert "没有请语言模型起草" in capsys.readouterr().err
    assert endpoint.requests == []


def test_a_model_without_an_address_is_asked_nowhere(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    assert main(ARGUMENTS) == 3
    assert "环境变量 OPENAI_BASE_URL 里填写" in capsys.readouterr().err
    assert main([*ARGUMENTS, "--offline"]) == 0


def test_unknown_prompt(data: Path, endpoint: ScriptedEndpoint, capsys: Printed) -> None:
    assert main([*ARGUMENTS, "--prompt", "brief@7"]) == 2
    assert "没有提示词「brief@7」，现有 " in capsys.readouterr().err
    assert endpoint.requests == []


def test_key_stands_nowhere(data: Path, endpoint: ScriptedEndpoint, capsys: Printed) -> None:
    endpoint.fails(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}})
    assert main([*ARGUMENTS, "--json"]) == 0
    assert KEY not in "".join(capsys.readouterr())
    kept = [path.read_text("utf-8") for path in data.rglob("*") if path.suffix in (".json", ".jsonl", ".txt")]
    assert not any(KEY in text for text in kept)
