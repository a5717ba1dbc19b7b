"""`parse --model`: what the program left unread is shown to a model, which may only point at it."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_bad_input import complaint
from tests.cli.test_second_reader import endpoint, model, model_server
from tests.endpoint import ScriptedEndpoint
from tests.reading.test_with_model import answer, row

__all__ = ["endpoint", "model", "model_server"]

PROSE = "本项目全年巡查河道，不少于300公里，并清理沿岸垃圾。\n"


def test_a_model_finds_a_table_where_the_program_finds_none(run: Run, model: ScriptedEndpoint, tmp_path: Path) -> None:
    path = tmp_path / "河道巡查.txt"
    path.write_text(PROSE, "utf-8")
    assert complaint(run("parse", path)).startswith("「河道巡查.txt」里没有找到绩效目标表")
    model.says(answer(row("u1", "", "巡查河道", "不少于300公里")))
    outcome = run("parse", "--model", "--json", path)
    table = json.loads(outcome.out)
    assert [(r["level3"], r["value"], r["status"]) for r in table["indicators"]] == [("巡查河道", "不少于300公里", "to_confirm")]
    assert table["name"] == "河道巡查"
    assert "逐字见于原文" in outcome.notices[0]


def test_where_a_model_finds_none_either_there_is_none(run: Run, model: ScriptedEndpoint, tmp_path: Path) -> None:
    path = tmp_path / "河道巡查.txt"
    path.write_text(PROSE, "utf-8")
    model.says(answer(row("u1", "", "巡查次数", "≥12次")))
    outcome = run("parse", "--model", path)
    assert outcome.code == 2
    assert outcome.notices[-1].startswith("「河道巡查.txt」里没有找到绩效目标表")


def test_what_is_marked_is_shown_to_nobody(run: Run, model: ScriptedEndpoint, tmp_path: Path) -> None:
    path = tmp_path / "河道巡查.txt"
    path.write_text(f"机密\n{PROSE}", "utf-8")
    assert run("parse", "--model", path).code == 2
    assert model.requests == []


def test_without_a_model_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "河道巡查.txt"
    path.write_text(PROSE, "utf-8")
    outcome = run("parse", "--model", path)
    assert outcome.code == 3
    assert "ASSISTANT_MODEL" in outcome.notices[-1]
