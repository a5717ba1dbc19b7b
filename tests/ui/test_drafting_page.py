"""The drafting page as far as it goes without a browser."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.database import open_database
from assistant.drafting.plan import read_plan
from assistant.errors import InputError
from assistant.goals import Framework
from assistant.goals.table import Funding
from assistant.settings import Settings
from assistant.ui.drafting_page import FIELDS, order_from
from assistant.ui.plan_form import head_of
from assistant.ui.session import open_desk
from assistant.workspace.drafts import LOCAL, Drafts
from tests.ui.installation import installation

__all__ = ["installation"]


def _page() -> None:
    from assistant.ui.drafting_page import show_page

    show_page()


@pytest.fixture
def page(installation: Settings) -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def ask(page: AppTest, name: str = "妇女维权服务经费", budget: str = "20万元", **others: str) -> AppTest:
    page.text_input(key="ask-name").set_value(name)
    page.text_input(key="ask-budget").set_value(budget)
    for key, text in others.items():
        page.text_input(key=f"ask-{key}").set_value(text)
    next(button for button in page.button if button.label == "起草").click()
    page.run()
    assert not page.exception
    return page


def said(**fields: str) -> dict[str, str]:
    return {name: fields.get(name, "") for name in FIELDS}


TODAY = date(2026, 3, 1)


def test_a_draft_is_kept_and_opened(page: AppTest, installation: Settings) -> None:
    ask(page)
    desk, id_ = open_desk(), "".join(page.query_params["draft"])
    job = desk.jobs.latest(LOCAL.owner, draft_id=id_)
    assert job is not None
    assert desk.jobs.wait(job.id, LOCAL.owner, 60).state == "done"
    page.run()
    (listed,) = Drafts(open_database(installation), LOCAL).listed()
    assert (listed.title, listed.ready) == ("妇女维权服务经费", True)
    assert listed.id == id_
    assert [header.value for header in page.subheader] == ["妇女维权服务经费"]
    for drawer in ("head", "redrafting"):
        page.session_state[f"{drawer}-{id_}"] = True
    page.run()
    types = next(box for box in page.selectbox if box.label == "按哪类项目起草")
    types.set_value("meeting").run()
    page.button(key="redraft").click().run()
    assert any("会议（人工选定）" in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    ("name", "budget", "saying"), [("", "20万元", "项目名称"), ("妇女培训", "很多", "预算"), ("涉密项目", "20", "涉密")]
)
def test_what_cannot_be_drafted_is_told_and_what_was_typed_stays(page: AppTest, name: str, budget: str, saying: str) -> None:
    ask(page, name, budget)
    assert saying in page.error[0].value
    assert "--" not in page.error[0].value
    assert page.text_input(key="ask-budget").value == budget
    assert "draft" not in page.query_params


def test_a_draft_of_somebody_else_is_not_opened(installation: Settings) -> None:
    page = AppTest.from_function(_page, default_timeout=60)
    page.query_params["draft"] = "0123456789abcdef"
    page.run()
    assert not page.exception
    assert "没有这份草稿" in page.error[0].value


def test_the_form_as_an_order(installation: Settings) -> None:
    order = order_from(said(name="妇女培训", budget="20", year="2027年", unit="某县妇联", start="2027年1月", form="hebei"), TODAY)
    assert (str(order.request.budget_yuan), order.request.year, order.request.unit) == ("200000.00", 2027, "某县妇联")
    assert (order.form, order.request.framework) == ("hebei", Framework.THREE_CLASS)
    assert order.period is not None
    assert (order.period.start, order.period.end) == ("2027年1月", None)


def test_a_type_is_judged_unless_one_is_chosen(installation: Settings) -> None:
    assert order_from(said(name="妇女培训", budget="20"), TODAY).request.project_type is None
    assert order_from(said(name="妇女培训", budget="20", project_type="meeting"), TODAY).request.project_type == "meeting"


@pytest.mark.parametrize("year", ["明年", "99", "20277"])
def test_a_year_that_is_none_is_told(installation: Settings, year: str) -> None:
    with pytest.raises(InputError, match="年"):
        order_from(said(name="妇女培训", budget="20", year=year), TODAY)


def test_where_the_money_comes_from_goes_from_the_plan_into_the_draft(installation: Settings, tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text("农村公路养护实施方案\n预算20万元，其中上级资金15万元，本级资金3万元，村级自筹2万元。", "utf-8")
    offered = head_of(read_plan(tmp_path / "方案.txt", today=TODAY))
    assert {field: offered[field][0] for field in ("fiscal", "other")} == {"fiscal": "18万元", "other": "2万元"}
    order = order_from(said(name="农村公路养护", budget="20万元", fiscal="18万元", other="2万元"), TODAY)
    assert order.funding == Funding(fiscal_yuan=Decimal(180_000), other_yuan=Decimal(20_000))
    assert order_from(said(name="农村公路养护", budget="20万元"), TODAY).funding is None


def test_boxes_for_the_money_come_with_a_plan_that_says_it(page: AppTest) -> None:
    assert "财政资金（选填）" not in [box.label for box in page.text_input]
    page.session_state["ask-fiscal"] = "18万元"
    page.run()
    assert "财政资金（选填）" in [box.label for box in page.text_input]
    ask(page)
    desk, id_ = open_desk(), "".join(page.query_params["draft"])
    job = desk.jobs.latest(LOCAL.owner, draft_id=id_)
    assert job is not None
    assert desk.jobs.wait(job.id, LOCAL.owner, 60).state == "done"
    opened = desk.drafts().open(id_)
    assert opened is not None
    assert opened.manuscript.table.funding == Funding(fiscal_yuan=Decimal(180_000))
