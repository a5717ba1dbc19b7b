import json
from pathlib import Path

import pytest

from assistant.llm.chat import Address
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.question import Profile
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY
from tests.llm.conftest import MakeAsker

HERE = Address("m", "http://127.0.0.1:1/v1", KEY)
FOUND = Profile(
    "tool", frozenset(["temperature", "stream_options"]), 1.5, 0.62, context=8192, cut_at=4096, long_question="cut", notes=("慢", "短")
)


def test_a_profile_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "data" / "endpoints.json"
    Profiles(path).keep(HERE, FOUND)
    assert Profiles(path).find(HERE) == FOUND
    assert KEY not in path.read_text("utf-8")


def test_profiles_are_told_apart_by_address_and_model(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "endpoints.json")
    others = [Address("n", HERE.base_url), Address("m", "http://127.0.0.1:2/v1"), Address("m")]
    profiles.keep(HERE, FOUND)
    assert [profiles.find(other) for other in others] == [None] * 3
    for other in others:
        profiles.keep(other, Profile())
    assert profiles.find(HERE) == FOUND


DAMAGED = ["", "{", "[]", "null", "\x00\x01", '{"1 http://127.0.0.1:1/v1 m": []}', '{"1 http://127.0.0.1:1/v1 m": {"rung": "magic"}}']


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_counts_as_empty(content: str, tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    path.write_text(content, "utf-8")
    profiles = Profiles(path)
    assert profiles.find(HERE) is None
    profiles.keep(HERE, FOUND)
    assert profiles.find(HERE) == FOUND


@pytest.mark.parametrize("wrong", [{"seconds": "lange"}, {"without": 7}, {"notes": None}, {"cut_at": [1]}])
def test_a_damaged_entry_is_not_gone_by(wrong: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "endpoints.json"
    Profiles(path).keep(HERE, FOUND)
    (name, entry), *_ = json.loads(path.read_text("utf-8")).items()
    path.write_text(json.dumps({name: entry | wrong}), "utf-8")
    assert Profiles(path).find(HERE) is None


def test_an_endpoint_is_probed_once_and_anew_where_the_file_is_damaged(
    endpoint: ScriptedEndpoint, make_asker: MakeAsker, tmp_path: Path
) -> None:
    endpoint.is_capable("json_schema")
    assert make_asker().profile().rung == "json_schema"
    probing = len(endpoint.requests)
    assert make_asker().profile().rung == "json_schema"
    assert len(endpoint.requests) == probing
    (tmp_path / "endpoints.json").write_text('{"1 htt', "utf-8")
    assert make_asker().profile().rung == "json_schema"
    assert len(endpoint.requests) == 2 * probing


def test_where_nothing_can_be_written_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    Profiles(tmp_path / "file" / "endpoints.json").keep(HERE, FOUND)
    assert Answers(tmp_path / "file" / "answers", None).keep("原文", "原因") is None


def test_an_answer_is_kept_without_key_and_numbers_of_persons(tmp_path: Path) -> None:
    key = "13812345678-geheim"  # the number within must not hide the key from being found
    kept = Answers(tmp_path, key).keep(f"密钥 {key}，电话 13912345678，半个字 \ud83d", "模型拒绝回答。")
    assert kept
    text = Path(kept).read_text("utf-8")
    assert text.startswith("模型拒绝回答。\n\n密钥 〔密钥〕，电话 〔手机号〕")
    assert "geheim" not in text
    assert Path(kept).stat().st_mode & 0o077 == 0, "others can read it"


def test_nothing_is_kept_of_nothing(tmp_path: Path) -> None:
    assert Answers(tmp_path / "answers", None).keep(" \n", "空") is None
    assert not (tmp_path / "answers").exists()


def test_old_answers_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.llm.keeping._MOST", 3)
    answers = Answers(tmp_path, None)
    for number in range(5):
        answers.keep(f"第{number}份", "原因")
    kept = [path.read_text("utf-8").split("\n\n")[1].strip() for path in sorted(tmp_path.iterdir())]
    assert kept == ["第2份", "第3份", "第4份"]
