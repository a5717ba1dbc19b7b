"""What a person is told of a form that was written: one sentence for what is alike, however many projects and fields it is about."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.export.local.unheld import Lost, Remark
from assistant.goals import GoalTable

_SHOWN = 30
_NAMED = 3
T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """What is to be said of one table: rows whose class was converted, and what the form has no place for."""

    table: GoalTable
    converted: Sequence[str]
    unheld: Sequence[Lost | Remark]


def tell(each: Sequence[Said]) -> list[str]:
    """Sentences: converted rows, the fields that the form does not have, and other remarks."""
    converted = [(said.table, note) for said in each for note in said.converted]
    lost = [(said.table, item) for said in each for item in said.unheld if isinstance(item, Lost)]
    remarks = [(said.table, item) for said in each for item in said.unheld if isinstance(item, Remark)]
    several = len(each) > 1
    return [
        *(_by_reason(converted) if several else [note for _, note in converted]),
        *([_fields(lost, several=several)] if lost else []),
        *(_remark(alike, several=several) for alike in _alike(remarks, lambda remark: remark.sentence)),
    ]


def _alike(items: Iterable[tuple[GoalTable, T]], key: Callable[[T], Hashable]) -> list[list[tuple[GoalTable, T]]]:
    groups: dict[Hashable, list[tuple[GoalTable, T]]] = {}
    for table, item in items:
        groups.setdefault(key(item), []).append((table, item))
    return list(groups.values())


def _owners(tables: Iterable[GoalTable]) -> str:
    """Of which projects it is: the name of one, the number of several."""
    names = {id(table): table.name for table in tables}
    return f"（{len(names)} 个项目）" if len(names) > 1 else f"（「{next(iter(names.values()))[:_SHOWN]}」）"


def _by_reason(notes: Sequence[tuple[GoalTable, str]]) -> list[str]:
    """Notes on rows of the form 「row」：reason, the rows of one reason together."""
    sentences = []
    for alike in _alike(notes, lambda note: note.partition("」：")[2]):
        rows = [note.partition("」：")[0] + "」" for _, note in alike]
        named = list(dict.fromkeys(rows))[:_NAMED]
        counted = f"等 {len(rows)} 条" if len(rows) > len(named) else ""
        reason = alike[0][1].partition("」：")[2]
        sentences.append(f"{''.join(named)}{counted}{_owners(table for table, _ in alike)}：{reason}")
    return sentences


def _fields(lost: Sequence[tuple[GoalTable, Lost]], *, several: bool) -> str:
    alike = _alike(lost, lambda item: item.label)
    if len(alike) == 1 and not several:
        ((_, item),) = alike[0]
        return f"本表式没有“{item.label}”，{_content([item]).strip()}没有写出。"
    owners = [_owners(table for table, _ in each) for each in alike]
    shared = len(set(owners)) == 1
    parts = []
    for each, of in zip(alike, owners, strict=True):
        items = [item for _, item in each]
        parts.append(f"“{items[0].label}”{_content(items)}{of if several and not shared else ''}")
    return f"本表式没有这些栏目，内容没有写出：{'，'.join(parts)}{owners[0] if several and shared else ''}。"


def _content(items: Sequence[Lost]) -> str:
    """The text that all of them have, or the number of rows of all."""
    count = sum(item.count for item in items)
    texts = {item.text for item in items}
    if count:
        return f" {count} 条"
    return f"「{texts.pop()}」" if len(texts) == 1 else ""


def _remark(alike: Sequence[tuple[GoalTable, Remark]], *, several: bool) -> str:
    first = alike[0][1]
    sentence = first.sentence.removesuffix("。").replace("{count}", str(sum(remark.count for _, remark in alike)))
    return f"{sentence.replace('{first}', first.first)}{_owners(table for table, _ in alike) if several else ''}。"
