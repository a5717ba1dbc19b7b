"""What became of a review in bulk, as one workbook: which tables need a person first, and all that is to be said of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.batch.explanation import Part, add_explanation
from assistant.batch.remarks import REMARKS, Cells, KnownBy, Remarks, as_text
from assistant.batch.reviews.likeness import NEAREST, Pair
from assistant.batch.reviews.need import Ranked, Ranking
from assistant.batch.reviews.reviewer import Opinion
from assistant.batch.reviews.reviewing import ReviewedTable
from assistant.batch.table_sheet import Row, Value, add_sheet
from assistant.batch.workbooks import REVIEWS
from assistant.export.workbook import bytes_of, new_workbook
from assistant.reporting import Entry
from assistant.reporting.content import FINDINGS, list_findings
from assistant.suggesting import PRIORITY_NAMES
from assistant.suggesting.suggestion import Priority

TITLE = "排序"
_BY_PROGRAM = "（程序检查）"
_WITHHELD = "标有涉密字样，没有检查，也不写出内容；请按保密规定处理。"
_HEAD = ("单位", "预算年度", "预算（元）")
_KNOWN_BY = KnownBy(("文件", "项目名称", *_HEAD), place=("位置",))
_MOST_OPTIONAL = 3
"""Indicators of a table that may be there, and are named among those that it lacks."""
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


@dataclass(frozen=True)
class Found:
    """All that a review in bulk has found.

    Attributes:
        prompts: by which a model was asked, in the order of their naming.
        opinions: what it says, by the place of the table and by prompt.
        withheld: the file and number of each table that is marked 涉密.
        failures: what could not be done.
        facts: what is to be said of how it was done, each under a name.
        waiting: files that nobody has reviewed yet, each with the reason.
    """

    ranking: Ranking
    prompts: Sequence[str]
    opinions: Opinions
    withheld: Sequence[tuple[str, int]]
    failures: Sequence[Failure]
    facts: Sequence[tuple[str, str]] = ()
    waiting: Sequence[tuple[str, str]] = ()

    @property
    def unread(self) -> list[tuple[str, str]]:
        """The files of which there is no review, with what is to be said of them."""
        failed = [(failure.file, f"没有审核：{failure.reason}") for failure in self.failures if failure.table is failure.prompt is None]
        return [*failed, *((file, f"还没有审核：{reason}") for file, reason in self.waiting)]


def review_workbook(found: Found, remarks: Remarks | None = None) -> bytes:
    """The sheets 排序, 说明, 审核意见, 缺少的指标, 相近的表 and 失败, as the bytes of a workbook, with earlier `remarks`."""
    workbook = new_workbook(REVIEWS.title)
    workbook.remove(workbook.worksheets[0])
    ranking, prompts = found.ranking, found.prompts
    rows = _ranking_rows(found, remarks or Remarks())
    add_sheet(workbook, TITLE, _ranking_headings(prompts), rows, to_fill=[REMARKS])
    add_explanation(workbook, _explanation(found))
    add_sheet(workbook, "审核意见", _finding_headings(prompts), _finding_rows(ranking, prompts, found.opinions))
    add_sheet(workbook, "缺少的指标", _MISSING, _missing_rows(ranking))
    add_sheet(workbook, "相近的表", _PAIRS, _pair_rows(ranking))
    told: list[Row] = [[failure.file, failure.table, failure.prompt, failure.reason] for failure in found.failures]
    add_sheet(workbook, "失败", ["文件", "项目名称", "提示词", "原因"], told)
    return bytes_of(workbook)


def _explanation(found: Found) -> list[Part]:
    tables = found.ranking.tables
    sums: list[Row] = [
        ("审核的表", len(tables)),
        ("预算合计（元）", sum((each.table.budget_yuan or Decimal(0) for each in tables), Decimal(0))),
        ("错误", sum(each.count("error") for each in tables)),
        ("警告", sum(each.count("warning") for each in tables)),
        ("提示", sum(each.count("info") for each in tables)),
        ("缺必设的指标", sum(each.lacks("required") for each in tables)),
        ("相近的表（对）", len(found.ranking.pairs)),
        ("标有涉密字样、没有检查的表", len(found.withheld)),
        ("没有读成的文件", sum(failure.prompt is None for failure in found.failures)),
    ]
    silent = sum(failure.prompt is not None for failure in found.failures)
    sums += [("模型没有给出的意见（见“失败”表）", silent)] if found.prompts else []
    sums += [("还没有审核的文件", len(found.waiting))] if found.waiting else []
    return [
        *([Part("怎么做的", found.facts)] if found.facts else []),
        Part("合计", sums),
        Part("工作表", _SHEETS),
        Part("不容易看懂的栏", _COLUMNS),
    ]


_SHEETS = (
    ("排序", "每张表一行，最需要人看的排在前面，并写明原因；没有读成和还没有审核的文件排在最后。"),
    ("审核意见", "程序的检查意见，一条一行；请模型看过表述的，各提示词的意见列在后面。"),
    ("缺少的指标", f"一条一行，必设的在前，再是推荐的、可选的；可选的每张表只列 {_MOST_OPTIONAL} 条。"),
    ("相近的表", "疑似照抄的表，两张一行，哪些行相同、单位和金额是否不同都已列出。完全相同（重复报送）的在前，各与其中第一张成一行。"),
    ("失败", "没有读成的文件，以及模型没有给出意见的表。"),
)
_COLUMNS = (
    ("次序", "从最需要看的排起，在各工作表里指同一张表。"),
    ("错误、警告、提示", "审核意见的条数。错误是审核时会退回的，警告要核对，提示可以斟酌。"),
    ("自检得分（非官方）", "本工具按审核意见扣分得出，满分 100，等级与之对应，不是财政审核结论。"),
    ("相近度", "指标名称和目标文字有多像，去掉单位、地名、年份和数字后比较；大家都写的内容（总成本、满意度等）不算数。"),
    ("列出哪几对", f"每张表最相近的 {NEAREST} 张；与完全相同的几张相近的，只列其中第一张。完全相同，指表里写的都一样。"),
    ("轻重", "必设：规则要求有。推荐：申报内容里说到，或同类项目多半都有。可选：有的同类项目设了，可以斟酌。"),
    ("同类项目里有", "范例库里相近的几个项目中，有几个设了这条指标。"),
    (
        REMARKS,
        "留给审核的人写。重新运行后，写下的内容仍在同一张表的行里：文件、项目名称、单位、预算年度和预算都相同，以前空着、后来读到的也算；"
        "有几张都相同的，它们的位置都要没有变。对应不上的不写进新工作簿，旧的另存在旁边。",
    ),
)


def _numbered(ranking: Ranking) -> list[tuple[int, Ranked]]:
    return list(enumerate(ranking.ranked, 1))


def _ranking_headings(prompts: Sequence[str]) -> list[str]:
    counts = ["错误", "警告", "提示", "自检得分（非官方）", "等级", "缺必设的指标", "缺推荐的指标", "相近的表", REMARKS]
    return ["次序", "项目名称", "先看的原因", *counts, *(f"意见数 {prompt}" for prompt in prompts), *_HEAD, "文件", "位置"]


def _ranking_rows(found: Found, remarks: Remarks) -> Sequence[Row]:
    """The tables in their order; above them those that nobody has checked, since they are marked, below them files without a review."""
    headings = _ranking_headings(found.prompts)
    rows: list[list[Value]] = []
    for file, number in found.withheld:
        told = {"项目名称": "（涉密）", "先看的原因": _WITHHELD, "文件": file, "位置": f"第 {number} 张表"}
        rows.append([told.get(heading) for heading in headings])
    for number, ranked in _numbered(found.ranking):
        said, table = found.opinions.get(ranked.at, {}), ranked.table
        opinions = [len(said[prompt].findings) if prompt in said else "没有" for prompt in found.prompts]
        rows.append([number, table.table.name, ranked.reason, *_counts(ranked), None, *opinions, *_head(table), *_source(table)])
    for file, why in found.unread:
        rows += [[told.get(heading) for heading in headings] for told in _unread_rows(file, why, remarks)]
    placed = remarks.place([dict(zip(headings, row, strict=True)) for row in rows], _KNOWN_BY)
    for row, text in zip(rows, placed, strict=True):
        row[headings.index(REMARKS)] = text
    return rows


def _unread_rows(file: str, why: str, remarks: Remarks) -> list[dict[str, Value]]:
    """A row for a file without a review, or one for each of its tables that had a remark before: there it waits for its table."""
    before: list[Cells] = remarks.of("文件", file) or [{}]
    known = [*_KNOWN_BY.keys, *_KNOWN_BY.place]
    return [{**{key: as_text(row.get(key)) or None for key in known}, "文件": file, "先看的原因": why} for row in before]


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


_MISSING = [
    "次序", "项目名称", "轻重", "一级指标", "二级指标", "三级指标", "指标值", "理由", "注意", "同类项目里有", "单位", "文件",
]  # fmt: skip


def _missing_rows(ranking: Ranking) -> list[Row]:
    """Of all tables first what must be there, then what is only recommended, of what may be there the first few."""
    rows: dict[Priority, list[Row]] = {priority: [] for priority in PRIORITY_NAMES}
    for number, ranked in _numbered(ranking):
        table, optional = ranked.table, 0
        for each in table.missing:
            optional += each.priority == "optional"
            if each.priority == "optional" and optional > _MOST_OPTIONAL:
                continue
            about: list[Value] = [number, table.table.name, PRIORITY_NAMES[each.priority]]
            about += [each.level1, each.level2, each.level3, each.value]
            usual = f"{each.frequency.having}/{each.frequency.of}" if each.frequency.of else None
            rows[each.priority].append([*about, each.reason, each.caution, usual, table.unit, _source(table)[0]])
    return [row for of in rows.values() for row in of]


_PAIRS = [
    "相近度", "甲：项目名称", "乙：项目名称", "单位", "预算年度", "预算", "相同的指标", "其中指标值也相同", "目标文字相近度",
    "相同的指标名称", "甲：单位", "乙：单位", "甲：年度", "乙：年度", "甲：预算（元）", "乙：预算（元）", "甲：文件", "乙：文件",
]  # fmt: skip


def _pair_rows(ranking: Ranking) -> list[Row]:
    """Identical ones first, those of one table together, each beside the first of them."""
    pairs = sorted(ranking.pairs, key=lambda pair: (not pair.identical, -pair.likeness))
    copies = Counter(pair.one for pair in pairs if pair.identical)
    return [_pair_row(pair, ranking.tables, copies[pair.one]) for pair in pairs]


def _pair_row(pair: Pair, tables: Sequence[ReviewedTable], copies: int) -> Row:
    one, other = tables[pair.one], tables[pair.other]
    rows = f"{len(pair.rows)} 条（甲 {len(one.table.indicators)}，乙 {len(other.table.indicators)}）"
    same = [_same(value) for value in (pair.same_unit, pair.same_year, pair.same_budget)]
    how = f"完全相同{f'（共 {copies + 1} 张）' if copies > 1 else ''}" if pair.identical else f"{pair.likeness:.0%}"
    alike: list[Value] = [how, one.table.name, other.table.name, *same, rows, pair.values, f"{pair.goals:.0%}"]
    heads = [value for pair_of in zip(_head(one), _head(other), strict=True) for value in pair_of]
    return [*alike, "、".join(pair.rows), *heads, _source(one)[0], _source(other)[0]]


def _same(same: bool | None) -> str:
    return "有一张没写" if same is None else "相同" if same else "不同"
