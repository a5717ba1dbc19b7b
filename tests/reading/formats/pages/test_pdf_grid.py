"""Tables of PDF files: merged cells, and columns that only alignment shows."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.reading.document import Grid
from assistant.reading.formats.pages.pdf import read_here
from tests.reading.pdfs import Piece, Press, plain_pieces

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
CHARS = st.sampled_from("目标绩效产出数量≥95%，。（）a1B 元人次")
WORDING = st.text(CHARS, min_size=0, max_size=30).map(
    lambda text: re.sub(r"(?<=[aB])[aB]+|(?<=[，。）])[，。）]+", "", re.sub(r"\s", "", text))
)
"""Letters stand alone: whether a break between two of them parts two words, no reader can tell; this press breaks anywhere. So do closing
marks, which this press never begins a line with: several of them would stand beyond the cell."""


def grid_of(press: Press) -> Grid:
    (grid,) = read_here(press.finish(), "表.pdf")
    assert isinstance(grid, Grid)
    return grid


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text.replace("\n", "") for cell in row.cells] for row in grid.rows]


def test_merged_cells_are_seen_once() -> None:
    press = Press()
    press.table([Piece(0, 0, "甲", columns=2), Piece(0, 2, "丙"), Piece(1, 0, "丁", rows=2), Piece(1, 1, "戊"), Piece(1, 2, "己"),
                 Piece(2, 1, "辛"), Piece(2, 2, "壬")])  # fmt: skip
    grid = grid_of(press)
    assert texts(grid) == [["甲", "", "丙"], ["丁", "戊", "己"], ["", "辛", "壬"]]
    assert [[cell.covered for cell in row.cells] for row in grid.rows] == [[False] * 3, [False] * 3, [True, False, False]]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(WORDING, min_size=width, max_size=width), min_size=2, max_size=8)))
def test_any_ruled_grid_comes_back(rows: list[list[str]]) -> None:
    rows = [["甲" * 3, *row] for row in rows]
    press = Press()
    press.table(plain_pieces(rows))
    assert texts(grid_of(press)) == rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_merge_comes_back(data: st.DataObject) -> None:
    """Rectangles taken out of a lattice at random are the cells that are read."""
    height, width = data.draw(st.integers(2, 6)), data.draw(st.integers(2, 5))
    free = {(row, column) for row in range(height) for column in range(width)}
    pieces: list[Piece] = []
    while free:
        row, column = min(free)
        columns = data.draw(st.integers(1, next(span for span in range(1, width + 2) if (row, column + span) not in free)))
        rows = data.draw(st.integers(1, 3))
        while any((row + down, column + right) not in free for down in range(rows) for right in range(columns)):
            rows -= 1
        pieces.append(Piece(row, column, f"第{len(pieces)}格", rows, columns))
        free -= {(row + down, column + right) for down in range(rows) for right in range(columns)}
    edges = {piece.column for piece in pieces} == set(range(width)) and {piece.row for piece in pieces} == set(range(height))
    press = Press()
    press.table(pieces)
    if len(pieces) == 1 or not edges:
        return  # lines that no cell shows cannot be read
    grid = grid_of(press)
    wanted = [["" for _ in range(width)] for _ in range(height)]
    covered = [[False] * width for _ in range(height)]
    for piece in pieces:
        wanted[piece.row][piece.column] = piece.text
        for down in range(1, piece.rows):
            for right in range(piece.columns):
                covered[piece.row + down][piece.column + right] = True
    assert texts(grid) == wanted
    assert [[cell.covered for cell in row.cells] for row in grid.rows] == covered


def test_a_table_open_at_its_sides() -> None:
    press = Press()
    canvas = press.canvas
    for y in (700, 680, 660):
        canvas.line(60, y, 500, y)
    for x in (200, 350):
        canvas.line(x, 660, x, 700)
    for x, y, text in ((65, 685, "甲"), (205, 685, "乙"), (355, 685, "丙"), (65, 665, "丁"), (355, 665, "己")):
        canvas.drawString(x, y, text)
    assert texts(grid_of(press)) == [["甲", "乙", "丙"], ["丁", "", "己"]]


def test_borders_drawn_as_thin_areas_and_a_frame_around_the_page() -> None:
    press = Press()
    canvas = press.canvas
    canvas.rect(20, 20, 555, 800)
    for y in (700, 680, 660):
        canvas.rect(60, y, 440, 0.6, stroke=0, fill=1)
    for x in (60, 200, 500):
        canvas.rect(x, 660, 0.6, 40, stroke=0, fill=1)
    for x, y, text in ((65, 685, "甲"), (205, 685, "乙"), (65, 665, "丙"), (205, 665, "丁")):
        canvas.drawString(x, y, text)
    assert texts(grid_of(press)) == [["甲", "乙"], ["丙", "丁"]]


def test_a_cell_set_sideways_is_read_from_its_side() -> None:
    press = Press()
    canvas = press.canvas
    canvas.grid([60, 100, 300], [500, 700])
    canvas.drawString(110, 600, "印制宣传资料")
    canvas.saveState()
    canvas.translate(85, 550)
    canvas.rotate(90)
    canvas.drawString(0, 0, "绩效指标")
    canvas.restoreState()
    assert texts(grid_of(press)) == [["绩效指标", "印制宣传资料"]]


def test_a_line_break_in_a_full_line_is_layout_and_others_stay() -> None:
    press = Press()
    goals = (
        "1.通过印制宣传资料，开展宣传活动，有效提高妇女维权意识，普及法律知识。\n2.调解。\n3.建设3.5万平方米的妇女之家并且保证全年正常运行"
    )
    press.table([Piece(0, 0, "绩效目标"), Piece(0, 1, goals)], shares=[1, 2])
    grid = grid_of(press)
    assert grid.rows[0].cells[1].text == goals


UNRULED = [
    HEADER,
    ["产出指标", "数量指标", "印制宣传资料", "≥10000份"],
    ["", "", "开展妇女儿童维权宣传进乡村进社区进学校活动", "≥5次"],
    ["", "质量指标", "宣传活动覆盖率", "100%"],
    ["效益指标", "社会效益指标", "维权知识知晓率", "有效提高妇女儿童的维权意识和能力"],
]


def test_columns_without_lines_are_found_by_alignment() -> None:
    for padding in (3.0, 6.0):
        press = Press(padding=padding)
        press.table(plain_pieces(UNRULED), ruled=False)
        assert texts(grid_of(press)) == UNRULED


def test_a_table_without_lines_goes_on_over_the_page_break() -> None:
    rows = [
        *UNRULED[:2],
        *(["", "", f"开展第{number}类妇女儿童维权宣传进乡村进社区活动", f"≥{number}次"] for number in range(60)),
        UNRULED[-1],
    ]
    press = Press(foot="— {} —", padding=5)
    press.table(plain_pieces(rows), ruled=False, cut=False)
    assert press.page > 1
    assert texts(grid_of(press)) == rows


def test_a_list_without_lines_whose_rows_are_close_keeps_its_rows() -> None:
    rows = [["序号", "项目", "金额"], *([str(number), f"第{number}个项目", f"{number}.50"] for number in range(1, 20))]
    press = Press(padding=0)
    press.table(plain_pieces(rows), ruled=False)
    assert texts(grid_of(press)) == rows


def test_tables_without_lines_whose_columns_fall_together_stay_apart() -> None:
    """A wide column of the first would take in three of the second, and two of their texts would be lost."""
    goals = "通过召开会议和开展活动提升履职能力保障机关运行管好后勤服务"
    press = Press(padding=6)
    press.table(
        plain_pieces([["预算数", goals, "四十", "其中", "三十"], ["用途", goals, "五十", "其他", "二十"]]),
        shares=[1, 4, 1, 1, 1],
        ruled=False,
    )
    press.table(plain_pieces([["产出", "数量", "次数", "三次"], ["效益", "社会", "人数", "十人"]]), shares=[1.5, 1.2, 1.2, 3], ruled=False)
    grids = [texts(block) for block in read_here(press.finish(), "表.pdf") if isinstance(block, Grid)]
    assert [row for grid in grids for row in grid][2:] == [["产出", "数量", "次数", "三次"], ["效益", "社会", "人数", "十人"]]
