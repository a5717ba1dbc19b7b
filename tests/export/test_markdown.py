from assistant.export.form import lay_out
from assistant.export.markdown import escape_markdown, render_markdown
from assistant.goals import GoalTable, Indicator
from assistant.goals.own_form import PENDING_LEAD
from tests.export.samples import THREE_CLASS


def text_of(table: GoalTable, *notes: str) -> str:
    return render_markdown(lay_out(table, notes, status_column=True)).decode()


def test_form_is_a_heading_and_a_table_for_each_block() -> None:
    text = text_of(THREE_CLASS, "请填写项目负责人。")
    assert text.startswith("# 妇女儿童维权服务经费绩效目标表\n\n单位：万元\n\n| 项目名称 | 妇女儿童维权服务经费 |")
    assert "| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | 状态 |\n| --- |" in text
    assert "| 产出指标 | 数量指标 | 法律咨询人次 |  | ≥200人次 | 历史标准 | 待确认 |" in text
    assert "| 绩效目标 | 1. 开展普法宣传活动不少于5场、服务不少于800人次。<br>2. 调解" in text
    assert text.endswith(f"## 待确认事项\n\n{PENDING_LEAD}\n\n1. 请填写项目负责人。\n2. 数量指标「法律咨询人次」：≥200人次，待确认。\n")


def test_nothing_to_confirm_no_list() -> None:
    confirmed = GoalTable(name="培训经费", indicators=(Indicator(level3="甲", value="≥1场"),))
    text = text_of(confirmed)
    assert "待确认" not in text
    assert "状态" not in text


def test_every_row_of_a_table_has_the_same_number_of_cells() -> None:
    for block in text_of(THREE_CLASS).split("\n\n"):
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.count(" |") for row in rows}) <= 1


def test_text_is_shown_and_never_interpreted() -> None:
    assert escape_markdown("![图](http://x/y.png) <b>|") == r"\!\[图\](http://x/y.png) \<b\>\|"
    assert escape_markdown("甲\n乙") == "甲<br>乙"
    assert escape_markdown("≥95%，2.5万元/人·天") == "≥95%，2.5万元/人·天"
