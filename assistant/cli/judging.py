"""Pairs of drafts in the terminal, one after another, each answered with a key."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.batch.comparing.content import HEADINGS, Shown
from assistant.batch.comparing.judging import Answered, Judge, Judging, check_reason, keep, open_judging
from assistant.batch.comparing.pairs import CHOICE_NAMES, CHOICES, Choice, Duel, not_asked
from assistant.batch.comparing.sheets import about
from assistant.cli.keys import read_key
from assistant.database import Database
from assistant.errors import InputError

WIDE = 100
"""Columns of a terminal from which two drafts find room side by side."""
_NARROW = 120
"""Columns where there is no terminal."""
_KEYS: dict[str, Choice] = dict(zip("1234", CHOICES, strict=True))
_STEPS = {"b": -1, "left": -1, "n": 1, "right": 1}
_NO_SUCH_KEY = "没有这个键：请按 1 到 4 评判，r 写理由，b 或 n 换一对，q 停。"
_NO_FURTHER = {-1: "已经是第一对，前面没有了。", 1: "已经是最后一对，后面没有了。"}
_HELP = "1 甲好　2 乙好　3 差不多　4 都不行　r 写理由　b 上一对　n 下一对　q 停"


def judge_pairs(database: Database, duels: Sequence[Duel], judge: Judge) -> None:
    """Ask a judge about all pairs; each answer is kept at once, so that it can be left off at any time.

    Raises:
        InputError: there is nothing to judge.
    """
    judging = open_judging(database, duels, judge)
    if not judging.questions:
        raise InputError(f"没有可以评判的：{'；'.join(not_asked(duels))}。")
    console = _console()
    console.print(Text(greeting(judging, duels)))
    at = judging.next_open() or 0
    while at < len(judging.questions):
        step = _ask(console, database, judging, at)
        if step is None:
            break
        judging = open_judging(database, duels, judge)
        following = judging.next_open(at)
        at = at + step if step else at + 1 if following is None else following
    left = len(judging.questions) - len(judging.answers)
    told = f"还有 {left} 对没有评，再运行同一条命令会接着评。" if left else "都评完了，可用 --report 看结果。"
    console.print(Text(f"{judge.name} 已评 {len(judging.answers)} 对，{told}"))


def greeting(judging: Judging, duels: Sequence[Duel]) -> str:
    """What a judge is told first."""
    told = [f"{judging.judge.name}：共 {len(judging.questions)} 对草稿，已评 {len(judging.answers)} 对，随时可停"]
    told += not_asked(duels)
    told += [f"{judging.void} 对评过之后草稿变了，要重评"] if judging.void else []
    return f"{'；'.join(told)}。"


def _ask(console: Console, database: Database, judging: Judging, at: int) -> int | None:
    """Show a pair and do what the key says: how many pairs to go on, 0 where it was answered, None to stop."""
    answer = judging.answers.get(at)
    reason = answer.reason if answer else None
    _show(console, judging, at)
    while True:
        key = read_key()
        if key is None or key == "q":
            return None
        if key in _KEYS:
            keep(database, judging.judge, [Answered(judging.questions[at], _KEYS[key], reason)])
            console.print(Text(f"已记下：{CHOICE_NAMES[_KEYS[key]]}"))
            return 0
        if key == "r":
            reason = _reason(console, reason)
            console.print(Text(_HELP))
            continue
        step = _STEPS.get(key)
        if step is not None and 0 <= at + step < len(judging.questions):
            return step
        console.print(Text(_NO_SUCH_KEY if step is None else _NO_FURTHER[step]))


def _reason(console: Console, before: str | None) -> str | None:
    try:
        return check_reason(console.input(Text("理由（一行，回车结束）：")))
    except EOFError:
        return before
    except InputError as error:
        console.print(Text(str(error)))
        return before


def _show(console: Console, judging: Judging, at: int) -> None:
    question = judging.questions[at]
    console.rule(f"第 {at + 1} 对，共 {len(judging.questions)} 对，已评 {len(judging.answers)} 对")
    console.print(Text(about(question), style="bold"))
    parts = [_draft("甲", question.left), _draft("乙", question.right)]
    if console.is_terminal and console.width >= WIDE:
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(*parts)
        console.print(grid)
    else:
        console.print(*parts)
    choice, answer = judging.choice(at), judging.answers.get(at)
    if choice is not None and answer is not None:
        console.print(Text(f"上次评的是：{CHOICE_NAMES[choice]}{f'（{answer.reason}）' if answer.reason else ''}"))
    console.print(Text(_HELP))


def _draft(name: str, shown: Shown) -> RenderableType:
    rows = Table(expand=True)
    for heading in HEADINGS:
        rows.add_column(heading, overflow="fold")
    for row in shown.merged_rows:
        rows.add_row(*map(Text, row))
    goals = [Text(f"{number}、{text}" if len(shown.goals) > 1 else text) for number, text in enumerate(shown.goals, 1)]
    return Group(Text(f"── {name} ──", style="bold cyan"), *goals, rows)


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_NARROW)
