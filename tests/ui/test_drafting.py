from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.settings import Settings
from tests.drafting.llm.conftest import REQUEST, ROWS, answer
from tests.endpoint import ScriptedEndpoint, failing
from tests.llm.asked import MODEL
from tests.llm.conftest import endpoint, model_server

__all__ = ["endpoint", "model_server"]

APP = str(Path(__file__).resolve().parents[2] / "app.py")


@pytest.fixture
def page(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path_factory.getbasetemp() / "page"))
    return AppTest.from_file(APP, default_timeout=60).run()


def send(page: AppTest, name: str, budget: str, purpose: str = "") -> AppTest:
    page.text_input(key="name").set_value(name)
    page.text_input(key="budget").set_value(budget)
    page.text_area[0].set_value(purpose)
    return page.button[0].click().run()


def test_a_draft_appears(page: AppTest) -> None:
    page = send(page, "妇女维权服务经费", "20万元", "开展维权宣传活动12场")
    assert not page.exception
    rows = [(row["三级指标"], row["指标值"], row["来源"]) for row in page.dataframe[0].value.to_dict("records")]
    assert ("维权宣传活动场次", "≥12场", "填报") in rows
    assert any("待确认" in heading.value for heading in page.subheader)


@pytest.mark.parametrize(("name", "budget", "said"), [("", "20万元", "项目名称"), ("会议经费", "0", "大于 0"), ("涉密项目", "1", "涉密")])
def test_what_is_wrong_is_said(page: AppTest, name: str, budget: str, said: str) -> None:
    page = send(page, name, budget)
    assert not page.exception
    assert [said in error.value for error in page.error] == [True]


def test_a_models_draft_and_what_leaves_the_machine(
    corpus_settings: Settings, endpoint: ScriptedEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(corpus_settings.data_dir))
    monkeypatch.setenv("ASSISTANT_MODEL", MODEL)
    monkeypatch.setenv("OPENAI_BASE_URL", endpoint.base_url)
    endpoint.is_capable("json_schema")
    page = AppTest.from_file(APP, default_timeout=60).run()
    assert "小模型" in page.caption[0].value
    endpoint.always_says(answer(*ROWS))
    page = send(page, REQUEST.name, "20万元", str(REQUEST.purpose))
    assert not page.exception
    assert {row["三级指标"] for row in page.dataframe[0].value.to_dict("records")} >= {"维权宣传活动场次", "案件办结率"}
    endpoint.otherwise = failing(401, {"error": {"message": "no"}})
    page = send(page, REQUEST.name, "21万元")
    assert "离线草稿" in page.warning[0].value
