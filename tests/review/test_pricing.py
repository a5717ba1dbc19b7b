from decimal import Decimal

from tests.review.samples import find, table_of


def test_what_is_paid_per_person_and_year_is_not_paid_per_visit() -> None:
    rows = [
        ("数量指标", "服务老年人人数", "≥2000人"),
        ("数量指标", "上门服务人次", "≥48000人次"),
        ("成本指标", "养老补贴标准", "≤1500元/人·年"),
    ]
    assert find("MONEY-03", table_of(*rows, budget_yuan=Decimal(3_600_000))) == []
    assert len(find("MONEY-03", table_of(*rows, budget_yuan=Decimal(2_000_000)))) == 1
