from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.drafting.plan import read_plan

PLAN = """妇女创业培训项目实施方案
项目总预算35万元。
2027年举办培训4期，培训妇女200人。
资金来源：上级资金20万元、本级财政资金10万元，自筹5万元。
"""


def test_a_plan_offers_where_its_money_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, "utf-8")
    plan = read_plan(path, today=date(2026, 11, 1))
    assert plan.funding
    assert (plan.funding.value.fiscal_yuan, plan.funding.value.other_yuan) == (Decimal(300_000), Decimal(50_000))
    assert "资金来源" in plan.funding.sentence
    assert not [fact for fact in plan.facts if "资金" in fact.label]
