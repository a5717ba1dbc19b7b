import pytest

from assistant.errors import ClassifiedError
from assistant.export.columns import TEXT_WIDTH
from assistant.export.form import lay_out
from assistant.export.grid import Cell, Grid, fit
from assistant.export.typography import count_lines, printable
from assistant.goals import Goal, GoalTable, Indicator
from assistant.goals.own_form import LEGEND
from tests.export.samples import DEPARTMENT, FOUR_CLASS, THREE_CLASS


def lines(table: GoalTable, grid: int = 0) -> list[list[str]]:
    return lay_out(table).grids[grid].lines()


def test_three_class_form_has_cost_under_output() -> None:
    indicators = lines(THREE_CLASS, 1)
    assert indicators[0] == ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    assert indicators[1] == ["产出指标", "数量指标", "普法宣传活动场次", "年度活动场次", "≥5场", "计划标准"]
    assert ["产出指标", "成本指标", "项目总成本", "", "≤60000元", "预算支出标准"] in indicators


def test_four_class_form_has_cost_in_front_wherever_it_stood() -> None:
    indicators = lines(FOUR_CLASS, 1)
    assert indicators[0] == ["一级指标", "二级指标", "三级指标", "实施周期指标值", "指标值"]
    assert indicators[1] == ["成本指标", "经济成本指标", "预算控制数", "≤22326219元", "≤2480691元"]


