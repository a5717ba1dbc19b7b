"""An existing plan (实施方案、请示、预算说明): its facts are offered, and people confirm what goes into the request."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from assistant.drafting.fact import Fact
from assistant.drafting.facts import read_purpose
from assistant.drafting.measures import without_measure
from assistant.drafting.plans.clauses import clause_of
from assistant.drafting.plans.funding import read_funding
from assistant.drafting.plans.head import Said, labelled, read_budget, read_name, read_period, read_unit, read_year, says_budget
from assistant.drafting.plans.offer import Offered, OfferedFact, Plan
from assistant.drafting.plans.passages import Passage, passages_of
from assistant.drafting.plans.rows import Rows
from assistant.drafting.request import budget_year, refuse_secrets
from assistant.errors import ClassifiedError, InputError, NotAGoalTableError
from assistant.goals import GoalTable, format_target, parse_target
from assistant.goals.money import format_amount, parse_budget
from assistant.goals.secrecy import holds_secrets, is_classified
from assistant.goals.table import Funding
from assistant.goals.texts import texts_of
from assistant.quoting import gives_orders
from assistant.reading import ReadingLimits, read_tables
from assistant.reading.document import Block, Grid
from assistant.reading.formats.files import open_blocks
from assistant.reading.formats.limits import DEFAULT_LIMITS, Allowance
from assistant.reading.markup import plain_block

__all__ = ["Offered", "OfferedFact", "Plan", "purpose_of", "read_plan"]

_LONGEST_PERIOD, _LONGEST_PASSAGE, _EXCERPT = 40, 1000, 40
_MOST_TOLD, _MOST_FACTS = 30, 300
_SOME_TEXT = 200
"""Characters beside a goal table that make it the annex of a plan, and are no mere title and remarks."""
_SOURCE = re.compile("中央|[省市县区]级|上级|财政|配套|自筹|拨款|专项资金|赞助|捐赠|社会资金")


def read_plan(path: Path, limits: ReadingLimits = DEFAULT_LIMITS, *, today: date) -> Plan:
    """The facts of a plan in any readable file; a goal table in it says what it is about, its goals and the text beside it the rest.

    Raises:
        UnsupportedFormatError: a kind of file that no reader takes.
        InputError: it cannot be read, or not within the limits.
        ClassifiedError: it is marked 涉密, as a whole or anywhere in it.
    """
    allowance = Allowance(limits, path.name.encode("utf-8", "replace").decode())
    blocks = () if path.suffix.lower() == ".json" else open_blocks(path, allowance)
    lines = [line for block in blocks for line in _lines(block)]
    refuse_secrets(*("　".join(cells) for cells in lines))
    left_out = [f"{text}。" for text in allowance.left_out]
    table = _table(path, limits)
    orders = sum(map(gives_orders, texts_of(table) if table else (text for cells in lines for text in cells)))
    if orders:
        left_out.append(f"有 {orders} 处文字像是写给模型的指令，没有采用，请核对文件来源。")
    plan = _plan_of_table(table, blocks, today) if table else _plan_of_text(blocks, today)
    return replace(plan, left_out=(*left_out, *plan.left_out))


def purpose_of(facts: Sequence[OfferedFact]) -> str:
    """The text for a request that states the chosen facts."""
    clauses = list(dict.fromkeys(fact.clause for fact in facts))
    return "；".join(clauses) + ("。" if clauses else "")


def _lines(block: Block) -> Iterator[list[str]]:
    """The texts of each line of a block, from left to right."""
    rows = [[cell.text for cell in row.cells] for row in block.rows] if isinstance(block, Grid) else [[block.text]]
    for row in rows:
        if texts := [text for cell in row if (text := plain_block(cell))]:
            yield texts


def _table(path: Path, limits: ReadingLimits) -> GoalTable | None:
    """The one goal table with indicators of a file; None where there is none."""
    try:
        tables = [table for table in read_tables(path, limits) if table.indicators or table.classified]
    except NotAGoalTableError:
        return None
    if any(map(holds_secrets, tables)):
        raise ClassifiedError("表里标有涉密字样，本工具不处理涉密内容，请按保密规定在涉密设备上编制。")
    if not tables:
        return None
    if len(tables) > 1:
        raise InputError(f"「{path.name}」里有 {len(tables)} 张绩效目标表，请只保留本项目的一张后再试。")
    return tables[0]


def _plan_of_table(table: GoalTable, blocks: Sequence[Block], today: date) -> Plan:
    """What a goal table says of its project: its purpose, goals and rows are what is planned, and so is the text it is attached to."""
    year = table.year or budget_year(today)
    rows = [f"{row.level3}{row.value}" for row in table.indicators if row.value and parse_target(row.value).number]
    texts = [text for text in (table.purpose, *(goal.text for goal in table.goals), *rows) if text and not gives_orders(text)]
    prose = _prose(blocks)
    said = [*passages_of(prose, year)]
    annexed = any(isinstance(block, Grid) for block in blocks) and sum(map(len, prose)) >= _SOME_TEXT
    passages = [Passage(text, text, "", True) for text in texts]
    passages += said if annexed else []
    period = "至".join(dict.fromkeys(part for part in (table.period.start, table.period.end) if part)) if table.period else ""
    stated = Offered(table.budget_yuan, f"预算金额：{format_amount(table.budget_yuan)}") if table.budget_yuan else None
    budget = stated or _sum(read_budget(_sentences(said, likely=True)))
    facts, left_out = _offer(passages, year, budget.value if budget else None)
    return Plan(
        _field("项目名称", table.name) if not _is_named_after_file(table) else _text(read_name(prose)),
        _field("单位", table.unit),
        Offered(table.year, f"预算年度：{table.year}") if table.year else None,
        budget,
        _field("实施周期", period),
        _funding(table.funding, said, budget),
        facts,
        left_out,
    )


def _funding(stated: Funding | None, said: Sequence[Passage], budget: Offered[Decimal] | None) -> Offered[Funding] | None:
    """Where the money comes from: as the table states it, else as a sentence of what is planned does."""
    if stated is not None:
        return Offered(stated, "资金来源")
    found = read_funding(_sentences(said, likely=True), budget.value if budget else None)
    return Offered(*found) if found else None


def _is_named_after_file(table: GoalTable) -> bool:
    """Whether a table says no name itself: reading then calls it as its file is called."""
    return table.source is not None and Path(table.source.file).stem == table.name


def _field(label: str, text: str | None) -> Offered[str] | None:
    return Offered(text, f"{label}：{text}") if text and not gives_orders(text) else None


def _prose(blocks: Sequence[Block]) -> list[str]:
    """The paragraphs outside all tables."""
    return [text for block in blocks if not isinstance(block, Grid) for (text,) in _lines(block) if not gives_orders(text)]


def _plan_of_text(blocks: Sequence[Block], today: date) -> Plan:
    lines = [[text for text in cells if not gives_orders(text)] for block in blocks for cells in _lines(block)]
    prose = _prose(blocks)
    name = labelled(lines, "name") or read_name([cells[0] for cells in lines if cells])
    said_year = _year(labelled(lines, "year") or read_year(prose, name.text if name else "", today.year))
    year = said_year.value if said_year else budget_year(today)
    unit, period = labelled(lines, "unit") or read_unit(prose), read_period(prose) or labelled(lines, "period")
    passages, total = _passages(blocks, year)
    budget = _budget(labelled(lines, "budget")) or _sum(read_budget(_sentences(passages, likely=True))) or total
    budget = budget or _sum(read_budget(_sentences(passages, likely=False)))
    facts, left_out = _offer(passages, year, budget.value if budget else None)
    return Plan(
        _text(name),
        _text(unit),
        said_year,
        budget,
        _text(period) if period and len(period.text) <= _LONGEST_PERIOD else None,
        _funding(None, passages, budget),
        facts,
        left_out,
    )


def _sentences(passages: Sequence[Passage], *, likely: bool) -> list[str]:
    return list(dict.fromkeys(passage.sentence for passage in passages if passage.likely == likely))


def _text(said: Said | None) -> Offered[str] | None:
    return Offered(said.text, said.sentence) if said else None


def _year(said: Said | None) -> Offered[int] | None:
    match = re.search(r"20\d\d", said.text) if said else None
    return Offered(int(match[0]), said.sentence) if said and match else None


def _budget(said: Said | None) -> Offered[Decimal] | None:
    match = re.match(r"[\d,.]+(?:[十百千]?[万亿]|千)?元", said.text) if said else None
    try:
        return Offered(parse_budget(match[0]), said.sentence) if said and match else None
    except InputError:
        return None


def _sum(found: tuple[Decimal, str] | None) -> Offered[Decimal] | None:
    return Offered(*found) if found else None


def _passages(blocks: Sequence[Block], year: int) -> tuple[list[Passage], Offered[Decimal] | None]:
    """All passages in the order of the file, those of tables as their rows say it; and the total of a table of costs."""
    passages: list[Passage] = []
    total: Offered[Decimal] | None = None
    prose: list[str] = []
    title = ""
    for block in blocks:
        if not isinstance(block, Grid):
            texts = [text for line in _lines(block) for text in line if not gives_orders(text)]
            title = title or next(iter(texts), "")
            prose += texts
            continue
        passages += passages_of(prose, year)
        rows = Rows(block, f"{title}{prose[-1] if prose else ''}")
        prose = []
        for sentence, clauses in rows.sentences():
            if not gives_orders(sentence):
                passages += [Passage(sentence, clause, "", True) for clause in clauses]
        if total is None and (said := rows.total()):
            total = _budget(Said(said, f"合计　{said}"))
    return [*passages, *passages_of(prose, year)], total


def _offer(passages: Sequence[Passage], year: int, budget: Decimal | None) -> tuple[tuple[OfferedFact, ...], tuple[str, ...]]:
    """The facts of all passages, each once, and what is told of the rest; where money comes from and the whole of it are no facts."""
    found: list[tuple[Fact, OfferedFact]] = []
    untold: list[str] = []
    for passage in passages:
        if len(passage.text) > _LONGEST_PASSAGE or len(found) >= _MOST_FACTS:
            untold += [passage.text[:_EXCERPT]] if re.search(r"\d", passage.text) else []
            continue
        reading = read_purpose(passage.text, year)
        untold += [*reading.unread, *reading.background]
        for fact in reading.facts:
            if fact.kind in ("cost", "benefit") and (_SOURCE.search(fact.wording) or _is_whole(fact, budget)):
                continue
            offered = _offered(fact, passage, year)
            if offered is None:
                untold.append(fact.wording)
            else:
                _add(found, fact, offered)
    told = [text for text in dict.fromkeys(untold) if not says_budget(text, budget)]
    left_out = [f"「{text}」没有列为事实。" for text in told[:_MOST_TOLD]]
    left_out += [f"另有 {len(told) - _MOST_TOLD} 处数字没有列为事实。"] if len(told) > _MOST_TOLD else []
    return tuple(_with_rivals(fact, offered, found) for fact, offered in found), tuple(left_out)


def _offered(fact: Fact, passage: Passage, year: int) -> OfferedFact | None:
    clause = clause_of(fact, passage.text, year)
    if clause is None or is_classified(clause) or gives_orders(clause):
        return None
    likely = passage.likely and not (passage.organising and fact.kind == "count")
    return OfferedFact(_label(fact), clause, passage.sentence, likely)


def _add(found: list[tuple[Fact, OfferedFact]], fact: Fact, offered: OfferedFact) -> None:
    """Add a fact that is new; of two that are one, the planned one stays."""
    at = next((at for at, (other, _) in enumerate(found) if _says_same(fact, other)), None)
    if at is None:
        found.append((fact, offered))
    elif offered.likely and not found[at][1].likely:
        found[at] = (fact, offered)


def _label(fact: Fact) -> str:
    name = without_measure(fact.name) if fact.kind == "count" else fact.name
    return f"{name} {format_target(fact.target).removeprefix('≥' if fact.kind == 'count' else '').removeprefix('=')}"


def _says_same(one: Fact, other: Fact) -> bool:
    """Whether two facts are one: the same number of what one of the names says more fully."""
    values = [(fact.kind, fact.target.number, fact.target.upper, fact.target.unit, fact.target.text) for fact in (one, other)]
    if values[0] != values[1]:
        return False
    names = sorted((without_measure(fact.name) for fact in (one, other)), key=len)
    return names[0] == names[1] or (one.kind == "count" and names[1].endswith(names[0]) and len(names[0]) >= 3)


def _with_rivals(fact: Fact, offered: OfferedFact, others: Sequence[tuple[Fact, OfferedFact]]) -> OfferedFact:
    rivals = tuple(
        other.label for rival, other in others if rival.name == fact.name and rival.kind == fact.kind and rival.target != fact.target
    )
    return replace(offered, rivals=rivals)


def _is_whole(fact: Fact, budget: Decimal | None) -> bool:
    return budget is not None and fact.target.yuan is not None and Decimal(fact.target.yuan) == budget
