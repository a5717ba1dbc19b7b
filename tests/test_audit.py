import json
import multiprocessing
import threading
from datetime import datetime
from pathlib import Path

import pytest

from assistant.audit import FIRST, AuditLog, hash_of
from assistant.errors import ConfigError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of five lines."""
    path = tmp_path / "data" / "audit.jsonl"
    log = AuditLog(path)
    for number in range(5):
        log.append({"action": "draft", "number": number, "file": "第\u2028一\x85份"})
    return path


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode().removesuffix("\n").split("\n")


def test_who_and_when_and_each_line_bound_to_the_one_before(path: Path) -> None:
    entries = [json.loads(line) for line in lines(path)]
    assert [entry["number"] for entry in entries] == [0, 1, 2, 3, 4]
    assert [entry["before"] for entry in entries] == [FIRST, *(entry["hash"] for entry in entries[:-1])]
    assert all(entry["user"] and datetime.fromisoformat(entry["time"]).tzinfo for entry in entries)
    assert AuditLog(path).broken_at() is None


def test_a_log_that_is_not_there_is_whole(tmp_path: Path) -> None:
    assert AuditLog(tmp_path / "audit.jsonl").broken_at() is None


def test_a_changed_line_is_found(path: Path) -> None:
    changed = lines(path)
    changed[2] = changed[2].replace('"number": 2', '"number": 7')
    path.write_text("\n".join(changed) + "\n", "utf-8")
    assert AuditLog(path).broken_at() == 3


def test_a_changed_line_with_a_new_hash_is_found_at_the_next(path: Path) -> None:
    changed = lines(path)
    entry = json.loads(changed[2])
    del entry["hash"]
    entry["number"] = 7
    entry["hash"] = hash_of(json.dumps(entry, ensure_ascii=False, sort_keys=True))
    changed[2] = json.dumps(entry, ensure_ascii=False)
    path.write_text("\n".join(changed) + "\n", "utf-8")
    assert AuditLog(path).broken_at() == 4


@pytest.mark.parametrize("removed", [0, 1, 3])
def test_a_removed_line_is_found(removed: int, path: Path) -> None:
    left = lines(path)
    del left[removed]
    path.write_text("\n".join(left) + "\n", "utf-8")
    assert AuditLog(path).broken_at() == removed + 1


def test_lines_in_another_order_are_found(path: Path) -> None:
    swapped = lines(path)
    swapped[1], swapped[2] = swapped[2], swapped[1]
    path.write_text("\n".join(swapped) + "\n", "utf-8")
    assert AuditLog(path).broken_at() == 2


@pytest.mark.parametrize("damage", [b"\xff\xfe", b"[]", b"7", b"", b'{"hash": 3}'])
def test_a_line_that_is_none_is_found(damage: bytes, path: Path) -> None:
    content = path.read_bytes().split(b"\n")
    content[3] = damage
    path.write_bytes(b"\n".join(content))
    assert AuditLog(path).broken_at() == 4


@pytest.mark.parametrize("kept", [1, 40])
def test_after_a_line_that_was_broken_off_the_log_goes_on(kept: int, path: Path) -> None:
    content = path.read_bytes().removesuffix(b"\n")
    start = content.rindex(b"\n") + 1
    path.write_bytes(content[: start + kept])
    AuditLog(path).append({"number": 5})
    AuditLog(path).append({"number": 6})
    assert AuditLog(path).broken_at() == 5
    fifth, sixth, seventh = lines(path)[4:]
    assert len(fifth) == kept
    assert json.loads(sixth)["number"] == 5
    assert json.loads(seventh)["before"] == json.loads(sixth)["hash"]


def test_long_lines_are_bound_too(path: Path) -> None:
    log = AuditLog(path)
    log.append({"exemplars": ["甲" * 40] * 3000})
    log.append({"number": 6})
    assert log.broken_at() is None


def append_some(path: Path, name: str) -> None:
    for number in range(20):
        AuditLog(path).append({"name": name, "number": number})


def test_threads_at_once_keep_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    threads = [threading.Thread(target=append_some, args=(path, str(name))) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert AuditLog(path).broken_at() is None
    assert len(lines(path)) == 80


def test_processes_at_once_keep_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    start = multiprocessing.get_context("spawn").Process
    processes = [start(target=append_some, args=(path, str(name))) for name in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert AuditLog(path).broken_at() is None
    assert len(lines(path)) == 40


def test_what_cannot_be_written_does_not_go_unnoticed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConfigError, match="写不进去"):
        AuditLog(tmp_path / "file" / "audit.jsonl").append({"number": 1})


def test_texts_are_named_by_their_hash() -> None:
    assert hash_of("甲") == hash_of("甲") != hash_of("乙")
    assert len(hash_of("甲")) == 64
