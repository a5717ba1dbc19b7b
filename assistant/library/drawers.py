"""归类词表: which words belong to which class of indicators, who is asked for 满意度, and what must never happen."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.library.files import load_model
from assistant.library.words import WordList


class Drawers(BaseModel):
    """The word lists of `drawers.yaml`. Words are looked for anywhere in a name; where it says *ends*, at its end only.

    Attributes:
        extents: rates that say how much is reached, as a quantity does.
        quality_rates: *ends* of rates that are surely quality.
        done_rates: *ends* of rates that say how much of the work is done, which is no benefit.
        held_rates: *ends* of rates that say whether something took place at all, neither how much nor how well.
        quality_names: *ends* of qualities that are no rates.
        graded_counts: words of counts that tell a rank and so may stand as quality.
        count_units: units of what is counted.
        deeds: what a project does by itself; counting it is output.
        outputs: words that are output whatever stands beside them.
        works_done: what a project makes; a rate of quality of it is no benefit.
        output_units: units that only output has.
        deed_names: *ends* of the bare name of something done.
        benefits: words of what comes of the work; with one of them nothing is called output.
        effects: *ends* of what changes in society.
        gains: what is earned or saved through the project.
        improving: verbs of making better that a name begins with; they count with a word of `public`.
        public: those for whom it becomes better.
        time_words: words of time in names.
        time_values: words of time in values.
        progress_rates: *ends* of rates of progress, which say no time but often stand as 时效.
        costs: words of money spent.
        not_costs: words with which a name says no cost, even beside an amount of money.
        asked: words of 满意度 and the like.
        insiders: people of one's own office.
        own_affairs: words of projects whose served people are those of one's own office.
        never: *ends* of what must not happen.
        society: words of accidents that no one project can prevent.
        whole_rates: words of rates that are rightly 100%.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    extents: WordList
    quality_rates: WordList
    done_rates: WordList
    held_rates: WordList
    quality_names: WordList
    graded_counts: WordList
    count_units: WordList
    deeds: WordList
    outputs: WordList
    works_done: WordList
    output_units: WordList
    deed_names: WordList
    benefits: WordList
    effects: WordList
    gains: WordList
    improving: WordList
    public: WordList
    time_words: WordList
    time_values: WordList
    progress_rates: WordList
    costs: WordList
    not_costs: WordList
    asked: WordList
    insiders: WordList
    own_affairs: WordList
    never: WordList
    society: WordList
    whole_rates: WordList


@lru_cache(maxsize=4)
def load_drawers(folder: Path) -> Drawers:
    """The word lists in `folder`.

    Raises:
        LibraryError: the file is missing, no YAML, or breaks a rule; the message names file and entry.
    """
    return load_model(folder / "drawers.yaml", Drawers)
