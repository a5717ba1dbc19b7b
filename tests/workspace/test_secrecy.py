import zlib
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from assistant.database import Base, open_database
from assistant.errors import ClassifiedError
from assistant.goals.table import Source
from assistant.review import ReviewData
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts
from assistant.workspace.edits import SetCell, SetHead
from tests.workspace.samples import sound


@pytest.fixture
def id_(drafts: Drafts) -> str:
    return drafts.create(sound(), "起草")


MARKED = "本项目涉密"


def dump(settings: Settings) -> str:
    """Everything that the database holds, as text."""
    with open_database(settings).reading() as session:
        states = [row.state for row in session.execute(text("SELECT state FROM revisions"))]
        rows = [tuple(row) for table in Base.metadata.sorted_tables for row in session.execute(text(f"SELECT * FROM {table.name}"))]
    return repr(rows) + "".join(zlib.decompress(state).decode() for state in states)


@pytest.mark.parametrize(
    "mark",
    [
        [SetCell(row="r1", field="basis", text=MARKED)],
        [SetCell(row="r1", field="basis", text=MARKED), SetCell(row="r1", field="basis", text="计划标准")],
        [SetHead(field="purpose", text=MARKED)],
    ],
)
def test_what_is_marked_stands_nowhere_afterwards(mark: Any, drafts: Drafts, id_: str, settings: Settings, data: ReviewData) -> None:
    with pytest.raises(ClassifiedError):
        drafts.edit(id_, 1, mark, data)
    goes: list[Callable[[], object]] = [
        lambda: drafts.begin(MARKED),
        lambda: drafts.label(id_, 1, MARKED),
        lambda: drafts.create(sound().with_table(purpose=MARKED), "读入"),
        lambda: drafts.create(sound().with_table(unread=(MARKED,)), "读入"),
        lambda: drafts.create(sound().with_table(source=Source(file="机密.docx")), "读入"),
        lambda: drafts.create(sound().with_table(source=Source(file="表.xlsx", location="涉密项目")), "读入"),
        lambda: drafts.save(id_, 1, sound().with_table(classified=True), "读入"),
    ]
    for go in goes:
        with pytest.raises(ClassifiedError):
            go()
    assert len(drafts.listed()) == 1
    assert "涉密" not in dump(settings).replace("\\u6d89\\u5bc6", "涉密")
