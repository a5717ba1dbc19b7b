"""Which runs to compare: only those are offered that can be."""

from collections.abc import Sequence

import streamlit as st

from assistant.batch import BatchRun, list_runs
from assistant.batch.comparing.candidates import Candidate, Ways, candidates, ways_of
from assistant.ui.batch.runs import means_line
from assistant.ui.plain import moment
from assistant.ui.session import open_desk, person

OPEN = "compare"
"""In the address: the runs that are compared."""
_NONE = """现在还没有可以比较的。要比较，先让同一份清单有两种起草办法的草稿：

- 比提示词：起草清单时选两种提示词，每个项目就起草两份（自己的提示词在「提示词」页新建）；
- 比模型：在「设置」页换一个模型，把同一份清单再起草一次。
"""


def show_choice() -> None:
    """Which run, and where it takes two, which other."""
    st.markdown("同一批项目用两种提示词或两个模型起草过，就可以比较：每次看同一个项目的两份草稿，不写来源，只说哪份好。")
    runs = {run.id: run for run in list_runs(open_desk(), person())}
    found = {each.run: each for each in candidates({id_: _ways(id_, run.counts["done"]) for id_, run in runs.items()})}
    if not found:
        st.info(_NONE, icon=":material/info:")
        return
    first = st.selectbox(
        "批量任务", list(found), format_func=lambda id_: _name(runs[id_]), key="compare-run", filter_mode=None, disabled=len(found) == 1
    )
    second = _choose_other(found[first], runs)
    chosen = [first, *([second] if second else [])]
    st.button("开始比较", key="compare-open", type="primary", icon=":material/compare:", on_click=_open, args=(chosen,))


@st.cache_data(show_spinner="正在查看以前的任务……", max_entries=40, scope="session")
def _ways(id_: str, done: int) -> Ways:
    """See `ways_of`; `done` drafts there are."""
    return ways_of(open_desk().database, id_) if done else {}


def _choose_other(candidate: Candidate, runs: dict[str, BatchRun]) -> str | None:
    """The run to compare with; None where the prompts of one are compared."""
    options = [*([""] if candidate.alone else []), *candidate.others]
    if options == [""]:
        return None
    own = "只比它自己的几种提示词"
    told = st.selectbox(
        "和哪一次比",
        options,
        format_func=lambda id_: f"{_name(runs[id_])}　{candidate.others[id_]} 个项目相同" if id_ else own,
        key=f"compare-with-{candidate.run}",
        filter_mode=None,
        disabled=len(options) == 1,
    )
    return told or None


def _name(run: BatchRun) -> str:
    return f"{run.title}　{moment(run.created)}　{run.projects} 个项目　{means_line(run)}"


def _open(runs: Sequence[str]) -> None:
    st.query_params[OPEN] = ",".join(runs)
