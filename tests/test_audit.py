import json
import multiprocessing
import threading
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.audit import FIRST, AuditLog, add_line, hash_of
from assistant.database import Database, open_database
from assistant.errors import ConfigError
from assistant.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation whose log has five lines."""
    settings = Settings(data_dir=tmp_path / "data")
    for number in range(5):
        AuditLog(settings).append({"action": "draft", "number": number, "file": "第\u2028一\x85份"})
    return settings


def rewrite(settings: Settings, number: int, line: str) -> None:
    """Change a line behind the back of the log."""
    with open_database(settings).writing() as session:
        session.execute(text("UPDATE audit SET line = :line WHERE number = :number"), {"line": line, "number": number})


def drop(settings: Settings, number: int) -> None:
    with open_database(settings).writing() as session:
        session.execute(text("DELETE FROM audit WHERE number = :number"), {"number": number})


def test_who_and_when_and_each_line_bound_to_the_one_before(settings: Settings) -> None:
    entries = [json.loads(line) for line in AuditLog(settings).lines()]
    assert [entry["number"] for entry in entries] == [0, 1, 2, 3, 4]
    assert [entry["before"] for entry in entries] == [FIRST, *(entry["hash"] for entry in entries[:-1])]
    assert all(entry["user"] and datetime.fromisoformat(entry["time"]).tzinfo for entry in entries)
    assert AuditLog(settings).broken_at() is None


def test_whoever_works_is_named(settings: Settings) -> None:
    AuditLog(settings, "王科长").append({"action": "export"})
    assert json.loads(AuditLog(settings).lines()[-1])["user"] == "王科长"


def test_a_log_that_is_not_there_is_whole(tmp_path: Path) -> None:
    assert AuditLog(Settings(data_dir=tmp_path)).broken_at() is None


def test_a_changed_line_is_found(settings: Settings) -> None:
    rewrite(settings, 3, AuditLog(settings).lines()[2].replace('"number": 2', '"number": 7'))
    assert AuditLog(settings).broken_at() == 3


def test_a_changed_line_with_a_new_hash_is_found_at_the_next(settings: Settings) -> None:
    entry = json.loads(AuditLog(settings).lines()[2])
    del entry["hash"]
    entry["number"] = 7
    entry["hash"] = hash_of(json.dumps(entry, ensure_ascii=False, sort_keys=True))
    rewrite(settings, 3, json.dumps(entry, ensure_ascii=False))
    assert AuditLog(settings).broken_at() == 4


@pytest.mark.parametrize("removed", [1, 2, 4])
def test_a_removed_line_is_found(removed: int, settings: Settings) -> None:
    drop(settings, removed)
    assert AuditLog(settings).broken_at() == removed


def test_lines_in_another_order_are_found(settings: Settings) -> None:
    lines = AuditLog(settings).lines()
    rewrite(settings, 2, lines[2])
    rewrite(settings, 3, lines[1])
    assert AuditLog(settings).broken_at() == 2


@pytest.mark.parametrize("damage", ["\ufffd", "[]", "7", "", '{"hash": 3}'])
def test_a_line_that_is_none_is_found_and_the_log_goes_on(damage: str, settings: Settings) -> None:
    rewrite(settings, 5, damage)
    AuditLog(settings).append({"number": 5})
    AuditLog(settings).append({"number": 6})
    assert AuditLog(settings).broken_at() == 5
    sixth, seventh = map(json.loads, AuditLog(settings).lines()[5:])
    assert (sixth["number"], seventh["before"]) == (5, sixth["hash"])


def test_work_and_its_line_are_kept_together_or_not_at_all(settings: Settings) -> None:
    def fail(database: Database) -> None:
        with database.writing() as session:
            add_line(session, {"action": "edit"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(open_database(settings))
    assert len(AuditLog(settings).lines()) == 5


def test_a_log_kept_in_a_file_by_an_earlier_version_is_taken_in(settings: Settings, tmp_path: Path) -> None:
    later = Settings(data_dir=tmp_path / "later")
    later.data_dir.mkdir()
    (later.data_dir / "audit.jsonl").write_text("".join(f"{line}\n" for line in AuditLog(settings).lines()), "utf-8")
    AuditLog(later).append({"number": 5})
    assert [json.loads(line)["number"] for line in AuditLog(later).lines()] == [0, 1, 2, 3, 4, 5]
    assert AuditLog(later).broken_at() is None


def test_a_damaged_file_of_an_earlier_version_is_taken_in_as_it_is(settings: Settings, tmp_path: Path) -> None:
    first, second, *others = AuditLog(settings).lines()
    later = Settings(data_dir=tmp_path / "later")
    later.data_dir.mkdir()
    (later.data_dir / "audit.jsonl").write_text("\n".join([first, first, second[:40], *others]), "utf-8")
    AuditLog(later).append({"number": 5})
    assert AuditLog(later).lines()[:6] == [first, first, second[:40], *others]
    assert AuditLog(later).broken_at() == 2


def append_some(folder: Path, name: str) -> None:
    for number in range(20):
        AuditLog(Settings(data_dir=folder)).append({"name": name, "number": number})


def test_threads_at_once_keep_the_chain(tmp_path: Path) -> None:
    threads = [threading.Thread(target=append_some, args=(tmp_path, str(name))) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    log = AuditLog(Settings(data_dir=tmp_path))
    assert (log.broken_at(), len(log.lines())) == (None, 80)


def test_processes_at_once_keep_the_chain(tmp_path: Path) -> None:
    start = multiprocessing.get_context("spawn").Process
    processes = [start(target=append_some, args=(tmp_path, str(name))) for name in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    log = AuditLog(Settings(data_dir=tmp_path))
    assert (log.broken_at(), len(log.lines())) == (None, 40)


def test_what_cannot_be_written_does_not_go_unnoticed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    log = AuditLog(Settings(data_dir=tmp_path / "file"))
    with pytest.raises(ConfigError, match="数据库"):
        log.append({"number": 1})
    assert (log.record({"number": 1}) or "").startswith("审计日志没有写成：")


def test_texts_are_named_by_their_hash() -> None:
    assert hash_of("甲") == hash_of("甲") != hash_of("乙")
    assert len(hash_of("甲")) == 64


def test_the_lines_of_a_file_stand_before_whatever_is_added_otherwise(settings: Settings, tmp_path: Path) -> None:
    later = Settings(data_dir=tmp_path / "later")
    later.data_dir.mkdir()
    (later.data_dir / "audit.jsonl").write_text("".join(f"{line}\n" for line in AuditLog(settings).lines()), "utf-8")
    AuditLog(later).take_in_file()
    with open_database(later).writing() as session:
        add_line(session, {"number": 5})
    AuditLog(later).take_in_file()
    assert [json.loads(line)["number"] for line in AuditLog(later).lines()] == [0, 1, 2, 3, 4, 5]
    assert AuditLog(later).broken_at() is None
