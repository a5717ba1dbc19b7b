"""Tables with faults, reviewed and corrected."""

from assistant.goals import GoalTable, Source
from assistant.reporting import Entry, examine
from tests.review.samples import DATA, SOUND, table_of

FAULTY = table_of(
    *SOUND[:3],
    ("质量指标", "资料|达标率", "95百分比"),
    *SOUND[3:5],
    ("成本指标", "项目总成本", "≤30000元"),
    *SOUND[5:],
    ("数量指标", "印发资料份数", None),
    source=Source(file="某区_2024.docx", location="第1张表"),
)
"""Two slips in one value, a cost beyond the budget, a row without a value and out of its place."""


def reviewed(table: GoalTable = FAULTY) -> Entry:
    return examine(table, DATA)


def corrected(table: GoalTable = FAULTY) -> Entry:
    return examine(table, DATA, fix=True)
