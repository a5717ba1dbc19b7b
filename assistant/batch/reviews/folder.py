"""The folder of a review in bulk: the workbook, and what is needed to run it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.batch.engine.items import Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.manifest import asked_for, write_manifest, write_prompts
from assistant.batch.engine.opening import began_on
from assistant.batch.engine.placing import Aside, kept_aside
from assistant.batch.remarks import put_workbook
from assistant.batch.reviews.need import Ranking, rank
from assistant.batch.reviews.results import TITLE, Failure, Found, review_workbook
from assistant.batch.reviews.reviewer import OPINIONS, REVIEWED, Opinion, file_of, hash_of_table
from assistant.batch.reviews.reviewing import ReviewedFile, ReviewedTable
from assistant.goals import GoalTable
from assistant.settings import Settings

WORKBOOK = "审核结果.xlsx"
_UNKNOWN = "没有做成，原因不明。"
_WAITING = "重新运行同一条命令会继续。"
_OTHERWISE = "更新后这个文件读出的表与模型看过的不同，有意见对不上，没有采用；要请模型重看，请用 --out 另选一个文件夹。"


@dataclass(frozen=True)
class AboutReview:
    """What a manifest says of a review beside its items.

    Attributes:
        prompts: their files by name.
        known: tables by which it is told what everybody writes.
    """

    title: str
    prompts: Mapping[str, Path]
    known: Sequence[GoalTable]


@dataclass(frozen=True)
class Collected:
    """What came of a review.

    Attributes:
        tables: all that may be looked into, file by file.
        opinions: what a model says of each, by the place of the table and by prompt.
        withheld: the file and number of each table that is marked 涉密.
        failures: what could not be done, and why.
        waiting: files that nobody has reviewed yet, and why.
    """

    tables: list[ReviewedTable] = field(default_factory=list)
    opinions: dict[int, dict[str, Opinion]] = field(default_factory=dict)
    withheld: list[tuple[str, int]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """What was written into a folder.

    Attributes:
        aside: files that people had edited and that had to make room.
        homeless: names of the rows whose remarks are only in the workbook that was set aside.
    """

    collected: Collected
    ranking: Ranking
    aside: tuple[Aside, ...] = ()
    homeless: tuple[str, ...] = ()


def write_review(folder: Path, ledger: Ledger, about: AboutReview, settings: Settings) -> Written:
    """Write everything that came of a review; each file at once, and the same whenever it is written again from the same ledger.

    Raises:
        ExportError: it cannot be written there.
    """
    collected = collect_reviews(ledger)
    ranking = rank(collected.tables, about.known)
    facts = _facts(folder, ledger, about, settings)
    found = Found(ranking, list(about.prompts), collected.opinions, collected.withheld, collected.failures, facts, collected.waiting)
    workbook, homeless = put_workbook(folder, WORKBOOK, TITLE, lambda remarks: review_workbook(found, remarks))
    write_prompts(folder, about.prompts)
    asked = asked_for(about.title, about.prompts, settings, offline=not about.prompts)
    aside = kept_aside(folder)
    write_manifest(folder, asked | {"workbook": workbook}, ledger, "file")
    return Written(collected, ranking, aside, tuple(homeless))


def _facts(folder: Path, ledger: Ledger, about: AboutReview, settings: Settings) -> list[tuple[str, str]]:
    began, tokens = began_on(ledger.database, folder), ledger.standing().tokens
    by = (
        f"程序检查，另请语言模型 {settings.model} 看表述，提示词 {'、'.join(about.prompts)}"
        if about.prompts
        else "程序检查，没有请语言模型"
    )
    facts = [("审核的文件", about.title), *([("开始审核", f"{began}")] if began else []), ("审核方式", by)]
    return [*facts, ("历次运行共用", f"{tokens:,} 个 token")] if tokens else facts


def collect_reviews(ledger: Ledger) -> Collected:
    """All that has been done, in the order in which the files were named."""
    collected, places = Collected(), dict[str, range]()
    for item, outcome in ledger.results():
        file = file_of(item.subject)
        if outcome.state == "waiting":
            collected.waiting.extend([(file.name, outcome.note or _WAITING)] if item.prompt is None else [])
        elif item.prompt is None:
            first = len(collected.tables)
            _add_file(collected, file.name, outcome)
            if outcome.result is not None:
                places[str(file.path)] = range(first, len(collected.tables))
        elif str(file.path) in places:  # without a review there is nothing to add to
            _add_opinions(collected, places[str(file.path)], file.name, item.prompt, outcome)
    return collected


def _add_file(collected: Collected, name: str, outcome: Outcome) -> None:
    if outcome.result is None:
        collected.failures.append(Failure(name, None, None, outcome.note or _UNKNOWN))
        return
    reviewed: ReviewedFile = REVIEWED.validate_json(outcome.result)
    collected.tables.extend(reviewed.tables)
    collected.withheld.extend((name, number) for number in reviewed.withheld)


def _add_opinions(collected: Collected, places: range, name: str, prompt: str, outcome: Outcome) -> None:
    """The opinions on the tables of a file, which stand at these places; each is of the table that it was asked about."""
    if outcome.result is None:
        collected.failures.append(Failure(name, None, prompt, outcome.note or _UNKNOWN))
        return
    left = [(at, hash_of_table(collected.tables[at].table)) for at in places]
    for opinion in OPINIONS.validate_json(outcome.result):
        found = next((place for place in left if place[1] == opinion.table), None)
        if found is None:
            collected.failures.append(Failure(name, None, prompt, opinion.silence or _OTHERWISE))
            continue
        left.remove(found)  # another table may say the very same
        at, _ = found
        if opinion.silence:
            collected.failures.append(Failure(name, collected.tables[at].table.name, prompt, opinion.silence))
        else:
            collected.opinions.setdefault(at, {})[prompt] = opinion
