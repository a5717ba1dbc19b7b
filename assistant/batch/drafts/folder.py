"""The folder of a batch: the workbook of results, a Word file of each draft, and what is needed to run it again."""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.batch.drafts.explaining import facts_of
from assistant.batch.drafts.moving import TABLES, move, moves_of, ours, row_of, take_up_moving
from assistant.batch.drafts.results import Made, made_with, results_workbook
from assistant.batch.drafts.summary import TITLE, Result
from assistant.batch.engine.basis import program_hash
from assistant.batch.engine.items import Outcome
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.manifest import MANIFEST, asked_for, known_files, timeless, write_manifest, write_prompts
from assistant.batch.engine.opening import began_on
from assistant.batch.engine.placing import Aside, Entry, hash_of, kept_aside, make_room, put
from assistant.batch.engine.processes import starting, without_ctrl_c
from assistant.batch.lists.listed import PROJECT, ListedProject, RefusedRow, carried_alike
from assistant.batch.remarks import put_workbook
from assistant.drafting.result import Draft
from assistant.errors import AssistantError, ExportError
from assistant.export.template import Template
from assistant.goals import GoalTable
from assistant.settings import Settings
from assistant.temporary import content_of
from assistant.workspace.exporting import file_name

WORKBOOK = "结果.xlsx"
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
        aside: files that people had edited and that had to make room.
        homeless: names of the rows whose remarks are only in the workbook that was set aside.
    """

    failed: tuple[str, ...] = ()
    aside: tuple[Aside, ...] = ()
    homeless: tuple[str, ...] = ()


def write_folder(folder: Path, ledger: Ledger, about: About, settings: Settings, tell: Tell = lambda done, of: None) -> Written:
    """Write everything that came of a batch; each file at once, and the same whenever it is written again from the same ledger.

    Raises:
        ExportError: the workbook or the manifest cannot be written there.
    """
    results = _results(ledger, several=len(about.prompts) > 1)
    listed = carried_alike([result.project for result in results], about.refused)
    shown = [replace(result, project=project) for result, project in zip(results, listed, strict=True)]
    made = _made(folder, ledger, about, settings)
    workbook, homeless = put_workbook(folder, WORKBOOK, TITLE, lambda remarks: results_workbook(shown, made, about.say, remarks))
    program, before = program_hash(settings.corpus_dir / "library"), _program_before(folder)
    failed, files = _write_tables(folder, _tables(results, about.form), settings, tell, renewed=before not in (None, program))
    write_prompts(folder, about.prompts)
    asked = asked_for(about.title, about.prompts, settings, offline=about.offline) | {"form": about.form}
    asked |= {"skipped": [{"row": row.row, "reason": row.reason} for row in about.refused]}
    asked |= {"workbook": workbook, "program": (before if failed else None) or program, "files": files}
    aside = kept_aside(folder)
    write_manifest(folder, asked, ledger, "project")
    return Written(tuple(failed), aside, tuple(homeless))


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
    began, form = began_on(ledger.database, folder), Template.find(about.form, settings).form
    facts = facts_of(about.title, began, None if about.offline else settings.model, about.prompts, ledger.standing().tokens)
    return made_with(settings, [*facts, ("Word 表式", form.data.name if form else about.form or "通用表式")], about.refused)


def _told(outcome: Outcome) -> Draft | str:
    if outcome.state == "waiting":
        return outcome.note or "重新运行同一条命令会继续。"
    return Draft.model_validate_json(outcome.result) if outcome.result is not None else outcome.note or "没有做成，原因不明。"


def _program_before(folder: Path) -> str | None:
    """The hash of the program that wrote all Word files of the folder; None where nobody knows."""
    with suppress(OSError, ValueError, AttributeError):
        program = json.loads((folder / MANIFEST).read_bytes()).get("program")
        return program if isinstance(program, str) else None
    return None


def _write_tables(
    folder: Path, wanted: Mapping[str, "_Table"], settings: Settings, tell: Tell, *, renewed: bool
) -> tuple[list[str], dict[str, Any]]:
    """Write the Word files that are not there yet, on all cores, and remove those of rows that are no more, or may be of another row.

    By a program that was `renewed` since, also those that nobody has edited: they may look otherwise now.

    Returns:
        What could not be written, in sentences; and, for the manifest, of which table each file is and how it was written.

    Raises:
        ExportError: what a run left that broke off cannot be moved.
    """
    known = known_files(folder, WORKBOOK)
    take_up_moving(folder, known)
    moves = moves_of(known, {name: (table.hash, table.row) for name, table in wanted.items()})
    stuck, failed = move(folder, known, moves.names)
    files = {name: entry for name in ours(known) if (entry := known.entry(name))}
    leaving = (ours(known) - wanted.keys() - {*stuck.values()}) | (moves.astray - moves.names.keys())
    for name in sorted(leaving):
        try:
            make_room(folder, name, known.hashes(name))
            files.pop(name, None)
        except ExportError as error:
            failed.append(str(error))
            files.setdefault(name, Entry("", known.entries[name][-1].written))
    new = {
        name: table
        for name, table in wanted.items()
        if name not in stuck
        and (name not in files or files[name].of != table.hash or (renewed and _is_as_written(folder / name, known.hashes(name))))
    }
    kept = files.keys() & wanted.keys() - new.keys() - leaving - stuck.keys()
    files |= {name: replace(files[name], row=wanted[name].row) for name in kept}
    with _pool(len(new)) as pool:
        running = {name: pool.submit(_write_table, folder, name, table, settings, known.hashes(name)) for name, table in new.items()}
        for done, (name, future) in enumerate(running.items(), 1):
            try:
                files[name] = Entry(new[name].hash, future.result(), new[name].row)
            except AssistantError as error:
                failed.append(f"{new[name].told}：{error}")
            tell(done, len(running))
    for prompt in [path for path in (folder / TABLES).glob("*/") if not any(path.iterdir())]:
        prompt.rmdir()  # all of its files went
    return failed, {name: asdict(entry) for name, entry in sorted(files.items())}


def _is_as_written(path: Path, known: Collection[str]) -> bool:
    with suppress(OSError):
        return hash_of(path.read_bytes()) in known
    return False


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
        row: what tells twins apart, as `row_of` gives it.
    """

    told: str
    row: str
    table: str
    notes: Sequence[str]
    form: str | None

    @cached_property
    def hash(self) -> str:
        """Of all that the file says, and its form."""
        return hash_of(json.dumps([self.table, list(self.notes), self.form], ensure_ascii=False).encode())


def _tables(results: Sequence[Result], form: str | None) -> dict[str, _Table]:
    """What is to be written, by the names of the files."""
    return {
        f"{TABLES}/{_name(project)}": _Table(
            f"第 {project.row} 行 {project.request.name}",
            row_of(project.columns),
            draft.table.model_dump_json(),
            draft.to_confirm,
            form,
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

    return put(folder, name, timeless(content_of(".docx", write)), known, table.hash, table.row)


def _name(project: ListedProject) -> str:
    """Unlike any other of the batch: the row of the sheet comes first, and of several prompts each has a folder."""
    folder = f"{file_name(project.prompt)}/" if project.prompt else ""
    return f"{folder}{project.row:04d} {file_name(project.request.name)}.docx"
