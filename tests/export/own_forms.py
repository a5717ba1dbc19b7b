"""Forms of a unit's own, made for a test."""

import docx
import openpyxl

from assistant.settings import Settings

FILLED = "name: 某县表\nframework: three_class\nmerge: [一级指标]\n"
HEAD = [["项目名称", "{{项目名称}}"], ["绩效目标", "{{绩效目标}}"]]
GRID = [["一级指标", "三级指标", "指标值"], ["{{指标:一级指标}}", "{{指标:三级指标}}", "{{指标:指标值}}"]]


def make(settings: Settings, data: str = FILLED, rows: list[list[str]] | None = None, line: str = "某县绩效目标表") -> None:
    """A form of a unit's own, in both formats."""
    folder = settings.data_dir / "forms" / "county"
    (folder / "form.yaml").write_text(data, "utf-8")
    document, book = docx.Document(), openpyxl.Workbook()
    document.add_paragraph(line)
    sheet = book.worksheets[0]
    sheet.append([line])
    for part in [rows] if rows is not None else [HEAD, GRID]:
        table = document.add_table(0, max(map(len, part)))
        for texts in part:
            sheet.append(texts)
            for cell, text in zip(table.add_row().cells, texts, strict=False):
                cell.text = text
    document.save(str(folder / "form.docx"))
    book.save(folder / "form.xlsx")
