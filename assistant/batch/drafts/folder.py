"""The folder of a batch: the workbook of results, a Word file of each draft, and what is needed to run it again."""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.batch.drafts.lists import PROJECT, ListedProject, RefusedRow
from assistant.batch.drafts.results import Made, results_workbook
from assistant.batch.drafts.summary import KEYS, TITLE, Result
from assistant.batch.engine.basis import program_hash
from assistant.batch.engine.items import Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.manifest import (
    asked_for,
    hash_of,
    kept_aside,
    known_files,
    known_hashes,
    make_room,
    put,
    timeless,
    write_manifest,
    write_prompts,
)
from assistant.batch.engine.opening import began_on
from assistant.batch.engine.processes import starting, without_ctrl_c
from assistant.batch.remarks import put_workbook
from assistant.drafting.result import Draft
from assistant.errors import AssistantError, ExportError
from assistant.export.template import Template
from assistant.goals import GoalTable
from assistant.library.standards import load_standards
from assistant.llm.price import price_of
from assistant.review import RULES
from assistant.review.scoring import score
from assistant.settings import Settings
from assistant.temporary import content_of
from assistant.workspace.exporting import file_name

WORKBOOK, TABLES = "结果.xlsx", "目标表"
_FEW = 20
"""Word files that this process writes as quickly as it would start others."""
Tell = Callable[[int, int], None]
"""Hears how many Word files are written, of how many."""


@dataclass(frozen=True)
class About:
    """What a manifest says of a batch beside its items; the list stands among them.

    Attributes:
        form: id of the local form of the Word files, None for the official one.
        prompts: their files by name.
        say: see `write_results`.
        refused: the rows of the list that were left out.
    """

    title: str
    form: str | None
    prompts: Mapping[str, Path]
    offline: bool
    say: Callable[[str], str]
    refused: Sequence[RefusedRow] = ()


@dataclass(frozen=True)
class Written:
    """What came of writing a folder.

    Attributes:
        failed: what could not be written, in sentences: that hinders nothing else.
        aside: files that people had edited and that made room for new ones, by their names in the folder.
    """

    failed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def write_folder(folder: Path, ledger: Ledger, about: About, settings: Settings, tell: Tell = lambda done, of: None) -> Written:
    """Write everything that came of a batch; each file at once, and the same whenever it is written again from the same ledger.

    Raises:
        ExportError: the workbook or the manifest cannot be written there.
    """
    before = kept_aside(folder)
    results = _results(ledger, several=len(about.prompts) > 1)
    made = _made(folder, ledger, about, settings)
    workbook = put_workbook(folder, WORKBOOK, TITLE, KEYS, lambda remarks: results_workbook(results, made, about.say, remarks))
    failed, files = _write_tables(folder, _tables(results, about.form, settings), settings, tell)
    write_prompts(folder, about.prompts)
    asked = asked_for(about.title, about.prompts, settings, offline=about.offline) | {"form": about.form}
    asked |= {"skipped": [{"row": row.row, "reason": row.reason} for row in about.refused]}
    asked |= {"workbook": workbook, "files": files}
    write_manifest(folder, asked, ledger, "project")
    return Written(tuple(failed), tuple(sorted(kept_aside(folder) - before)))


def _results(ledger: Ledger, *, several: bool) -> list[Result]:
    """What became of each item; what the list says beside its request stands in the draft."""
    results = []
    for item, outcome in ledger.results():
        project, told = PROJECT.validate_python(item.subject), _told(outcome)
        project = replace(project, prompt=item.prompt) if several else project
        if isinstance(told, Draft):
            told = told.model_copy(update={"table": project.complete(told.table)})
        tokens, file = (outcome.input_tokens, outcome.output_tokens), f"{TABLES}/{_name(project)}"
        results.append(Result(project, told, outcome.state, item.prompt, tokens, file))
    return results


def _made(folder: Path, ledger: Ledger, about: About, settings: Settings) -> Made:
    """How it came about; of time only the day on which it began, which no other run changes."""
    began, standing, form = began_on(ledger.database, folder), ledger.standing(), Template.find(about.form, settings).form
    by = "离线，没有请语言模型" if about.offline else f"请语言模型 {settings.model}，提示词 {'、'.join(about.prompts)}"
    facts = [("清单", about.title), *([("开始起草", f"{began}")] if began else []), ("起草方式", by)]
    facts.append(("Word 表式", form.data.name if form else about.form or "通用表式"))
    if standing.tokens:
        facts.append(("历次运行共用", f"{standing.tokens:,} 个 token，改动过的行以前用的也在内"))
    rules = load_standards(settings.corpus_dir / "library").score
    return Made(facts, about.refused, price_of(settings), lambda findings: score(findings, RULES, rules))


def _told(outcome: Outcome) -> Draft | str:
    if outcome.state == "waiting":
        return outcome.note or "重新运行同一条命令会继续。"
    return Draft.model_validate_json(outcome.result) if outcome.result is not None else outcome.note or "没有做成，原因不明。"


