"""What happens while a draft is made, for whoever shows it: page, command line and batch see the same."""

from dataclasses import dataclass

from assistant.drafting.result import Draft, ExemplarRef
from assistant.goals import Goal, Indicator


@dataclass(frozen=True)
class Begun:
    """The exemplars are found."""

    exemplars: tuple[ExemplarRef, ...]


@dataclass(frozen=True)
class Progress:
    """What is being done, in a few Chinese words."""

    text: str


@dataclass(frozen=True)
class RowArrived:
    """A row has come. It is not yet checked: the finished draft may have it otherwise, or not at all."""

    indicator: Indicator


@dataclass(frozen=True)
class GoalArrived:
    """A goal has come; as for `RowArrived`."""

    goal: Goal


@dataclass(frozen=True)
class Restarted:
    """What has arrived is void: it is asked for again."""


@dataclass(frozen=True)
class Finished:
    """The draft is done; nothing follows."""

    draft: Draft


Event = Begun | Progress | RowArrived | GoalArrived | Restarted | Finished
