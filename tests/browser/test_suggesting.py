"""An existing draft in a real browser: read, what it lacks, what is taken over, the file; and files that are none."""

import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from assistant.export import write_table
from assistant.goals import Goal, GoalTable, Indicator
from assistant.reading import read_tables
from tests.browser.editing import choose_panel, press, row_of
from tests.browser.files import download, upload
from tests.browser.grid import Grid
from tests.browser.server import Workbench
from tests.browser.waiting import open_page, wait_until_idle

TABLE = GoalTable(
    name="妇女维权服务经费",
    unit="某县妇女联合会",
    year=2027,
    budget_yuan=Decimal(200000),
    goals=(Goal(scope="annual", text="开展维权宣传活动12场，培训妇女干部200人。"),),
    indicators=(
        Indicator(level1="产出指标", level2="数量指标", level3="维权宣传活动场次", value="≥12场"),
        Indicator(level1="产出指标", level2="数量指标", level3="培训妇女干部人数", value="≥200人"),
        Indicator(level1="产出指标", level2="质量指标", level3="培训合格率", value="≥95%"),
    ),
)


def test_what_is_missing_is_found_taken_over_and_exported(page: Page, workbench: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "去年的表.docx"
    write_table(TABLE, file)
    open_page(page, f"{workbench.url}/suggest")
    upload(page, "放入文件", file)
    expect(page.get_by_text("绩效目标 1 条，指标 3 条")).to_be_visible()
    press(page, "用这张表，查找缺少的指标")
    page.get_by_role("button", name="采纳").first.wait_for()
    expect(page.get_by_text("必设").first).to_be_visible()
    press(page, "采纳")
    grid = Grid(page, "indicators")
    assert grid.height == 4
    names = [grid.read_cell(row, "三级指标") for row in range(4)]
    choose_panel(page, "导出")
    (table,) = read_tables(download(page, "下载 Word", tmp_path))
    assert [row.level3 for row in table.indicators] == names
    assert set(names) > {row.level3 for row in TABLE.indicators}


def test_what_a_document_writes_becomes_neither_link_nor_picture(page: Page, workbench: Workbench) -> None:
    host = "somewhere.example"
    bait = f"![甲](http://{host}/a.png) [乙](http://{host}) www.{host} https://{host}/b c@{host}"
    open_page(page, f"{workbench.url}/suggest")
    box = page.get_by_role("textbox", name="或者粘贴文字")
    box.fill(
        f"{bait}\n项目名称：维权经费 {bait}\n年度目标：宣传12场 {bait}。\n数量指标：宣传场次 {bait} ≥12场\n质量指标：合格率 ≥95% {bait}"
    )
    box.press("Control+Enter")
    wait_until_idle(page)
    expect(page.get_by_text("没有读懂的原文")).to_be_visible()
    for _ in range(2):  # as it was read, and in the editor
        assert host in page.get_by_role("main").inner_text().replace("\N{WORD JOINER}", "")
        expect(page.locator(f"a[href*='{host}'], img[src*='{host}']")).to_have_count(0)
        if page.get_by_role("button", name="用这张表，查找缺少的指标").count():
            press(page, "用这张表，查找缺少的指标")


def test_pasted_text_is_read_and_what_was_not_understood_is_shown(page: Page, workbench: Workbench) -> None:
    open_page(page, f"{workbench.url}/suggest")
    box = page.get_by_role("textbox", name="或者粘贴文字")
    box.fill("本表一式两份\n项目名称：妇女维权经费\n年度目标：宣传12场。\n数量指标：宣传活动场次 ≥12场\n质量指标：合格率 ≥95%")
    box.press("Control+Enter")
    wait_until_idle(page)
    expect(page.get_by_text("没有读懂的原文")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="本表一式两份")).to_be_visible()
    press(page, "用这张表，查找缺少的指标")
    assert row_of(Grid(page, "indicators"), "宣传活动场次") == 0


def zip_of(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/"), part)
    return content.getvalue()


BAD = {
    "empty": ("空.docx", b"", "「空.docx」是空文件，请检查是否保存成功。"),
    "not a document": (
        "说明.docx",
        b"plain words, not a document",
        "「说明.docx」已损坏或不是 Word 文档，请用 Word 或 WPS 打开后另存为 .docx 再试。",
    ),
    "damaged": (
        "坏.xlsx",
        b"PK\x03\x04" + b"\x00" * 200,
        "「坏.xlsx」已损坏或不是 Excel 工作簿，请用 Excel 或 WPS 打开后另存为 .xlsx 再试。",
    ),
    "bomb": (
        "大.docx",
        zip_of(word__document=b"<a/>", **{"[Content_Types].xml": b" " * 80_000_000}),
        "「大.docx」展开后过大，无法读取，请删去图片、空白行列等内容或拆分文件后再试。",
    ),
    "encrypted": (
        "加密.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000,
        "「加密.docx」已损坏、设有密码或格式不明，请用 Word 或 WPS 打开后另存为 .docx 再试。",
    ),
    "no table": (
        "通知.txt",
        "关于召开会议的通知，请各单位准时参加。".encode(),
        "「通知.txt」里没有找到绩效目标表，请确认文件中有绩效目标和绩效指标（如一级指标、三级指标、指标值）后重试。",
    ),
    "no text": ("截图.pdf", b"%PDF-1.4\n%%EOF", "「截图.pdf」已损坏或不是 PDF 文件，请重新导出或重新下载后再试。"),
    "classified": (
        "涉密.txt",
        "项目名称：某专项\n密级：机密★1年\n年度目标：略\n数量指标：甲 ≥1个".encode("gb18030"),
        "这张表标有涉密字样，不读取内容；请按保密规定在涉密设备上编制。",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD.keys())
def test_files_that_cannot_be_used_are_told_in_one_sentence(page: Page, workbench: Workbench, name: str, content: bytes, said: str) -> None:
    open_page(page, f"{workbench.url}/suggest")
    upload(page, "放入文件", FilePayload(name=name, mimeType="application/octet-stream", buffer=content))
    alert = page.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(said)
    expect(page.get_by_role("button", name="用这张表，查找缺少的指标")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)
