"""What a rule needs to be checked at all, and how it is told that it is not there."""

from collections.abc import Callable

from assistant.goals import Framework
from assistant.goals.taxonomy import SATISFACTION
from assistant.review import goals, money, parts, tasks, time
from assistant.review.drawers import VOTERS
from assistant.review.finding import Need, Rule
from assistant.review.subject import Row, Subject, level1_of

CLASSIFIED = "涉密，不检查内容"

_NEEDS: dict[Need, tuple[str, Callable[[Subject], bool]]] = {
    "rows": ("没有绩效指标", lambda subject: bool(subject.rows)),
    "classes": ("指标没有分一级、二级类别", lambda subject: subject.classed),
    "four_class": ("不是四分类框架", lambda subject: subject.table.framework is Framework.FOUR_CLASS),
    "project": ("不是项目绩效目标表", lambda subject: subject.table.kind == "project"),
    "department": ("不是部门整体绩效目标表", lambda subject: subject.table.kind == "department"),
    "promises": ("没有绩效目标和资金用途", lambda subject: bool(subject.table.goals or subject.table.purpose)),
    "much_text": ("名称、用途和目标的文字太少", lambda subject: len(goals.own_words(subject.table)) >= goals.ENOUGH_TEXT),
    "years": ("实施周期不足两年，或过长", lambda subject: time.adds_up(subject)),
    "budget_or_overview": ("没有预算金额，也没有支出概况", lambda subject: tasks.has_overview(subject)),
    "goals": ("没有绩效目标", lambda subject: bool(subject.table.goals)),
    "period_goals": ("没有同时写周期目标和年度目标", lambda subject: {"period", "annual"} <= {goal.scope for goal in subject.table.goals}),
    "year": ("不知道预算年度", lambda subject: subject.table.year is not None),
    "budget": ("没有预算金额", lambda subject: bool(subject.table.budget_yuan)),
    "funding": ("没有写资金来源", lambda subject: subject.table.funding is not None),
    "unit": ("不知道是哪个单位", lambda subject: bool(subject.table.unit or subject.table.department) or subject.own_text is not None),
    "own_text": ("不是由申报材料起草的表", lambda subject: subject.own_text is not None),
    "cost": ("没有写金额的成本指标", lambda subject: bool(parts.costs_of(subject.valued))),
    "total": ("没有总成本指标", lambda subject: _has_total(subject)),
    "pairing": ("没有能与数量相乘的单价", lambda subject: any(pairing.quantities for _, pairing in money.pairings(subject.valued))),
    "parts": ("分项成本不足两条", lambda subject: len(parts.costs_of(subject.valued)) > 1),
    "parts_alone": (
        "没有分项成本，或另有总成本",
        lambda subject: bool(parts.costs_of(subject.valued)) and not _has_total(subject),
    ),
    "period": ("没有写实施周期", lambda subject: subject.years is not None),
    "period_said": ("没有写实施周期", lambda subject: subject.table.period is not None),
    "period_values": ("没有实施周期指标值", lambda subject: any(row.indicator.period_value for row in subject.rows)),
    "plan": ("没有资金支出计划", lambda subject: bool(subject.table.spending_plan)),
    "basis": ("没有指标值确定依据栏", lambda subject: any(row.indicator.basis for row in subject.rows)),
    "descriptions": ("没有指标描述栏", lambda subject: any(row.indicator.description for row in subject.rows)),
    "weights": ("没有权重栏", lambda subject: any(row.indicator.weight for row in subject.rows)),
    "tasks": ("没有重点工作任务", lambda subject: bool(subject.table.tasks)),
    "task_money": ("没有写金额的重点工作任务", lambda subject: any(task.budget_yuan for task in subject.table.tasks)),
    "satisfaction": (
        "没有满意度指标",
        lambda subject: any(level1_of(row.indicator) == SATISFACTION or row.name.endswith(("满意度", "满意率")) for row in subject.rows),
    ),
    "rates": (
        "用百分比的指标太少",
        lambda subject: sum(row.target.unit == "%" for row in subject.valued) >= subject.data.standards.whole_of,
    ),
    "comparables": ("范例里近似的指标太少", lambda subject: any(len(subject.like(row)) >= VOTERS for row in subject.rows)),
    "comparable_values": ("范例里近似的取值太少", lambda subject: any(_has_values(row, subject) for row in subject.rows)),
    "standards": ("没有设置本地单价标准", lambda subject: bool(subject.data.standards.price_limits)),
    "siblings": ("文件里只有这一张表", lambda subject: bool(subject.siblings)),
    "model": ("没有请语言模型看表述", lambda subject: False),  # whoever asks one says so, see `with_remarks`
}


def _has_total(subject: Subject) -> bool:
    return any(money.TOTAL.search(row.name) for row in parts.costs_of(subject.valued))


def _has_values(row: Row, subject: Subject) -> bool:
    return sum(other.target is not None for other in subject.like(row)) >= subject.data.standards.comparables_least


def missing_for(rules: dict[str, Rule], subject: Subject) -> dict[str, str]:
    """Of the rules that cannot be checked on this table, what is missing, by rule id."""
    if subject.table.classified:
        return dict.fromkeys(rules, CLASSIFIED)
    reasons = {need: reason for need, (reason, there) in _NEEDS.items() if not there(subject)}
    missing = {rule.id: [reasons[need] for need in rule.needs if need in reasons] for rule in rules.values()}
    return {id_: words[0] for id_, words in missing.items() if words}
