"""Reviews the files of a batch, with what a process opens once for all of them; and asks a model for second opinions.

What the program says of a file and what a model says of it by one prompt are items of their own: another prompt has nothing reviewed
anew, and where a model fails the rest stands.
"""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.batch.engine.asking import OF_NO_USE, Lines, limits_within, put_off
from assistant.batch.engine.basis import basis_of
from assistant.batch.engine.items import Outcome, WorkItem
from assistant.batch.engine.opening import Wanted, Wish
from assistant.batch.engine.paid import Keep, PaidChat
from assistant.batch.engine.worker import Craft
from assistant.batch.reviews.files import GivenFile
from assistant.batch.reviews.reviewing import Bench, ReviewedFile
from assistant.drafting import open_context
from assistant.errors import ModelError
from assistant.exemplars import ExemplarIndex
from assistant.goals import GoalTable
from assistant.goals.secrecy import holds_secrets
from assistant.llm.asking import Asker
from assistant.prompting import Prompt, Prompts
from assistant.reading import limits_of
from assistant.reporting import Entry
from assistant.reporting.wording import ORDERS, SECRET, WordingReader
from assistant.review import Finding
from assistant.settings import Settings

_USED_UP = "这个文件可用的 token 已用完，没有再问模型；请调大 ASSISTANT_MODEL_TOKENS 后加 --again 重新运行。"


@dataclass(frozen=True)
class Opinion:
    """What a model says of one table by one prompt.

    Attributes:
        findings: each about one text; none where it has nothing to say.
        silence: why it was not asked, or gave nothing; None where it answered.
        table: hash of the table, as `hash_of_table` gives it: by another version of the program a file may be read differently.
    """

    findings: tuple[Finding, ...] = ()
    silence: str | None = None
    table: str = ""


REVIEWED = TypeAdapter(ReviewedFile)
"""Of an item without a prompt: what comes of it."""
OPINIONS = TypeAdapter(tuple[Opinion, ...])
"""Of an item with a prompt: what comes of it, one for each of the file's tables that are not withheld."""


@dataclass(frozen=True)
class Reviewer:
    """Does items by reviewing a file, or by asking the model about its tables.

    Attributes:
        tokens: that an item may cost; None for as many as its tables take.
    """

    bench: Bench
    model: Asker | None = None
    prompts: Prompts | None = None
    tokens: int | None = None

    def do(self, item: WorkItem, keep: Keep) -> Outcome:
        """Review an item; each answer of the model is handed to `keep` before anything is made of it.

        Raises:
            AssistantError: its file cannot be read.
        """
        began = time.perf_counter()
        file = file_of(item.subject)
        file.check()
        if item.prompt is None:
            reviewed = self.bench.review(file.path, file.name)
            note = f"有 {len(reviewed.withheld)} 张表标有涉密字样，没有检查" if reviewed.withheld else None
            outcome = Outcome("done", note, REVIEWED.dump_json(reviewed).decode())
        else:
            outcome = self._ask(item, file, keep)
        return replace(outcome, seconds=round(outcome.seconds + time.perf_counter() - began, 3))

    def _ask(self, item: WorkItem, file: GivenFile, keep: Keep) -> Outcome:
        assert self.model is not None, "an item with a prompt is wanted only where there is a model"
        assert self.prompts is not None, "so are the prompts"
        entries = [entry for entry in self.bench.read(file.path, file.name) if not holds_secrets(entry.table)]
        chat, lines = PaidChat(self.model.chat, item.answers, keep), Lines()
        reader = WordingReader(self.model, self.prompts, self.bench.data, lambda sentence: None, lines, str(item.prompt))
        opinions = list[Opinion]()
        try:
            for entry in entries:
                opinions.append(replace(self._opinion(entry, reader, chat), table=hash_of_table(entry.table)))
            outcome = _told(opinions, self.model.model)
        except ModelError as error:  # the endpoint does not answer: the whole file is asked about another time, what has come is kept
            outcome = put_off(error)
        outcome = replace(outcome, attempts=chat.attempts, input_tokens=chat.input_tokens, output_tokens=chat.output_tokens)
        return replace(outcome, seconds=chat.seconds_before, log=tuple(lines.entries))

    def _opinion(self, entry: Entry, reader: WordingReader, chat: PaidChat) -> Opinion:
        """What the model says of one table within what is left for the file."""
        assert self.model is not None
        left = None if self.tokens is None else self.tokens - chat.input_tokens - chat.output_tokens
        if left is not None and left <= 0:
            return Opinion(silence=_USED_UP)
        reader.asker = self.model.through(chat, limits_within(self.model, left))
        try:
            said = reader.ask(entry.table, entry.review.findings)
        except OF_NO_USE as error:
            return Opinion(silence=str(error))
        if isinstance(said, str):
            return Opinion(silence=said)
        return Opinion(tuple(finding for remark in said if (finding := remark.finding(entry.table))))


