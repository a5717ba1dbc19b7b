"""No input makes the reader crash, and no cell of a grid disappears."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import AssistantError
from assistant.reading import read_tables, read_text_tables
from assistant.reading.formats.text import read_csv, read_text
from assistant.reading.recogniser.goal_text import split_numbered
from assistant.reading.recogniser.item_text import split_item

CORPUS = Path(__file__).parents[2] / "corpus" / "documents"
LAYOUTS = Path(__file__).parent / "layouts"
SOURCES = [path.read_bytes().decode("utf-8", "ignore") for path in sorted([*CORPUS.glob("*.txt"), *LAYOUTS.glob("*.txt")])]

WORDS = (
    "项目名称 一级指标 二级指标 三级指标 指标值 指标名称 绩效目标 绩效指标 年度目标 预算数 单位：万元 项目支出绩效目标表 "
    "资金支出计划 3月底 6月底 名称 主要实施内容 拟投入的资金（万元） 产出指标 数量指标 成本指标 服务对象满意度 ≥95% 12 无 合计 "
    "1 2 5 6 涉密 （一）甲 一、乙 目标1： 其中： | - --- ， ： （ = ＝ 1. ① 部门整体绩效目标"
).split()

fragments = st.sampled_from([*WORDS, "\t", "\n", "\n\n", " ", "\t\t", "<p>", "</p>", "<br/>"]) | st.text(max_size=8)


@settings(max_examples=300)
@given(st.lists(fragments, max_size=60).map("".join))
def test_no_text_makes_the_reader_crash(text: str) -> None:
    try:
        tables = read_text_tables(text, "任意.txt")
    except AssistantError:
        return
    assert all(table.source for table in tables)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SOURCES), st.data())
def test_no_damaged_document_makes_the_reader_crash(source: str, data: st.DataObject) -> None:
    lines = source.splitlines()
    start = data.draw(st.integers(0, len(lines)))
    end = data.draw(st.integers(start, min(len(lines), start + 60)))
    kept = lines[:start][-30:] + data.draw(st.lists(fragments, max_size=6)) + lines[end : end + 60]
    try:
        read_text_tables("\n".join(kept), "残缺.txt")
    except AssistantError:
        pass


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), ending=st.sampled_from([".txt", ".csv", ".md", ".docx", ".xlsx", ".json"]))
def test_no_bytes_make_the_reader_crash(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"任意{ending}"
    path.write_bytes(data)
    try:
        read_tables(path)
    except AssistantError as error:
        message = str(error)
    else:
        message = "读到了。"
    assert message.endswith("。")


@given(st.text(max_size=60))
def test_text_parts_take_anything(text: str) -> None:
    split_item(text)
    split_numbered([text])
    read_text(text)
    read_csv(text)


COLUMNS = "一级指标 二级指标 三级指标 绩效指标描述 实施周期指标值 指标值 指标值确定依据 分值 备注 计算符号 计量单位 我的栏目".split()
FIELDS = "项目名称 主管部门 实施单位 项目编码 项目类型 预算数 其他资金 资金用途 绩效目标 年度目标 项目等级 我的标签 联系人".split()
CLASSES = ["产出指标", "效益指标", "数量指标", "质量指标", "社会效益指标", "满意度指标", "服务对象满意度指标", ""]
SHAPES = ["≥{}场", "{}%", "甲{}率", "乙丙{}", "{}年12月底前", "历史标准{}", "{}", ""]


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A form with fields and a grid, whose cells all carry a number of their own; class names aside."""
    number = iter(range(100001, 200000))

    def cell() -> str:
        return draw(st.sampled_from(SHAPES)).format(next(number))

    width = draw(st.integers(4, 8))
    rows = []
    for label in draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=5)):
        rows.append(([label, cell()] + [cell() for _ in range(draw(st.integers(0, 2)))])[:width])
    others = [column for column in COLUMNS if column not in ("三级指标", "指标值")]
    header = ["三级指标", "指标值", *draw(st.lists(st.sampled_from(others), unique=True, max_size=width - 2))]
    rows.append([column for column in COLUMNS if column in header])
    rows.append(["名称甲", "≥1场"] if len(header) == 2 else ["产出指标", "数量指标", "名称甲率", "≥1场"])
    for _ in range(draw(st.integers(1, 6))):
        classes = [draw(st.sampled_from(CLASSES)) for _ in range(draw(st.integers(0, 2)))]
        rows.append((classes + [cell() for _ in range(width)])[: draw(st.integers(1, width))])
    return rows


@settings(max_examples=300)
@given(grids())
def test_every_cell_ends_in_a_field_or_stays_unread(rows: list[list[str]]) -> None:
    try:
        tables = read_text_tables("\n".join("\t".join(row) for row in rows), "表.txt")
    except AssistantError:
        return
    kept = "".join(table.model_dump_json(exclude={"source"}) for table in tables).replace(",", "")
    numbers = [digits for row in rows for cell in row if (digits := "".join(filter(str.isdecimal, cell))) and len(digits) >= 6]
    assert [digits for digits in numbers if digits[:6] not in kept] == []
