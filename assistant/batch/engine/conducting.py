"""A batch of the command line: taken up where it was left, worked on by a crew, written out at the end."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.batch.engine.cluster import engaged
from assistant.batch.engine.crew import Crew, Hands, Open, Task, free_lost, get_ready
from assistant.batch.engine.deferred import Deferred
from assistant.batch.engine.estimating import Estimate, estimate
from assistant.batch.engine.items import Allowance, Standing
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import Wanted, take_up
from assistant.batch.engine.submissions import requests_away
from assistant.database import open_database
from assistant.errors import InputError
from assistant.settings import Settings
from assistant.workspace.insisting import insist

_LOCK = ".lock"
_LOOK_SECONDS = 0.2
_BEGINNINGS = 3
"""How often hands are begun that end early and do not say why."""
_UNDONE = "处理进程没有做完就结束了，也没有说明原因；重新运行会从中断处继续，还是这样的请把日志交给维护人员。"
ALONE = 8
"""Items for which one process is enough: starting another takes as long as doing them."""
Write = Callable[[Ledger], list[str]]
"""Writes what came of a batch into its folder; gives back what could not be written, in sentences."""


@dataclass(frozen=True)
class Order:
    """What is asked for.

    Attributes:
        open: opens how items are done, in each process.
        write: writes the results.
        at_once: items that are done at a time.
        limit: tokens that the whole batch may cost, in all its runs.
        again: whether what failed, or came from no model, is to be done again.
        scheduler: address of the Dask cluster that does it; None for this machine.
        expect: hears what it is going to cost, before anything is asked.
        deferred: whether the model's service is to answer in its own time, for less money.
    """

    folder: Path
    wanted: Wanted
    open: Open
    write: Write
    at_once: int = 8
    limit: int | None = None
    again: bool = False
    scheduler: str | None = None
    deferred: bool = False
    expect: Callable[[Estimate], None] | None = None


@dataclass(frozen=True)
class Report:
    """How a run ended.

    Attributes:
        why: why before all was done; None where all was, or nobody knows more than that it was halted.
        unwritten: what could not be written.
        seconds: that the work took, without the writing.
        before: how many items had come to an end in earlier runs.
    """

    standing: Standing
    why: str | None
    unwritten: tuple[str, ...]
    seconds: float = 0.0
    before: int = 0


def conduct(order: Order, settings: Settings, watch: Callable[[Standing], None], halted: Callable[[], bool]) -> Report:
    """Do what an order still lacks, and write the results.

    Args:
        order: what is asked for.
        settings: of the installation; without a model none is asked.
        watch: hears how far it is, several times a second.
        halted: asked as often; what has begun is brought to its end, and nothing more is begun.

    Raises:
        InputError: somebody else works on the folder, or it is of another kind of batch.
        AssistantError: nothing can be done at all.
    """
    with _alone(order.folder):
        ledger = take_up(open_database(settings), order.folder, order.wanted, again=order.again)
        began, before = time.monotonic(), ledger.standing().ended
        why = _work(order, ledger, settings, watch, halted)
        seconds = time.monotonic() - began
        unwritten = order.write(ledger)
        return Report(ledger.standing(), why, tuple(unwritten), round(seconds, 2), before)


def _work(order: Order, ledger: Ledger, settings: Settings, watch: Callable[[Standing], None], halted: Callable[[], bool]) -> str | None:
    free_lost(ledger, settings)
    standing = ledger.standing()
    if not standing.to_do:
        return None
    allowance = _allowance(order, settings)
    if allowance is not None and not order.deferred and allowance.limit - standing.tokens < allowance.each:
        return _spent(standing, allowance)
    _refuse_unfetched(order, ledger)
    if order.scheduler is None and not order.deferred:
        get_ready(order.open)
    _foretell(order, ledger, settings)
    if order.deferred:
        why, halting = Deferred(ledger, order.open(settings, allowance.each if allowance else None), watch, halted, allowance).run(), False
    else:
        why, halting = _by_hands(order, ledger, settings, watch, halted)
    standing = ledger.standing()
    watch(standing)
    if not standing.to_do:
        return None if not standing.left else why or ledger.why_left()
    if why is None and allowance is not None and not halting:
        return _spent(standing, allowance)
    return why


def _by_hands(
    order: Order, ledger: Ledger, settings: Settings, watch: Callable[[Standing], None], halted: Callable[[], bool]
) -> tuple[str | None, bool]:
    """Have it done: why it ended before all was, and whether it was halted. Hands that end for no reason known are begun anew."""
    for _ in range(_BEGINNINGS):
        with _hands(order, ledger, settings, min(order.at_once, 1 + ledger.standing().to_do // ALONE)) as hands:
            halting = _look_on(hands, ledger, watch, halted)
        _wait_for_others(ledger, settings, watch, halted)
        if hands.why or halting or halted() or _allowance(order, settings) or not ledger.standing().to_do:
            return hands.why, halting
    return _UNDONE, False


def _spent(standing: Standing, allowance: Allowance) -> str:
    return (
        f"已用 {standing.tokens:,} 个 token。每份要留出 {allowance.each:,} 个（环境变量 ASSISTANT_MODEL_TOKENS），"
        f"上限 {allowance.limit:,} 不够再做一份，已停下；调大 --max-tokens，或调小每份留出的，重新运行会继续。"
    )


def _refuse_unfetched(order: Order, ledger: Ledger) -> None:
    """Refuse to ask at once what lies with a service that answers in its own time: it would be paid for twice.

    Raises:
        InputError: something does.
    """
    left = 0 if order.deferred else requests_away(ledger.database, ledger.batch)
    if left:
        raise InputError(f"这个文件夹有 {left} 个请求还在批处理接口处理，请加 --via batch-api 运行，取回答复后再用别的方式，以免重复付费。")


def _wait_for_others(ledger: Ledger, settings: Settings, watch: Callable[[Standing], None], halted: Callable[[], bool]) -> None:
    """Wait for workers of an earlier run, which nobody looks after any more, to bring what they have begun to its end."""
    while free_lost(ledger, settings) and not halted():
        watch(insist(ledger.standing))
        time.sleep(_LOOK_SECONDS)


def _foretell(order: Order, ledger: Ledger, settings: Settings) -> None:
    """Say what it is going to cost; what questions are like is looked up only where nothing of the kind was done before."""
    if order.expect is None or order.wanted.offline or settings.model is None:
        return
    told = estimate(ledger, order.wanted, settings.model) or estimate(ledger, order.wanted, settings.model, order.open(settings, None))
    if told is not None:
        order.expect(replace(told, handed_over=requests_away(ledger.database, ledger.batch)))


def _allowance(order: Order, settings: Settings) -> Allowance | None:
    """What may be spent; nothing is, where no model is asked."""
    return Allowance(order.limit, settings.model_tokens) if order.limit is not None and settings.model is not None else None


def _look_on(hands: Hands, ledger: Ledger, watch: Callable[[Standing], None], halted: Callable[[], bool]) -> bool:
    """Wait for their end; whether they were halted before."""
    halting = False
    try:
        while hands.look_after(ledger):
            watch(insist(ledger.standing))
            if not halting and halted():
                halting = True
                hands.halt()
            time.sleep(_LOOK_SECONDS)
    except KeyboardInterrupt:
        hands.kill()
        raise
    return halting


@contextmanager
def _hands(order: Order, ledger: Ledger, settings: Settings, most: int) -> Iterator[Hands]:
    """Who does it, begun: in processes of this machine, or on a cluster; `most` at the most."""

    def task(number: int) -> Task:
        return Task(order.open, ledger.batch, ledger.turn, ledger.by, -(-order.at_once // number), _allowance(order, settings))

    if order.scheduler is None:
        number = min(os.cpu_count() or 1, most)
        crew = Crew(task(number), settings)
        crew.start(number)
        yield crew
    else:
        prompts = tuple(sorted({wish.prompt for wish in order.wanted.wishes if wish.prompt}))
        with engaged(order.scheduler, ledger, task, most, prompts, settings) as cluster:
            yield cluster


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for as long as it is worked on; whatever ends the work, the system lets go of it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InputError(f"另一次运行正在处理「{folder}」，请等它完成，或先停止它，再重新运行。") from error
    except OSError as error:
        raise InputError(f"写不进文件夹「{folder}」，请检查路径、权限和磁盘空间。") from error
    try:
        yield
    finally:
        lock.release()
