"""One value column per township, unit or month."""

from tests.reading.forms_of_text import named, read_form

LEVELS = "一级指标\t二级指标\t三级指标"


def test_values_of_several_places_are_joined() -> None:
    table = read_form(
        f"{LEVELS}\t目标值\n\t\t\t东街社区\t西街社区\n产出指标\t数量指标\t服务老人数\t300人\t200人\n\t\t建档率\t\t≥95%\n\t质量指标\t合格率\t100%\n"
    )
    assert named(table) == [("服务老人数", "东街社区 300人；西街社区 200人"), ("建档率", "西街社区 ≥95%"), ("合格率", "100%")]
    assert {doubt.place for doubt in table.doubts} >= {"indicators.0"}


def test_the_total_wins_and_the_parts_stay_unread() -> None:
    table = read_form(
        f"{LEVELS}\t指标值\t\t\t备注\n\t\t\t全县\t城关镇\t河口乡\n产出指标\t数量指标\t修路里程\t30公里\t18公里\t12公里\t含支线\n\t\t建桥\t\t1座\t2座\n"
    )
    assert named(table) == [("修路里程", "30公里"), ("建桥", "城关镇 1座；河口乡 2座")]
    assert {"修路里程 城关镇：18公里", "修路里程 河口乡：12公里", "修路里程 备注：含支线"} <= set(table.unread)


def test_places_without_a_heading_above_them() -> None:
    table = read_form(f"{LEVELS}\t城关镇\t河口乡\t东山街道\t西山村\n产出指标\t数量指标\t修路里程\t18公里\t12公里\t3公里\t1公里\n")
    assert named(table) == [("修路里程", "城关镇 18公里；河口乡 12公里；东山街道 3公里；西山村 1公里")]


def test_quarters_with_a_column_of_units() -> None:
    table = read_form(
        f"{LEVELS}\t计量单位\t指标值\n\t\t\t\t一季度\t二季度\t三季度\t四季度\n产出指标\t数量指标\t巡查次数\t次\t3\t6\t9\t12\n"
    )
    assert named(table) == [("巡查次数", "一季度 3次；二季度 6次；三季度 9次；四季度 12次")]


def test_a_heading_printed_again_in_every_column() -> None:
    table = read_form(
        f"{LEVELS}\t年度指标值\t年度指标值\t年度指标值\n{LEVELS}\t合计\t一中\t二中\n产出指标\t数量指标\t更换课桌\t500套\t300套\t200套\n"
    )
    assert named(table) == [("更换课桌", "500套")]
