"""What both pages about forms say is what they are, and their example works as it stands."""

import re
from pathlib import Path

import docx
import pytest
import yaml

from assistant.export.local import find_form, form_folders, placeholders, write_form
from assistant.export.local.form import FormData
from assistant.export.local.placeholders import KNOWN
from assistant.goals import Framework, Goal, GoalTable, Indicator
from assistant.goals.taxonomy import OUTPUT, QUANTITY, SATISFACTION, SERVED
from assistant.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("forms.md", "forms.zh-CN.md")}
pages = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
TABLE = GoalTable(
    name="妇女维权经费",
    budget_yuan="60000",
    framework=Framework.THREE_CLASS,
    goals=(Goal(text="开展普法宣传5场。"), Goal(text="调解纠纷30件。")),
    indicators=(
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="普法宣传场次", value="≥5场", basis="计划标准"),
        Indicator(level1=OUTPUT, level2=QUANTITY, level3="调解纠纷件数", value="≥30件", basis="历史标准"),
        Indicator(level1=SATISFACTION, level2=SERVED, level3="受助妇女满意度", value="≥95%"),
    ),
)


def example_tables(page: str) -> list[list[list[str]]]:
    blocks = re.findall(r"^\| \| \| \| \| \|\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()] for block in blocks]


@pages
def test_the_example(page: str, tmp_path: Path) -> None:
    given, wanted = example_tables(page)
    folder = tmp_path / "forms" / "county"
    folder.mkdir(parents=True)
    data = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert data
    (folder / "form.yaml").write_text(data[1], "utf-8")
    document = docx.Document()
    table = document.add_table(len(given), 5)
    for row, texts in zip(table.rows, given, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(folder / "form.docx"))
    notices = write_form([TABLE], tmp_path / "out.docx", find_form(Settings(data_dir=tmp_path), "county"))
    written = docx.Document(str(tmp_path / "out.docx")).tables[0]
    seen = [[cell.text.replace("\n", "") for cell in row.cells] for row in written.rows]
    for row, upper in zip(wanted[1:], wanted, strict=False):  # python-docx shows a merged cell in every row that it covers
        row[:2] = [text or (above if row[2] else text) for text, above in zip(row[:2], upper[:2], strict=True)]
    assert seen == wanted
    assert notices == ()


@pages
def test_every_shipped_form_key_and_placeholder_is_described(page: str) -> None:
    assert set(re.findall(r"^\| `([a-z_0-9]+)` \| .* \| .* \| .* \|$", page, re.MULTILINE)) == set(form_folders(Settings()))
    assert set(re.findall(r"^\| `([a-z_]+)` \| [^|]* \| [^|]* \|$", page, re.MULTILINE)) == set(FormData.model_fields)
    assert [name for name in KNOWN if f"{{{{{name}}}}}" not in page] == []


def test_every_shipped_form_has_a_name_that_people_know() -> None:
    names = [yaml.safe_load((folder / "form.yaml").read_text("utf-8"))["name"] for folder in form_folders(Settings()).values()]
    assert len(set(names)) == len(names)


def test_the_pages_lead_to_each_other_and_messages_to_the_chinese_one() -> None:
    assert "](forms.zh-CN.md)" in PAGES["forms.md"]
    assert "](forms.md)" in PAGES["forms.zh-CN.md"]
    assert (DOCS.parent / placeholders.PAGE).is_file()
