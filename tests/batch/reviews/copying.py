"""Tables copied as people copy them, and how many are found: the figures of docs/batch.md. `python -m tests.batch.reviews.copying`."""

import argparse
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.batch.reviews.likeness import Pair, find_alike
from assistant.errors import AssistantError
from assistant.exemplars.exemplar import place_of
from assistant.goals import Goal, GoalTable, Indicator
from assistant.goals.secrecy import holds_secrets
from assistant.reading import read_tables
from assistant.settings import Settings

UNSEEN = Path(__file__).parents[2] / "reading" / "unseen" / "documents"
LEAST_ROWS = 4
"""Rows below which a table says too little to be told from another."""
_UNITS = ("青山县妇女联合会", "临江市教育局", "永安区民政局", "云溪县卫生健康局", "南屏市文化和旅游局", "东湖区司法局", "北岭县农业农村局")
_WORDS = (
    ("开展", "组织开展"), ("完成", "按期完成"), ("举办", "组织举办"), ("提升", "提高"), ("活动", "主题活动"), ("工作", "相关工作"),
    ("宣传", "宣传教育"), ("人数", "人员数量"), ("次数", "频次"), ("及时率", "及时性"), ("费用", "支出"), ("数量", "总数"),
    ("保障", "切实保障"), ("加强", "进一步加强"), ("服务", "公共服务"), ("项目", "专项"),
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE = re.compile("(?<=[，；。;])")


@dataclass(frozen=True)
class Copy:
    """A copy, and the place of what it was copied from."""

    of: int
    table: GoalTable


@dataclass(frozen=True)
class Pains:
    """What somebody takes to make a copy look like a table of their own.

    Attributes:
        numbers: share of the numbers that are changed, from and to.
        rows: share of the indicators that are put in other words, from and to; a third of them at most is left out, and two are added.
        clauses: share of the clauses of the goals that are put in other words.
        rewritten: whether the goals are others altogether.
    """

    numbers: tuple[float, float] = (0.1, 0.4)
    rows: tuple[float, float] = (0.1, 0.25)
    clauses: float = 0.2
    rewritten: bool = False


USUAL = Pains()
GREAT = Pains((0.4, 0.8), (0.3, 0.5), 0.6)
REWRITTEN = Pains(rewritten=True)
STOCK = (("群众满意度", "≥90%"), ("资金支付及时率", "100%"), ("项目按期完成率", "100%"), ("预算控制数", "≤100万元"), ("验收合格率", "≥98%"))
"""Rows that everybody has."""


def with_stock(tables: Sequence[GoalTable]) -> list[GoalTable]:
    """The tables with the rows that everybody has beside their own."""
    stock = tuple(Indicator(level3=name, value=value) for name, value in STOCK)
    return [table.model_copy(update={"indicators": (*table.indicators, *stock)}) for table in tables]


def copy_of(table: GoalTable, others: Sequence[GoalTable], chance: random.Random, pains: Pains = USUAL) -> GoalTable:
    """The table as somebody of another unit, or the same a year later, hands it in."""
    unit = chance.choice(_UNITS) if chance.random() < 0.7 else table.unit
    share = chance.uniform(*pains.numbers)

    def renamed(text: str) -> str:
        for old in (table.unit, table.department, place_of(table.unit)):
            if old and unit:
                text = text.replace(old, unit if old != place_of(table.unit) else place_of(unit))
        return re.sub(r"20\d\d(?=年)", lambda match: str(int(match[0]) + 1), text)

    def changed(text: str) -> str:
        return _NUMBER.sub(lambda match: _other_number(match[0], chance) if chance.random() < share else match[0], renamed(text))

    rows = [
        row.model_copy(update={"level3": renamed(row.level3), "value": changed(row.value) if row.value else None, "target": None})
        for row in table.indicators
    ]
    for at in chance.sample(range(len(rows)), max(1, round(len(rows) * chance.uniform(*pains.rows)))):
        rows[at] = rows[at].model_copy(update={"level3": _reworded(rows[at].level3, chance)})
    goals = _strange_goals(others, chance) if pains.rewritten else [goal.text for goal in table.goals]
    return table.model_copy(
        update={
            "name": _other_name(renamed(table.name), chance),
            "unit": unit,
            "year": table.year + 1 if table.year else None,
            "budget_yuan": table.budget_yuan * chance.choice((1, 2, 3)) / 2 if table.budget_yuan else None,
            "goals": tuple(_goals([changed(text) for text in goals], chance, pains.clauses)),
            "indicators": tuple(_dropped_and_added(rows, others, chance)),
            "source": None,
        }
    )


def _other_number(number: str, chance: random.Random) -> str:
    return str(round(float(number) * chance.choice((0.5, 0.8, 0.9, 1.1, 1.2, 1.5, 2)) + 1))


def _other_name(name: str, chance: random.Random) -> str:
    """Half of them keep the name; the others turn 经费 into 项目, or put a word before it."""
    return chance.choice((name, name, re.sub("(?:工作)?(?:经费|项目|资金)$", "", name) + "专项", f"提升{name}"))


def _reworded(text: str, chance: random.Random) -> str:
    fitting = [pair for pair in _WORDS if pair[0] in text]
    return text.replace(*chance.choice(fitting), 1) if fitting else f"本年{text}"


def _goals(texts: Sequence[str], chance: random.Random, share: float) -> list[Goal]:
    """Some words are put otherwise, and of many clauses one is left out."""
    goals = []
    for text in texts:
        clauses = [clause for clause in _CLAUSE.split(text) if clause]
        if len(clauses) > 3 and chance.random() < 0.5:
            clauses.pop(chance.randrange(len(clauses)))
        told = "".join(_reworded(clause, chance) if chance.random() < share else clause for clause in clauses)
        goals.append(Goal(text=told))
    return goals


def _strange_goals(others: Sequence[GoalTable], chance: random.Random) -> list[str]:
    """A clause each of some other tables: what somebody writes of the same trade, and copies of nobody."""
    told = [goal.text for table in chance.sample(list(others), min(8, len(others))) for goal in table.goals[:1]]
    return ["".join(chance.choice(_CLAUSE.split(text)) for text in told)]


def _dropped_and_added(rows: list[Indicator], others: Sequence[GoalTable], chance: random.Random) -> list[Indicator]:
    kept = list(rows)
    for _ in range(min(chance.randint(0, 3), len(kept) // 3)):
        kept.pop(chance.randrange(len(kept)))
    strange = [row for table in chance.sample(list(others), min(3, len(others))) for row in table.indicators]
    return kept + chance.sample(strange, min(chance.randint(0, 2), len(strange)))


def corpus_tables(*folders: Path) -> list[GoalTable]:
    """The tables of these folders that say enough."""
    found = []
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.suffix != ".yaml"):
        try:
            found += read_tables(path)
        except AssistantError:
            continue  # there are files without a table among them
    return [table for table in found if len(table.indicators) >= LEAST_ROWS and not holds_secrets(table)]


def copies_of(tables: Sequence[GoalTable], times: int, pains: Pains = USUAL, seed: int = 1) -> list[Copy]:
    """So many copies of each table."""
    chance = random.Random(seed)
    return [Copy(at, copy_of(table, tables, chance, pains)) for at, table in enumerate(tables) for _ in range(times)]


@dataclass(frozen=True)
class Figures:
    """How many of the copies were found beside what they were copied from, and which pairs were told of two different tables."""

    copies: int
    found: int
    wrong: tuple[Pair, ...]
    told: int

    @property
    def recall(self) -> float:
        """Copies found."""
        return self.found / self.copies

    @property
    def precision(self) -> float:
        """Pairs that are of one origin."""
        return 1 - len(self.wrong) / self.told if self.told else 1.0


def measure(tables: Sequence[GoalTable], copies: Sequence[Copy]) -> Figures:
    """Look for the copies among the tables and one another."""
    origins = [*range(len(tables)), *(copy.of for copy in copies)]
    pairs = find_alike([*tables, *(copy.table for copy in copies)])
    found = {place for pair in pairs if origins[pair.one] == origins[pair.other] for place in (pair.one, pair.other)}
    wrong = tuple(pair for pair in pairs if origins[pair.one] != origins[pair.other])
    return Figures(len(copies), sum(place >= len(tables) for place in found), wrong, len(pairs))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--many", type=int, default=2000, help="tables for the measure of speed")
    arguments = parser.parse_args()
    corpus = corpus_tables(Settings().corpus_dir / "documents")
    tables = [*corpus, *corpus_tables(UNSEEN)]
    ways = {"照常改动": USUAL, "大改": GREAT, "目标另写": REWRITTEN}
    for title, these in (("语料", corpus), ("语料和另收的文件", tables), ("同上，每张另有五条人人都写的指标", with_stock(tables))):
        for way, pains in ways.items():
            figures = measure(these, copies_of(these, 2, pains))
            print(
                f"相近的表：{title} {len(these)} 张，各抄 2 份（{way}），"
                f"找到 {figures.recall:.1%}，所指各对里 {figures.precision:.1%} 确属同源（共 {figures.told} 对）"
            )
    alone = measure(tables, [])
    print(f"　　　　　没有抄件的 {len(tables)} 张里（{len(tables) * (len(tables) - 1) // 2} 对）报出 {alone.told} 对")
    many = [copy.table for copy in copies_of(tables, -(-arguments.many // len(tables)))][: arguments.many]
    began = time.perf_counter()
    find_alike(many)
    print(f"　　　　　{len(many)} 张表互相比较用 {time.perf_counter() - began:.1f} 秒")


if __name__ == "__main__":
    main()
