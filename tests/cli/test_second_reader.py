"""`suggest` and `review --model` with a model at the other end of a real connection."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.goals import Goal, GoalTable
from assistant.llm.chat import Address
from assistant.llm.keeping import Profiles
from assistant.llm.question import Profile
from assistant.settings import Settings
from tests.cli.conftest import Outcome, Run
from tests.cli.test_bad_input import complaint
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import KEY, MODEL
from tests.llm.conftest import endpoint, model_server
from tests.reporting.test_wording import NAME, TABLE, VAGUE
from tests.reporting.test_wording import answer as remarks
from tests.review.samples import sound_table, table_without
from tests.suggesting.test_with_model import BETTER, FIRST, NEW
from tests.suggesting.test_with_model import answer as proposals

__all__ = ["endpoint", "model_server"]

USELESS = "这张表写得不错。"


@pytest.fixture
def model(run: Run, corpus_settings: Settings, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch) -> ScriptedEndpoint:
    """The endpoint of an installation that has a model set, and has asked it before."""
    values = {"ASSISTANT_MODEL": MODEL, "OPENAI_BASE_URL": endpoint.base_url, "OPENAI_API_KEY": KEY, "ASSISTANT_MODEL_ATTEMPTS": "2"}
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    Profiles(corpus_settings.data_dir / "endpoints.json").keep(Address(MODEL, endpoint.base_url, KEY), Profile(rung="json_schema"))
    return endpoint


def save(path: Path, table: GoalTable) -> Path:
    path.write_text(table.model_dump_json(), "utf-8")
    return path


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    return save(tmp_path / "缺质量.json", table_without("质量指标"))


@pytest.fixture
def vague(tmp_path: Path) -> Path:
    return save(tmp_path / "空泛.json", TABLE)


def line(outcome: Outcome) -> dict[str, Any]:
    (text,) = outcome.out.splitlines()
    content: dict[str, Any] = json.loads(text)
    return content


def test_suggestions_for_people(run: Run, model: ScriptedEndpoint, lacking: Path) -> None:
    model.says(proposals(NEW, renamed=[("s1", BETTER)]))
    outcome = run("suggest", lacking)
    assert outcome.notices == [f"推荐由程序算出，再请语言模型 {MODEL} 润色名称、补充遗漏。"]
    assert f"  1. 必设  产出指标/质量指标  {BETTER}  ≥95%\n     原名：{FIRST}（名称由语言模型改写）\n" in outcome.out
    assert "妇女技能应用率  ≥60%（待确认）\n     理由：语言模型的建议，不是由范例或指标库算出的" in outcome.out
    assert model.last.headers["Authorization"] == f"Bearer {KEY}"


def test_suggestions_as_json(run: Run, model: ScriptedEndpoint, lacking: Path) -> None:
    computed = line(run("suggest", lacking, "--offline", "--json"))
    assert model.requests == []
    model.says(proposals(NEW))
    given = line(run("suggest", lacking, "--json"))
    assert (given["mode"], given["model"]) == ("llm", MODEL)
    assert given["suggestions"][:-1] == computed["suggestions"]
    assert (given["suggestions"][-1]["origin"], given["suggestions"][-1]["priority"]) == ("model", "optional")


def test_suggestions_without_a_usable_answer(run: Run, model: ScriptedEndpoint, lacking: Path) -> None:
    computed = line(run("suggest", lacking, "--offline", "--json"))
    model.always_says(USELESS)
    outcome = run("suggest", lacking, "--json")
    assert outcome.code == 0
    assert len(outcome.notices) == 2
    assert outcome.notices[1].endswith("这次给出的是离线推荐。")
    assert line(outcome)["suggestions"] == computed["suggestions"]


def test_wording_for_people(run: Run, model: ScriptedEndpoint, vague: Path) -> None:
    model.says(remarks(VAGUE, NAME))
    outcome = run("review", vague, "--model")
    assert (outcome.code, outcome.notices) == (0, [f"另请语言模型 {MODEL} 看一遍表述。"])
    assert "提示 MODEL-01 第1条绩效目标 「得到了很大的提升」“很大”没有程度可言，口语化。（可改为「举办" in outcome.out
    assert "提示 MODEL-01 第6条指标 「技能知晓率」没有说明是谁知晓。（可改为「妇女技能知晓率」）" in outcome.out


def test_wording_costs_no_points(run: Run, model: ScriptedEndpoint, vague: Path) -> None:
    alone = line(run("review", vague, "--json"))
    assert model.requests == []
    model.says(remarks(VAGUE, NAME))
    given = line(run("review", vague, "--model", "--json"))
    assert [finding["rule"] for finding in given["findings"] if finding not in alone["findings"]] == ["MODEL-01", "MODEL-01"]
    assert given["score"] == alone["score"]
    assert "MODEL-01" in alone["not_applicable"]
    assert "MODEL-01" not in given["not_applicable"]


def test_wording_is_mended_where_its_rule_is_named(run: Run, model: ScriptedEndpoint, vague: Path, tmp_path: Path) -> None:
    model.always_says(remarks(VAGUE))
    assert line(run("review", vague, "--model", "--fix", "--json"))["changes"] == []
    out = tmp_path / "改.json"
    changed = line(run("review", vague, "--model", "--fix", "--rule", "MODEL-01", "--out", out, "--json"))
    assert [change["rule"] for change in changed["changes"]] == ["MODEL-01"]
    assert GoalTable.model_validate_json(out.read_text("utf-8")).goals[0].text.endswith("就业能力得到提升。")
    assert "--model" in complaint(run("review", vague, "--fix", "--rule", "MODEL-01"), 2)


def test_wording_is_in_the_report(run: Run, model: ScriptedEndpoint, vague: Path, tmp_path: Path) -> None:
    model.says(remarks(VAGUE))
    run("review", vague, "--model", "--report", tmp_path / "审核.md")
    assert "| MODEL-01 | 模型对表述的意见 | 第1条绩效目标 |" in (tmp_path / "审核.md").read_text("utf-8").replace("\\-", "-")


def test_wording_without_a_usable_answer(run: Run, model: ScriptedEndpoint, vague: Path) -> None:
    alone = line(run("review", vague, "--json"))
    model.fails(401, {"error": {"message": f"Incorrect API key provided: {KEY}"}})
    outcome = run("review", vague, "--model", "--json")
    assert outcome.code == 0
    assert len(outcome.notices) == 2
    assert "OPENAI_API_KEY" in outcome.notices[1]
    assert KEY not in outcome.notices[1]
    given = line(outcome)
    assert (given["findings"], given["score"]) == (alone["findings"], alone["score"])


def test_wording_needs_a_model(run: Run, vague: Path) -> None:
    assert "ASSISTANT_MODEL" in complaint(run("review", vague, "--model"), 3)


def test_nothing_marked_secret_leaves_the_machine(run: Run, model: ScriptedEndpoint, tmp_path: Path) -> None:
    table = save(tmp_path / "密.json", sound_table(purpose="该项目涉密，用于某专项培训"))
    assert run("review", table, "--model").code == 0
    assert run("suggest", table).code == 0
    assert model.requests == []
    row = save(tmp_path / "密行.json", sound_table(goals=(Goal(text="完成某专项任务（机密）。"), Goal(text="举办培训2期。"))))
    model.says(remarks())
    model.says(proposals())
    assert (run("review", row, "--model").code, run("suggest", row).code) == (0, 0)
    assert len(model.requests) == 2
    for asked in model.requests:
        assert "举办培训2期" in asked.text
        assert "某专项任务" not in asked.text