def test_particulars_of_a_project() -> None:
    assert lines(THREE_CLASS) == [
        ["项目名称", "妇女儿童维权服务经费"],
        ["项目编码", "13020823P00002310001R", "项目类型", "其他特定目标类"],
        ["主管部门", "丰润区妇女联合会", "实施单位", "丰润区妇女联合会本级"],
        ["预算年度", "2026", "预算数", "6.00"],
        ["其中：财政资金", "6.00", "其他资金", ""],
        ["资金用途", "用于婚姻家庭纠纷调解、法律咨询、普法宣传"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["资金支出计划（%）", "", "20%", "60%", "100%"],
        ["绩效目标", "1. 开展普法宣传活动不少于5场、服务不少于800人次。\n2. 调解婚姻家庭纠纷不少于30件，办结率达到90%以上。"],
    ]


def test_labels_of_goals_say_their_scope() -> None:
    assert lines(FOUR_CLASS)[-3:] == [
        ["资金用途", "购买社工岗位服务"],
        [
            "实施周期绩效目标",
            "1. 支援有困难及危机的家庭，增强妇女儿童心理健康。\n2. 开展预防和介入婚姻家庭矛盾工作，维护家庭和谐和社会稳定。",
        ],
        ["年度绩效目标", "开展咨询服务1200个、个案110个、社区活动50场。"],
    ]
    assert ["实施周期", "起始年度", "2021", "到期年度", "2029"] in lines(FOUR_CLASS)


def test_money_in_myriads_only_where_two_decimals_say_it_exactly() -> None:
    assert lay_out(THREE_CLASS).unit_line == "单位：万元"
    assert lay_out(FOUR_CLASS).unit_line == "单位：元"
    assert ["预算年度", "2025", "预算数", "2,480,691.00"] in lines(FOUR_CLASS)
    assert ["其中：财政资金", "2,480,691.00", "其他资金", "0.00"] in lines(FOUR_CLASS)


def test_department_form() -> None:
    form = lay_out(DEPARTMENT)
    assert form.title == "湛江市妇女联合会部门整体绩效目标表"
    particulars, tasks, indicators = (grid.lines() for grid in form.grids)
    assert particulars[0] == ["部门名称", "湛江市妇女联合会"]
    assert ["在职人数", "19", "离退休人数", "17"] in particulars
    assert ["年度绩效目标", "教育培训", "提高全社会的健康、法律意识。"] in particulars
    assert tasks[0] == ["重点工作任务名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标"]
    assert tasks[1] == ["儿童及家庭工作", "庆“六一”系列活动", "17.40", "服务妇女儿童2.5万人次"]
    assert indicators[0][0] == "所属分项"
    assert [line[0] for line in indicators[1:]] == ["维权服务", "教育培训", "教育培训"]


@pytest.mark.parametrize("name", ["湛江市妇女联合会", "湛江市妇女联合会部门整体绩效目标"])
def test_title_of_a_department_says_once_what_it_is(name: str) -> None:
    assert lay_out(DEPARTMENT.model_copy(update={"name": name})).title == "湛江市妇女联合会部门整体绩效目标表"


def test_columns_that_no_row_fills_are_left_out() -> None:
    bare = GoalTable(name="培训经费", indicators=(Indicator(level3="培训人数", value="≥10人"),))
    assert lines(bare, 1) == [["一级指标", "二级指标", "三级指标", "指标值"], ["", "", "培训人数", "≥10人"]]


def test_an_empty_table_still_is_a_form_to_fill_in() -> None:
    assert lines(GoalTable(name="培训经费"), 1) == [["一级指标", "二级指标", "三级指标", "指标值"], ["", "", "", ""]]
    assert lines(GoalTable(name="培训经费"))[-1] == ["绩效目标", ""]


@pytest.mark.parametrize("table", [THREE_CLASS, FOUR_CLASS, DEPARTMENT, GoalTable(name="培训经费")])
def test_every_row_of_every_grid_covers_all_columns(table: GoalTable) -> None:
    form = lay_out(table)
    assert sum(form.widths) == TEXT_WIDTH
    for grid in form.grids:
        covered = sum(at.cell.rows * at.cell.columns for at in grid.placed())
        assert covered == len(grid.rows) * len(form.widths)


def test_equal_classes_are_one_cell() -> None:
    heights = {(at.cell.text, at.cell.rows) for at in lay_out(THREE_CLASS).grids[1].placed()}
    assert {("产出指标", 6), ("数量指标", 2), ("成本指标", 2), ("效益指标", 3), ("满意度指标", 2), ("服务对象满意度指标", 2)} <= heights


def test_equal_second_levels_of_different_classes_stay_apart() -> None:
    table = GoalTable(
        name="培训经费",
        indicators=(Indicator(level1="产出指标", level2="其他", level3="甲"), Indicator(level1="效益指标", level2="其他", level3="乙")),
    )
    assert [at.cell.rows for at in lay_out(table).grids[1].placed() if at.cell.text == "其他"] == [1, 1]


def test_unconfirmed_values_are_marked_explained_and_listed() -> None:
    form = lay_out(THREE_CLASS, ["请填写项目负责人。"])
    assert [at.cell.text for at in form.grids[1].placed() if at.cell.marked] == ["≥200人次"]
    assert form.legend == LEGEND
    assert form.pending == ("请填写项目负责人。", "数量指标「法律咨询人次」：≥200人次，待确认。")


def test_an_indicator_that_a_note_speaks_of_is_not_listed_twice() -> None:
    assert lay_out(THREE_CLASS, ["请确认「法律咨询人次」的指标值。"]).pending == ("请确认「法律咨询人次」的指标值。",)


def test_status_is_a_column_where_there_is_no_colour() -> None:
    form = lay_out(THREE_CLASS, status_column=True)
    assert [line[-1] for line in form.grids[1].lines()[:4]] == ["状态", "", "待确认", ""]
    assert form.legend is None


def test_a_classified_table_is_refused() -> None:
    with pytest.raises(ClassifiedError, match="涉密"):
        lay_out(THREE_CLASS.model_copy(update={"classified": True}))


def test_a_table_with_a_marked_row_is_refused_without_naming_it() -> None:
    table = GoalTable(name="培训经费", indicators=(Indicator(level3="甲"), Indicator(level3="采购数量（机密）")))
    with pytest.raises(ClassifiedError, match="有 1 行标有涉密") as refusal:
        lay_out(table)
    assert "采购" not in str(refusal.value)


def test_what_is_to_be_confirmed_takes_one_line_each() -> None:
    assert lay_out(GoalTable(name="培训经费"), ["请填写\n项目负责人。", " "]).pending == ("请填写项目负责人。",)


def test_goals_of_one_scope_are_numbered_from_one() -> None:
    table = GoalTable(name="培训经费", goals=(Goal(text="甲"), Goal(text="乙"), Goal(scope="annual", text="丙")))
    assert lines(table)[-2:] == [["总体绩效目标", "1. 甲\n2. 乙"], ["年度绩效目标", "丙"]]


def test_a_plan_of_many_dates_takes_several_pairs_of_rows() -> None:
    plan: dict[str, str | None] = {f"{month}月底": f"{month * 8}%" for month in range(1, 13)}
    rows = [line for line in lines(THREE_CLASS.model_copy(update={"spending_plan": plan})) if line[0].startswith("资金支出计划")]
    dates = [text for line in rows[::2] for text in line[1:]]
    shares = [text for line in rows[1::2] for text in line[1:]]
    assert dict(zip(dates, shares, strict=True)) == plan


def test_grid_places_cells_around_merged_ones() -> None:
    grid = Grid(((Cell("a", rows=2), Cell("b", columns=2)), (Cell("c"), Cell("d"))))
    assert [(at.row, at.column, at.cell.text) for at in grid.placed()] == [(0, 0, "a"), (0, 1, "b"), (1, 1, "c"), (1, 2, "d")]
    assert grid.lines() == [["a", "b"], ["a", "c", "d"]]


def test_fit_comes_nearest_to_the_wanted_widths() -> None:
    assert fit((25, 60, 25, 60), (21, 25, 39, 32, 53)) == (1, 2, 1, 1)
    assert fit((10, 10), (10, 10)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("甲\x00乙\x0b丙", "甲\ufffd乙\n丙"), ("甲\r\n乙\r丙", "甲\n乙\n丙"), ("\uffff\ud800", "\ufffd\ufffd"), ("🎉\t。", "🎉\t。")],
)
def test_what_no_file_can_hold_is_shown_as_lost(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_lines_are_counted_by_width() -> None:
    assert count_lines("", 20) == 1
    assert count_lines("字" * 100, 50) == 9
    assert count_lines("a" * 100, 50) == 5
    assert count_lines("甲\n乙", 50) == 2