def open_reviewer(settings: Settings, tokens: int | None) -> Craft:
    """How files are reviewed with this installation; an item may cost so many tokens.

    Raises:
        AssistantError: the exemplars or the model cannot be used.
    """
    context = open_context(settings, with_model=True)

    def basis(prompts: Sequence[str]) -> Mapping[str, str]:
        return basis_of(context.index, prompts, settings)

    bench = Bench(replace(context, model=None, audit=None), limits_of(settings))
    return Craft(Reviewer(bench, context.model, context.prompts, tokens).do, context.model, basis)


def reviews_wanted(files: Sequence[GivenFile], prompts: Sequence[Prompt], index: ExemplarIndex, settings: Settings) -> Wanted:
    """A review of each file, then an opinion on each by each prompt.

    A review is made anew where the file, its name, the program, its library or the exemplars changed; an opinion, which costs, where the
    file, the prompt or the model did.
    """
    basis = sorted(basis_of(index, [], settings).items())
    reviews = [Wish(line, file.name, _subject(file), None, _inputs(file, basis)) for line, file in enumerate(files, 1)]
    opinions = [
        Wish(line, file.name, _subject(file), prompt.name, _inputs(file, asdict(prompt), settings.model, settings.base_url))
        for (line, file), prompt in product(enumerate(files, 1), prompts)
    ]
    return Wanted("review", _title(files), [*reviews, *opinions], offline=not prompts)


def marks_of_file(subject: Mapping[str, Any]) -> list[str]:
    """What a file is known by, also where it was moved or has been mended since."""
    return [subject[name] for name in ("path", "sha256") if subject.get(name)]


def hash_of_table(table: GoalTable) -> str:
    """The hash of all that was read of a table."""
    return hashlib.sha256(table.model_dump_json().encode()).hexdigest()


def file_of(subject: Mapping[str, Any]) -> GivenFile:
    """The file that an item is about."""
    return GivenFile(subject["name"], Path(subject["path"]), subject["sha256"])


def _subject(file: GivenFile) -> Mapping[str, str]:
    return {"name": file.name, "path": str(file.path), "sha256": file.digest}


def _inputs(file: GivenFile, *others: object) -> str:
    parts = [file.name, file.digest, *others]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _title(files: Sequence[GivenFile]) -> str:
    return files[0].name if len(files) == 1 else f"{files[0].name} 等 {len(files)} 个文件"


def _told(opinions: Sequence[Opinion], model: str) -> Outcome:
    """What is kept of a file's opinions; like a draft that came offline, where the model was asked about a table and gave none."""
    silent = dict.fromkeys(opinion.silence for opinion in opinions if opinion.silence)
    note = "；".join(silent) or None
    return Outcome("fallback" if silent.keys() - {SECRET, ORDERS} else "done", note, OPINIONS.dump_json(tuple(opinions)).decode(), model)
