"""Drafting as a job: asked for by a form, told row by row, kept as a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from assistant.drafting import DRAFT_PROMPT, Draft, DraftContext, DraftRequest, draft_events, make_request
from assistant.drafting.events import Begun, Event, Finished, GoalArrived, Progress, Restarted, RowArrived
from assistant.errors import CancelledError, InputError, LibraryError
from assistant.goals import Framework, Indicator
from assistant.goals.framework import framework_of
from assistant.goals.table import Funding, Period
from assistant.library.types import load_types
from assistant.settings import Settings
from assistant.workspace.drafts import Drafts
from assistant.workspace.jobs import Task
from assistant.workspace.manuscript import Manuscript, from_draft
from assistant.workspace.redrafting import keep_anew

KIND: Final = "draft"


class Order(BaseModel):
    """起草任务: what a person asks to be drafted.

    Attributes:
        funding: where the money comes from, where that was said.
        form: id of the local form that it is for.
        prompt: id of the prompt for a model.
        offline: whether no model is to be asked though one is set.
        again: whether the draft had content when it was asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["draft"] = KIND
    request: DraftRequest
    period: Period | None = None
    funding: Funding | None = None
    form: str | None = None
    prompt: str = DRAFT_PROMPT
    offline: bool = False
    again: bool = False


def order_again(manuscript: Manuscript, today: date) -> Order:
    """The order to draft a manuscript anew, by what its head says now.

    Raises:
        InputError: the head lacks what a draft needs.
    """
    table, first = manuscript.table, manuscript.request
    if table.kind == "department" or table.framework is Framework.DEPARTMENT:
        raise InputError("部门整体绩效目标表不能重新起草，请在表里修改，或用“推荐”补充指标。")
    if table.budget_yuan is None:
        raise InputError("还没有填预算，请先在项目信息里填写预算，再重新起草。")
    request = make_request(
        table.name,
        table.budget_yuan,
        today=today,
        unit=table.unit,
        year=table.year,
        purpose=table.purpose,
        framework=framework_of(table),
        exclude_sources=first.exclude_sources if first else (),
        refused=manuscript.refused,
        project_type=first.project_type if first else None,
    )
    prompt = manuscript.prompt or DRAFT_PROMPT
    return Order(request=request, period=table.period, form=manuscript.form, prompt=prompt, offline=manuscript.offline, again=True)


def drafted_as(order: Order, project_type: str | None) -> Order:
    """The same order for a project of a type of the library; None where that is to be judged."""
    return order.model_copy(update={"request": replace(order.request, project_type=project_type)})


def project_types(settings: Settings) -> dict[str, str]:
    """The types that a project can be drafted as, by id, with their names; none of a broken library, which whoever drafts is told of."""
    try:
        return {kind.id: kind.name for kind in load_types(settings.corpus_dir / "library")}
    except LibraryError:
        return {}


def types_told(manuscript: Manuscript, names: Mapping[str, str]) -> str | None:
    """As what a manuscript was drafted, in words: 会议，兼有培训（自动判断）; None where nobody knows. `names` as of `project_types`."""
    known = [names[id_] for id_ in manuscript.project_types if id_ in names]
    if manuscript.request is None or not known:
        return None
    how = "人工选定" if manuscript.request.project_type else "自动判断"
    others = f"，兼有{'、'.join(known[1:])}" if known[1:] else ""
    return f"{known[0]}{others}（{how}）"


class Shown(BaseModel):
    """What has come of a draft so far, for whoever watches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = "正在查找相近的范例……"
    goals: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()


def run_order(task: Task, context: DraftContext, drafts: Drafts) -> dict[str, Any] | None:
    """Draft what the task asks for, into its draft.

    Raises:
        AssistantError: it cannot be drafted; the message says why.
    """
    assert task.draft_id is not None
    order = Order.model_validate(task.request)
    events = draft_events(order.request, context, offline=order.offline, prompt=order.prompt, cancel=task.cancel)
    made = _manuscript(_follow(events, task), order)
    keep_anew(drafts, task.draft_id, made, context)
    return None


def _follow(events: Iterable[Event], task: Task) -> Draft:
    shown = Shown()
    for event in events:
        if task.cancel.stopped:
            raise CancelledError("已停止。")
        if isinstance(event, Finished):
            return event.draft
        shown = _with(shown, event)
        task.tell(shown.model_dump(mode="json"))
    raise AssertionError("a draft always finishes")


def _with(shown: Shown, event: Event) -> Shown:
    """What is shown after an event."""
    if isinstance(event, Progress):
        return shown.model_copy(update={"text": event.text})
    if isinstance(event, Begun):
        return shown.model_copy(update={"text": f"找到 {len(event.exemplars)} 个相近的范例，正在起草……"})
    if isinstance(event, Restarted):
        return shown.model_copy(update={"rows": (), "goals": ()})
    if isinstance(event, RowArrived):
        return shown.model_copy(update={"rows": (*shown.rows, _cells(event.indicator))})
    if isinstance(event, GoalArrived):
        return shown.model_copy(update={"goals": (*shown.goals, event.goal.text)})
    return shown


def _cells(row: Indicator) -> tuple[str, str, str]:
    return row.level2 or row.level1 or "", row.level3, row.value or ""


def _manuscript(draft: Draft, order: Order) -> Manuscript:
    made = from_draft(draft, order.request, form=order.form)
    made = made.model_copy(update={"offline": order.offline, "prompt": None if order.prompt == DRAFT_PROMPT else order.prompt})
    return made.with_table(**{name: value for name in ("period", "funding") if (value := getattr(order, name))})
