import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant.audit import AuditLog
from assistant.exemplars import own_sources
from assistant.settings import Settings
from assistant.ui import library_page
from assistant.ui.library.own import ADDING
from assistant.ui.library_page import CHARTS, OWN
from tests.exemplars.samples import SECRET, project
from tests.ui.installation import installation

__all__ = ["installation"]

NAME = "甲乡.txt"


def _page() -> None:
    from assistant.ui.library_page import show_page

    show_page()


@pytest.fixture
def page(installation: Settings) -> AppTest:
    return AppTest.from_function(_page, default_timeout=60).run()


def go(page: AppTest, part: str) -> AppTest:
    page.button_group(key="library-part").set_value(part).run()
    assert not page.exception
    return page


def put_in(page: AppTest, *files: tuple[str, str]) -> AppTest:
    go(page, ADDING).file_uploader[0].set_value([(name, text.encode(), "text/plain") for name, text in files])
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def add(page: AppTest) -> AppTest:
    return press(put_in(page, (NAME, project("乡村干部培训经费", "培训期数", "培训人数"))), "library-accept-0")


def texts(page: AppTest) -> str:
    shown = [*page.markdown, *page.caption, *page.error, *page.warning, *page.info, *page.toast]
    return "\n".join(str(element.value) for element in shown)


def lines(settings: Settings) -> list[str]:
    return [line for line in AuditLog(settings).lines() if json.loads(line)["action"] == "library"]


def files_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_indexed_is_listed_and_filtered(page: AppTest) -> None:
    assert not page.exception
    assert "共 **42** 张表" in texts(page)
    assert page.pagination[0].value == 1
    page.selectbox(key="library-filter-place").set_value("唐山市").run()
    assert "共 **5** 张表" in texts(page)
    page.text_input(key="library-filter-text").set_value("没有这样的表").run()
    assert "没有符合条件" in page.info[0].value
    press(page, "library-clear")
    assert "共 **42** 张表" in texts(page)


def test_how_it_is_distributed_is_drawn(page: AppTest) -> None:
    go(page, CHARTS)
    assert [heading.value for heading in page.subheader] == ["指标类别", "常见指标", "地区", "预算年度", "预算规模"]


def test_a_file_is_seen_and_added_and_removed(page: AppTest, installation: Settings) -> None:
    put_in(page, (NAME, project("乡村干部培训经费", "培训期数", "培训人数")))
    assert own_sources(installation) == []
    assert "没有读到单位" in texts(page)
    assert [row["三级指标"] for row in page.table[0].value.to_dict("records")] == ["培训期数", "培训人数"]
    press(page, "library-accept-0")
    assert [(source.source, source.tables) for source in own_sources(installation)] == [(NAME, 1)]
    assert "共 **43** 张表" in texts(go(page, "范例"))
    press(go(page, OWN), f"library-remove-{NAME}")
    assert own_sources(installation)
    press(page, f"library-sure-{NAME}")
    assert own_sources(installation) == []
    said = [json.loads(line) for line in lines(installation)]
    assert [(line["did"], line["tables"]) for line in said] == [("add", 1), ("remove", 1)]
    assert NAME not in "".join(lines(installation))
    assert "培训" not in "".join(lines(installation))


def test_a_removal_can_be_taken_back(page: AppTest, installation: Settings) -> None:
    press(go(add(page), OWN), f"library-remove-{NAME}")
    press(page, f"library-keep-{NAME}")
    assert own_sources(installation)
    assert "移除后" not in texts(page)


def test_what_is_secret_is_refused_and_not_kept(page: AppTest, installation: Settings) -> None:
    put_in(page, ("密.txt", project(SECRET, "办案数", marked=True)), ("半.txt", project("公开经费") + project(SECRET, marked=True)))
    assert "「密\\.txt」没有读入" in texts(page)
    assert "有 1 张表标有涉密" in texts(page)
    assert SECRET not in texts(page)
    press(page, "library-accept-0")
    assert [(source.source, source.tables) for source in own_sources(installation)] == [("半.txt", 1)]
    assert SECRET.encode() not in files_below(installation.data_dir)


def test_a_file_that_is_no_table_is_told(page: AppTest) -> None:
    put_in(page, ("信.txt", "关于召开会议的通知"))
    assert len(page.error) == 1
    assert "信" in page.error[0].value


def test_a_taken_name_can_be_replaced_or_changed(page: AppTest, installation: Settings) -> None:
    put_in(add(page), (NAME, project("另一经费")))
    assert "已有" in page.warning[0].value
    press(page, "library-accept-1")
    assert "请选择替换" in page.error[0].value
    page.checkbox(key="library-replace-1").check().run()
    press(page, "library-accept-1")
    assert own_sources(installation)[0].source == NAME
    put_in(page, (NAME, project("第三经费")))
    page.text_input(key="library-name-2").set_value("丙乡.txt").run()
    assert not page.warning
    press(page, "library-accept-2")
    assert [source.source for source in own_sources(installation)] == ["丙乡.txt", NAME]


def test_the_names_of_the_corpus_stay(page: AppTest, installation: Settings) -> None:
    name = "000_bff66661a8ab591f.txt"
    put_in(page, (name, project("培训经费")))
    assert "程序自带" in page.warning[0].value
    press(page, "library-accept-0")
    assert "程序自带" in page.error[0].value
    assert own_sources(installation) == []


def test_copies_are_named(page: AppTest) -> None:
    put_in(add(page), ("抄.txt", project("乡村干部培训经费", "培训期数", "培训人数")))
    assert "已有这张表：乡村干部培训经费" in page.info[0].value


def test_a_table_of_several_is_left_out_and_all_files_are_added_at_once(page: AppTest, installation: Settings) -> None:
    put_in(page, (NAME, project("甲经费") + project("乙经费")), ("丙.txt", project("丙经费")))
    page.checkbox(key="library-want-0-0").uncheck().run()
    press(page, "library-accept-all")
    assert [(source.source, source.tables) for source in own_sources(installation)] == [("丙.txt", 1), (NAME, 1)]


def test_a_correction_is_saved_or_given_up(page: AppTest, installation: Settings) -> None:
    put_in(page, (NAME, project("乡村干部培训经费", "培训期数")))
    press(page, "library-correct-0-0")
    assert page.button(key="library-accept-0").disabled
    page.text_input(key="library-form-0-0-0-year").set_value("26")
    press(page, "library-form-0-0-0-save")
    assert "四位年份" in page.error[0].value
    assert page.text_input(key="library-form-0-0-0-year").value == "26"
    page.text_input(key="library-form-0-0-0-year").set_value("2026")
    press(page, "library-form-0-0-0-save")
    assert "2026年" in texts(page)
    press(page, "library-correct-0-0")
    page.text_input(key="library-form-0-0-1-year").set_value("2020")
    press(page, "library-form-0-0-1-give-up")
    assert "2026年" in texts(page)


def test_what_was_added_is_corrected_once_more(page: AppTest, installation: Settings) -> None:
    press(go(add(page), OWN), f"library-again-{NAME}")
    press(page, "library-correct-1-0")
    page.text_input(key="library-form-1-0-0-unit").set_value("甲县妇女联合会")
    press(page, "library-form-1-0-0-save")
    press(page, "library-accept-1")
    go(page, "范例").text_input(key="library-filter-text").set_value("甲县").run()
    assert "共 **1** 张表" in texts(page)


def test_a_shared_server_says_that_the_library_is_everybodys(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_page, "signing_in", lambda: True)
    assert "所有人共用" in AppTest.from_function(_page, default_timeout=60).run().caption[0].value
