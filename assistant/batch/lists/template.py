"""An empty list of projects for people to fill in, with a sheet that explains its columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.errors import UnsupportedFormatError
from assistant.export.files import write_atomically
from assistant.export.workbook import BORDER, Look, bytes_of, cell_at, new_workbook, put_text
from assistant.export.xlsx import set_columns

TITLE, EXPLANATION = "项目清单", "填写说明"
_COLUMNS = (
    ("项目名称", 60, "必填", "写全称，不超过 120 个字。", "妇女维权服务经费"),
    ("预算（万元）", 26, "必填", "只写数字时单位为万元，也可以写成 20万元、200000元。", "20"),
    ("财政资金（万元）", 28, "选填", "预算里的财政拨款，上级补助也在内；填了两栏资金来源的，合计应等于预算。", "18"),
    ("其他资金（万元）", 28, "选填", "自筹等不是财政拨款的部分；没有就写 0 或留空。", "2"),
    ("实施单位", 45, "选填", "写全称。", "某某县妇女联合会"),
    ("预算年度", 22, "选填", "四位年份；不填时取项目名称里的年份，或正在编制的年度。", "2027"),
    (
        "资金用途",
        90,
        "选填",
        "做什么、做多少、什么时候完成，写得越具体，起草的指标值越准。",
        "开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次，12月底前完成",
    ),
    ("指标框架", 24, "选填", "三分类（成本在产出下）或四分类（成本单列）；不填为四分类。", "四分类"),
    ("项目编码", 34, "选填", "写进目标表。", "330102261000000012345"),
    ("联系人", 24, "选填", "原样带到结果里，便于退回核对。", "张三"),
)
"""Heading, width in millimetres, whether it must be filled in, how, and an example."""
_REMARKS = (
    "每行一个项目，空行不影响；表头可以改成本单位的叫法，列的次序可以变。",
    "资金来源可以按 中央资金、省级资金、县级配套、自筹资金 等分成几栏，合计等于预算的，加起来写进目标表。",
    "可以自行增加列（如 科室、联系电话），内容会原样带到结果里。",
    "标有涉密字样的项目不要写进清单，本工具不处理涉密内容。",
)
_HEADING = Look(bold=True, align="center", border=BORDER, number_format="General")
_TEXT = Look(border=BORDER)
_PREPARED_ROWS = 500


def write_list_template(path: Path) -> None:
    """Write an empty list to `path`, ending in .xlsx: one sheet to fill in, and one that explains its columns with an example.

    Raises:
        UnsupportedFormatError: another ending.
        ExportError: the file cannot be written there.
    """
    if path.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"清单模板不能写成「{path.name}」，文件名请以 .xlsx 结尾。")
    workbook = new_workbook(TITLE)
    sheet = workbook.worksheets[0]
    sheet.title = TITLE
    set_columns(sheet, [column[1] for column in _COLUMNS])
    _put_row(sheet, 1, [column[0] for column in _COLUMNS], _HEADING)
    sheet.freeze_panes = "A2"
    choice: Any = DataValidation(type="list", formula1='"三分类,四分类"', allow_blank=True, showErrorMessage=False)
    column = get_column_letter(1 + [heading for heading, *_ in _COLUMNS].index("指标框架"))
    choice.add(f"{column}2:{column}{_PREPARED_ROWS}")
    sheet.add_data_validation(choice)
    _explain(workbook.create_sheet(EXPLANATION))
    write_atomically(path, bytes_of(workbook))


def _explain(sheet: Worksheet) -> None:
    set_columns(sheet, [30, 18, 90, 90])
    _put_row(sheet, 1, ["列", "是否必填", "怎么填", "例子"], _HEADING)
    for row, (heading, _, needed, how, example) in enumerate(_COLUMNS, 2):
        _put_row(sheet, row, [heading, needed, how, example], _TEXT)
    for row, remark in enumerate(_REMARKS, len(_COLUMNS) + 3):
        put_text(cell_at(sheet, row, 1), remark, Look(number_format="General"))
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)


def _put_row(sheet: Worksheet, row: int, texts: Sequence[str], look: Look) -> None:
    for column, text in enumerate(texts, 1):
        put_text(cell_at(sheet, row, column), text, look)
