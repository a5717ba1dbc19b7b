"""What a form says on each page is no running head."""

from pathlib import Path

from assistant.reading import read_tables
from tests.reading.pdfs import Press, plain_pieces


def test_each_form_keeps_the_unit_its_money_counts_in(tmp_path: Path) -> None:
    press = Press(head="金额单位：万元", foot="- {} -")
    for number in range(4):
        rows = [["项目名称", f"项目{'甲乙丙丁'[number]}"], ["资金总额", str(12500 + number)], ["绩效目标", "完成全年任务，提高服务水平。"]]
        press.table(plain_pieces([*rows, ["三级指标", "指标值"], ["培训场次", f"≥{number + 2}场"]]))
        if number < 3:
            press.turn()
    (tmp_path / "表.pdf").write_bytes(press.finish())
    tables = read_tables(tmp_path / "表.pdf")
    assert [(table.name, int(table.budget_yuan or 0)) for table in tables] == [
        (f"项目{'甲乙丙丁'[number]}", (12500 + number) * 10000) for number in range(4)
    ]
    assert not any(table.unread for table in tables)
