"""What became of a review in bulk, as one workbook: which tables need a person first, and all that is to be said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.batch.reviews.likeness import Pair
from assistant.batch.reviews.need import Ranked, Ranking
from assistant.batch.reviews.reviewer import Opinion
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.batch.table_sheet import Row, Value, add_sheet
from assistant.export.workbook import bytes_of, new_workbook
from assistant.reporting import Entry
from assistant.reporting.content import FINDINGS, list_findings
from assistant.suggesting import PRIORITY_NAMES

_BY_PROGRAM = "（程序检查）"
_WITHHELD = "标有涉密字样，没有检查，也不写出内容；请按保密规定处理。"
_HEAD = ("单位", "预算年度", "预算（元）")
Opinions = Mapping[int, Mapping[str, Opinion]]


@dataclass(frozen=True)
class Failure:
    """What could not be done.

    Attributes:
        file: as people call it.
        table: the table that it is about; None for all of the file.
        prompt: of the opinion that did not come; None for the review itself.
    """

    file: str
    table: str | None
    prompt: str | None
    reason: str


def review_workbook(
    ranking: Ranking,
    prompts: Sequence[str],
    opinions: Opinions,
    withheld: Sequence[tuple[str, int]],
    failures: Sequence[Failure],
) -> bytes:
    """The sheets 排序, 审核意见, 缺少的指标, 相近的表 and 失败, as the bytes of a workbook.

    Args:
        ranking: the tables.
        prompts: by which a model was asked, in the order of their naming.
        opinions: what it says, by the place of the table and by prompt.
        withheld: the file and number of each table that is marked 涉密.
        failures: what could not be done.
    """
    workbook = new_workbook("批量审核结果")
    workbook.remove(workbook.worksheets[0])
    add_sheet(workbook, "排序", _ranking_headings(prompts), _ranking_rows(ranking, prompts, opinions, withheld))
    add_sheet(workbook, "审核意见", _finding_headings(prompts), _finding_rows(ranking, prompts, opinions))
    add_sheet(workbook, "缺少的指标", _MISSING, [row for number, each in _numbered(ranking) for row in _missing_rows(number, each.table)])
    add_sheet(
        workbook, "相近的表", _PAIRS, [_pair_row(pair, ranking.tables) for pair in sorted(ranking.pairs, key=lambda pair: -pair.likeness)]
    )
    told: list[Row] = [[failure.file, failure.table, failure.prompt, failure.reason] for failure in failures]
    add_sheet(workbook, "失败", ["文件", "项目名称", "提示词", "原因"], told)
    return bytes_of(workbook)


def _numbered(ranking: Ranking) -> list[tuple[int, Ranked]]:
    return list(enumerate(ranking.ranked, 1))


def _ranking_headings(prompts: Sequence[str]) -> list[str]:
    counts = ["错误", "警告", "提示", "自检得分（非官方）", "等级", "缺必设的指标", "缺推荐的指标", "相近的表"]
    return ["次序", "项目名称", "先看的原因", *counts, *(f"意见数 {prompt}" for prompt in prompts), *_HEAD, "文件", "位置"]


def _ranking_rows(ranking: Ranking, prompts: Sequence[str], opinions: Opinions, withheld: Sequence[tuple[str, int]]) -> list[Row]:
    """The tables in their order; above them those that nobody has checked, since they are marked."""
    width = len(_ranking_headings(prompts))
    rows: list[Row] = []
    for file, number in withheld:
        head: list[Value] = [None, "（涉密）", _WITHHELD]
        rows.append([*head, *([None] * (width - len(head) - 2)), file, f"第 {number} 张表"])
    for number, ranked in _numbered(ranking):
        said = opinions.get(ranked.at, {})
        remarks = [len(said[prompt].findings) if prompt in said else "没有" for prompt in prompts]
        table = ranked.table
        rows.append([number, table.table.name, ranked.reason, *_counts(ranked), *remarks, *_head(table), *_source(table)])
    return rows


def _counts(ranked: Ranked) -> list[Value]:
    table, score = ranked.table, ranked.table.review.score
    severities = [table.count("error"), table.count("warning"), table.count("info")]
    graded: list[Value] = [score.total, score.grade] if score else [None, None]
    return [*severities, *graded, table.lacks("required"), table.lacks("recommended"), len(ranked.near)]


def _head(table: ReviewedTable) -> list[Value]:
    return [table.unit, str(table.table.year) if table.table.year else None, table.table.budget_yuan]


def _source(table: ReviewedTable) -> list[Value]:
    source = table.table.source
    return [source.file if source else None, source.location if source else None]


def _finding_headings(prompts: Sequence[str]) -> list[str]:
    return ["次序", "项目名称", *(["提示词"] if prompts else []), *(column.heading for column in FINDINGS.columns[1:]), "单位", "文件"]


def _finding_rows(ranking: Ranking, prompts: Sequence[str], opinions: Opinions) -> list[Row]:
    """First what the program says of a table, then what a model says by each prompt."""
    rows: list[Row] = []
    for number, ranked in _numbered(ranking):
        table = ranked.table
        said = {_BY_PROGRAM: table.entry}
        for prompt, opinion in opinions.get(ranked.at, {}).items():
            said[prompt] = Entry(table.table, table.review.model_copy(update={"findings": opinion.findings}))
        for by, entry in said.items():
            about: list[Value] = [number, table.table.name, *([by] if prompts else [])]
            rows += [[*about, *finding[1:], table.unit, _source(table)[0]] for finding in list_findings(entry)]
    return rows


_MISSING = ["次序", "项目名称", "轻重", "一级指标", "二级指标", "三级指标", "指标值", "理由", "注意", "同类项目里有", "单位", "文件"]


def _missing_rows(number: int, table: ReviewedTable) -> list[Row]:
    rows: list[Row] = []
    for each in table.missing:
        about: list[Value] = [number, table.table.name, PRIORITY_NAMES[each.priority], each.level1, each.level2, each.level3, each.value]
        usual = f"{each.frequency.having}/{each.frequency.of}" if each.frequency.of else None
        rows.append([*about, each.reason, each.caution, usual, table.unit, _source(table)[0]])
    return rows


_PAIRS = [
    "相近度", "甲：项目名称", "乙：项目名称", "单位", "预算年度", "预算", "相同的指标", "其中指标值也相同", "目标文字相近度",
    "相同的指标名称", "甲：单位", "乙：单位", "甲：年度", "乙：年度", "甲：预算（元）", "乙：预算（元）", "甲：文件", "乙：文件",
]  # fmt: skip


def _pair_row(pair: Pair, tables: Sequence[ReviewedTable]) -> Row:
    one, other = tables[pair.one], tables[pair.other]
    rows = f"{len(pair.rows)} 条（甲 {len(one.table.indicators)}，乙 {len(other.table.indicators)}）"
    same = [_same(value) for value in (pair.same_unit, pair.same_year, pair.same_budget)]
    alike: list[Value] = [f"{pair.likeness:.0%}", one.table.name, other.table.name, *same, rows, pair.values, f"{pair.goals:.0%}"]
    heads = [value for pair_of in zip(_head(one), _head(other), strict=True) for value in pair_of]
    return [*alike, "、".join(pair.rows), *heads, _source(one)[0], _source(other)[0]]


def _same(same: bool | None) -> str:
    return "有一张没写" if same is None else "相同" if same else "不同"