def _write_tables(folder: Path, wanted: Mapping[str, "_Table"], settings: Settings, tell: Tell) -> tuple[list[str], dict[str, Any]]:
    """Write the Word files that are not there yet, on all cores, and remove those of rows that are no more.

    Returns:
        What could not be written, in sentences; and, for the manifest, of which table each file is and how it was written.
    """
    known, hashes = known_files(folder), known_hashes(folder, WORKBOOK)
    _move(folder, known, hashes, wanted)
    for name, of in wanted.items():
        of.kept = (folder / name).is_file() and name in known and known[name]["of"] == of.hash
    new = {name: table for name, table in wanted.items() if not table.kept}
    files, failed = {name: known[name] for name, table in wanted.items() if table.kept}, list[str]()
    for name in sorted(_ours(hashes) - wanted.keys()):
        try:
            make_room(folder / name, hashes[name])
        except ExportError as error:
            failed.append(str(error))
            files[name] = known.get(name) or {"of": "", "written": min(hashes[name])}
    with _pool(len(new)) as pool:
        running = {name: pool.submit(_write_table, folder, name, table, settings, hashes.get(name, ())) for name, table in new.items()}
        for done, (name, future) in enumerate(running.items(), 1):
            try:
                files[name] = {"of": new[name].hash, "written": future.result()}
            except AssistantError as error:
                failed.append(f"{new[name].told}：{error}")
            tell(done, len(running))
    return failed, dict(sorted(files.items()))


def _ours(hashes: Mapping[str, object]) -> set[str]:
    """The Word files that the program has written, those of a run that broke off before its manifest among them."""
    return {name for name in hashes if name.startswith(f"{TABLES}/") and ".." not in Path(name).parts}


def _move(folder: Path, known: dict[str, dict[str, str]], hashes: dict[str, set[str]], wanted: Mapping[str, "_Table"]) -> None:
    """Give files the names that they have by now: a row put on top changes those of all below, and what people made of them goes along."""
    of = {entry["of"]: name for name, entry in known.items() if (folder / name).is_file()}
    stay = {name for name, table in wanted.items() if known.get(name, {}).get("of") == table.hash}
    moves = {name: of[table.hash] for name, table in wanted.items() if name not in stay and of.get(table.hash, name) not in {name, *stay}}
    entries = {name: (known.pop(old), hashes.pop(old, set())) for name, old in moves.items()}
    for name, old in moves.items():  # first all out of the way: the old name of one may be the new one of another
        (folder / old).replace(folder / f"{name}.moving")
    for name, (entry, written) in entries.items():
        make_room(folder / name, hashes.get(name, ()))
        (folder / f"{name}.moving").replace(folder / name)
        known[name], hashes[name] = entry, written


@contextmanager
def _pool(files: int) -> Iterator[Executor]:
    """Who writes so many files; whatever breaks this one off, what has begun is brought to its end."""
    with ExitStack() as stack:
        if files > _FEW:
            context = stack.enter_context(starting(__name__))
            pool: Executor = stack.enter_context(ProcessPoolExecutor(os.cpu_count(), context, without_ctrl_c))
        else:
            pool = stack.enter_context(ThreadPoolExecutor(1))
        try:
            yield pool
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


@dataclass
class _Table:
    """What a Word file is made of.

    Attributes:
        told: the row and the name, for messages.
        kept: whether the file is there already.
    """

    told: str
    table: str
    notes: Sequence[str]
    form: str | None
    program: str
    kept: bool = False

    @property
    def hash(self) -> str:
        """Of all that the file depends on."""
        return hash_of(json.dumps([self.table, list(self.notes), self.form, self.program], ensure_ascii=False).encode())


def _tables(results: Sequence[Result], form: str | None, settings: Settings) -> dict[str, _Table]:
    """What is to be written, by the names of the files."""
    program = program_hash(settings.corpus_dir / "library")
    return {
        f"{TABLES}/{_name(project)}": _Table(
            f"第 {project.row} 行 {project.request.name}", draft.table.model_dump_json(), draft.to_confirm, form, program
        )
        for project, draft in ((result.project, result.draft) for result in results)
        if draft is not None
    }


def _write_table(folder: Path, name: str, table: _Table, settings: Settings, known: Collection[str]) -> str:
    """Write a file; the hash of what was written."""
    template = Template.find(table.form, settings)
    tables, converted = template.convert([GoalTable.model_validate_json(table.table)])

    def write(to: Path) -> None:
        template.write(tables, to, notes=(*table.notes, *converted))

    return put(folder, name, timeless(content_of(".docx", write)), known)


def _name(project: ListedProject) -> str:
    """Unlike any other of the batch: the row of the sheet comes first, and of several prompts each has a folder."""
    folder = f"{file_name(project.prompt)}/" if project.prompt else ""
    return f"{folder}{project.row:04d} {file_name(project.request.name)}.docx"
