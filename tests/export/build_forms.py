"""Makes the documents of the shipped forms: `python -m tests.export.build_forms` writes them to corpus/forms.

They are committed as documents, since people open and change them; this module says how they came about, and a test that they still say
what it says.
"""

from dataclasses import dataclass
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from openpyxl.utils import get_column_letter

from assistant.export import word, workbook, xlsx
from assistant.export.grid import Cell, Grid
from assistant.export.typography import TITLE_SIZE

FORMS = Path(__file__).parents[2] / "corpus" / "forms"

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Layout:
    """A form as it is printed: title, lines below it (left and right), and grids that share the columns `widths` (millimetres).

    `row` is the least height of a row in Word, in millimetres.
    """

    title: str
    widths: tuple[int, ...]
    grids: tuple[Grid, ...]
    subtitle: str = ""
    left: str = ""
    right: str = ""
    joined: bool = True
    row: float = 8


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, "heading")


def word_cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows)


def prose(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(text, columns, rows, "prose")


def indicators(*names: str, spans: tuple[int, ...], headings: tuple[str, ...] = ()) -> tuple[Row, Row]:
    """The heading row of a grid of indicators, and the row that is repeated."""
    shown = headings or names
    top = tuple(head(text, span) for text, span in zip(shown, spans, strict=True))
    free = ("三级指标", "指标描述")
    row = tuple(
        prose(f"{{{{指标:{name}}}}}", span) if name in free else word_cell(f"{{{{指标:{name}}}}}", span)
        for name, span in zip(names, spans, strict=True)
    )
    return top, row


def central_2021() -> Layout:
    top, row = indicators(
        "一级指标", "二级指标", "三级指标", "指标值", "权重", spans=(1, 1, 1, 1, 1),
        headings=("一级指标", "二级指标", "三级指标", "指标值", "分值权重"),
    )  # fmt: skip
    particulars: tuple[Row, ...] = (
        (head("项目名称"), word_cell("{{项目名称}}", 5)),
        (head("主管部门"), word_cell("{{主管部门}}", 2), head("实施单位"), word_cell("{{单位}}", 2)),
        (head("项目资金\n（{{金额单位}}）", rows=3), head("年度资金总额", 2), word_cell("{{预算数}}", 3)),
        (head("其中：财政拨款", 2), word_cell("{{财政资金}}", 3)),
        (head("其他资金", 2), word_cell("{{其他资金}}", 3)),
        (head("总体目标"), prose("{{绩效目标}}", 5)),
    )
    return Layout(
        "项目支出绩效目标表",
        (24, 24, 28, 43, 33, 18),
        (Grid(particulars), Grid(((head("绩效指标", rows=2), *top), row), heading_rows=1)),
        subtitle="（{{年度}}年度）",
    )


def _budget(*spans: int) -> Row:
    labels = ("预算数", "{{预算数}}", "其中：财政资金", "{{财政资金}}", "其他资金", "{{其他资金}}")
    cells = [word_cell(text, span) if "{{" in text else head(text, span) for text, span in zip(labels, spans, strict=True)]
    return (head("预算规模及资金用途", rows=2), *cells)


def hebei() -> Layout:
    months = ("3月底", "6月底", "10月底", "12月底")
    particulars: tuple[Row, ...] = (
        (head("项目编码"), word_cell("{{项目编码}}", 3), head("项目名称", 2), word_cell("{{项目名称}}", 3)),
        _budget(1, 2, 1, 2, 1, 1),
        (prose("{{资金用途}}", 8),),
        (head("资金支出\n计划（%）", rows=2), *(head(month, 2) for month in months)),
        tuple(word_cell(f"{{{{支出计划:{month}}}}}", 2) for month in months),
        (head("绩效目标"), prose("{{绩效目标}}", 8)),
    )
    grid = Grid(
        indicators(
            "一级指标", "二级指标", "三级指标", "指标描述", "指标值", "指标值确定依据", spans=(1, 1, 2, 2, 2, 1),
            headings=("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"),
        ),
        heading_rows=1,
    )  # fmt: skip
    return Layout(
        "{{标题}}",
        (24, 20, 18, 18, 18, 18, 18, 18, 18),
        (Grid(particulars), grid),
        left="{{其他:单位编码}}{{单位}}",
        right="单位：{{金额单位}}",
        joined=False,
    )


def tianjin() -> Layout:
    particulars: tuple[Row, ...] = (
        (head("项目名称"), word_cell("{{项目名称}}", 9)),
        _budget(1, 2, 2, 2, 1, 1),
        (prose("{{资金用途}}", 9),),
        (head("绩效目标"), prose("{{绩效目标}}", 9)),
    )
    grid = Grid(
        indicators(
            "一级指标", "二级指标", "三级指标", "指标描述", "指标值", spans=(1, 1, 3, 3, 2),
            headings=("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"),
        ),
        heading_rows=1,
    )  # fmt: skip
    return Layout(
        "{{标题}}",
        (24, 26, 14, 14, 14, 14, 14, 14, 18, 18),
        (Grid(particulars), grid),
        left="{{其他:单位编码}}{{单位}}",
        right="单位：{{金额单位}}",
        joined=False,
    )


def qinghai() -> Layout:
    rows: tuple[Row, ...] = (
        tuple(head(text) for text in ("单位编码", "单位及项目名称", "金额 ({{金额单位}})", "绩效目标", "绩效指标")),
        (word_cell("合计"), word_cell(""), word_cell("{{金额合计}}"), prose(""), prose("")),
        (word_cell("{{其他:单位编码}}"), word_cell("{{单位}}"), word_cell("{{金额合计}}"), prose(""), prose("")),
        (word_cell("{{序号}}"), prose("{{项目名称}}"), word_cell("{{预算数}}"), prose("{{绩效目标}}"), prose("{{绩效指标}}")),
    )
    return Layout("{{单位}}{{年度}}年部门预算项目支出绩效目标公开表", (17, 28, 24, 44, 57), (Grid(rows, heading_rows=1),))


def guangzhou() -> Layout:
    headings = ("单位编码", "单位名称\n（项目名称）", "预算", "项目内容", "项目绩效目标", "项目主要绩效指标")
    rows: tuple[Row, ...] = (
        tuple(head(text) for text in headings),
        tuple(word_cell(str(number)) for number in range(1, 7)),
        (
            word_cell("{{其他:单位编码}}"),
            prose("{{项目名称}}"),
            word_cell("{{预算数}}"),
            prose("{{资金用途}}"),
            prose("{{绩效目标}}"),
            prose("{{绩效指标}}"),
        ),
    )
    return Layout(
        "部门预算项目支出绩效目标表",
        (19, 25, 24, 32, 33, 37),
        (Grid(rows, heading_rows=2),),
        left="{{单位}}",
        right="单位：{{金额单位}}",
    )


def guangdong() -> Layout:
    top, row = indicators("一级指标", "二级指标", "三级指标", "实施周期指标值", "指标值", spans=(1, 1, 1, 1, 1),
                          headings=("一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"))  # fmt: skip
    labels = ("项目名称", "项目类型", "项目等级", "主管部门", "用款单位")
    names = ("项目名称", "项目类型", "其他:项目等级", "主管部门", "单位")
    simple = tuple((head(label), word_cell(f"{{{{{name}}}}}", 5)) for label, name in zip(labels, names, strict=True))
    particulars: tuple[Row, ...] = (
        *simple,
        (head("实施周期"), head("起始年度"), word_cell("{{起始年度}}"), head("到期年度"), word_cell("{{到期年度}}", 2)),
        (head("{{年度}}年预算\n金额({{金额单位}})"), word_cell("{{预算数}}", 5)),
        (head("总体绩效目标", rows=4), head("实施周期总目标", 5)),
        (prose("{{周期目标}}", 5),),
        (head("{{年度}}年度目标", 5),),
        (prose("{{年度目标}}", 5),),
    )
    grid = Grid(((head("绩效指标", rows=2), *top), row), heading_rows=1)
    return Layout("项目绩效目标表", (25, 21, 32, 36, 28, 28), (Grid(particulars), grid), row=6.5)


def zhanjiang_department() -> Layout:
    top, row = indicators("一级指标", "二级指标", "三级指标", "指标值", spans=(1, 1, 2, 1))
    money = "预算金额\n（{{金额单位}}）"
    particulars: tuple[Row, ...] = (
        (head("预算单位名称"), word_cell("{{单位}}", 5)),
        (head("主管部门名称"), word_cell("{{主管部门}}", 5)),
        (
            head("财政供养人员数"),
            head("在职人数", 2),
            word_cell("{{其他:在职人数}}"),
            head("离退休人数"),
            word_cell("{{其他:离退休人数}}"),
        ),
        (head("预算整体情况", rows=6), head("按支出类型划分", 2), head(money), head("按收入来源划分"), head(money)),
        (head("其中：基本支出", 2), word_cell("{{其他:基本支出}}"), head("其中：财政拨款"), word_cell("{{财政资金}}")),
        (head("项目支出", 2), word_cell("{{其他:项目支出}}"), head("其他资金"), word_cell("{{其他资金}}")),
        (head("按预算级次划分", 2), head(money.replace("\n", ""), 3)),
        (head("其中：市本级使用资金", 2), word_cell("{{其他:市本级使用资金}}", 3)),
        (head("拟转移支付市县资金", 2), word_cell("{{其他:拟转移支付市县资金}}", 3)),
        (head("总体绩效目标"), prose("{{绩效目标}}", 5)),
    )
    tasks: tuple[Row, ...] = (
        (
            head("年度重点工作任务", rows=2),
            head("名称"),
            head("主要实施内容", 2),
            head("拟投入的资金\n（{{金额单位}}）"),
            head("期望达到的目标\n（概述）"),
        ),
        (prose("{{任务:名称}}"), prose("{{任务:主要实施内容}}", 2), word_cell("{{任务:拟投入的资金}}"), prose("{{任务:期望达到的目标}}")),
        (head("其他需完成的任务(可选填)", rows=2), word_cell("无"), word_cell("无", 2), word_cell("0"), word_cell("无")),
        (word_cell("无"), word_cell("无", 2), word_cell("0"), word_cell("无")),
    )
    grid = Grid(((head("绩效指标", rows=2), *top), row), heading_rows=1)
    return Layout("{{标题}}", (28, 22, 28, 22, 28, 42), (Grid(particulars), Grid(tasks, heading_rows=1), grid))


LAYOUTS = {
    layout.__name__: layout for layout in (central_2021, guangdong, guangzhou, hebei, qinghai, tianjin, zhanjiang_department)
}  # fmt: skip


def build_word(layout: Layout) -> bytes:
    document = word.new_document("")
    document.add_paragraph(layout.title, word.TITLE)
    if layout.subtitle:
        document.add_paragraph(layout.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if layout.left or layout.right:
        line = document.add_paragraph(f"{layout.left}\t{layout.right}")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(sum(layout.widths)), WD_TAB_ALIGNMENT.RIGHT)
    for number, grid in enumerate(layout.grids):
        if number:
            gap = document.add_paragraph(style=word.GAP)
            if layout.joined:
                gap.paragraph_format.line_spacing = Pt(1)
        word.add_grid(document, grid, layout.widths)
    for table_row in (each for table in document.tables for each in table.rows):
        table_row.height = Mm(layout.row)
    return word.bytes_of(document)


def build_excel(layout: Layout) -> bytes:
    book = workbook.new_workbook("")
    sheet = book.worksheets[0]
    sheet.title = xlsx.SHEET_TITLE
    xlsx.set_columns(sheet, layout.widths)
    last, width = len(layout.widths), float(sum(layout.widths))
    workbook.put_line(sheet, layout.title, last, width, workbook.Look(size=TITLE_SIZE, bold=True, align="center"))
    if layout.subtitle:
        workbook.put_line(sheet, layout.subtitle, last, width, workbook.Look(align="center"))
    if layout.left or layout.right:
        row, middle = sheet.max_row + 1, last - 3
        workbook.put_text(workbook.cell_at(sheet, row, 1), layout.left, workbook.Look())
        workbook.put_text(workbook.cell_at(sheet, row, middle + 1), layout.right, workbook.Look(align="right"))
        sheet.merge_cells(f"A{row}:{get_column_letter(middle)}{row}")
        sheet.merge_cells(f"{get_column_letter(middle + 1)}{row}:{get_column_letter(last)}{row}")
        sheet.row_dimensions[row].height = workbook.LEAST_HEIGHT
    for number, grid in enumerate(layout.grids):
        top = sheet.max_row + 1
        if number and not layout.joined:
            sheet.row_dimensions[top].height = 6.0
            top += 1
        xlsx.add_grid(sheet, grid, layout.widths, top, over_pages=False)
    for cells in sheet.iter_rows():
        if any("{{" in str(cell.value) for cell in cells):  # as high as what is filled in will need
            sheet.row_dimensions[cells[0].row or 1].height = workbook.LEAST_HEIGHT
    workbook.set_page(sheet)
    return workbook.bytes_of(book)


def main() -> None:
    for name, layout in LAYOUTS.items():
        folder = FORMS / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "form.docx").write_bytes(build_word(layout()))
        (folder / "form.xlsx").write_bytes(build_excel(layout()))


if __name__ == "__main__":
    main()
