"""What a run costs: told before it begins, bounded by whoever begins it, told afterwards."""

from collections.abc import Sequence

import streamlit as st

from assistant.batch import BatchRun, ListedProject
from assistant.batch.drafts.foretelling import foretell
from assistant.batch.engine.costing import expected, spent
from assistant.batch.engine.estimating import Estimate
from assistant.errors import AssistantError
from assistant.llm.price import price_of
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person

_STEP = 10_000


def show_estimate(list_id: str, projects: Sequence[ListedProject], prompts: Sequence[str]) -> Estimate | None:
    """Tell what the list is going to cost with these prompts; `list_id` stands for the projects."""
    settings = open_desk().settings
    try:
        told = _foretell(list_id, tuple(prompts), f"{settings.model} {settings.base_url}", projects)
    except AssistantError as error:
        st.warning(plain(str(error)), icon=":material/warning:")
        return None
    said = expected(told, price_of(settings)) if told else "估算不出要用多少 token，可以先设一个上限，做几份看看。"
    st.markdown(plain(said))
    return told


@st.cache_data(show_spinner="正在估算用量……", max_entries=10, ttl=600, scope="session")
def _foretell(list_id: str, prompts: Sequence[str], model: str, _projects: Sequence[ListedProject]) -> Estimate | None:
    return foretell(open_desk(), person(), _projects, prompts)


def choose_limit(key: str, told: Estimate | None = None, now: int | None = None) -> int | None:
    """How many tokens a run may cost; `now` is the limit that it has, and `told` what it is going to cost."""
    each = open_desk().settings.model_tokens
    limit = st.number_input(
        "最多用多少 token",
        min_value=each,
        value=None if now is None else max(now, each),
        step=_STEP,
        key=key,
        placeholder="不填就不限",
        width=260,
        help=f"这次任务前后几次加在一起的总上限，到了就停，已起草的都在，调大后可以继续。每份开始前要留出 {each:,} 个，"
        "通常用不到这么多，所以上限要比估算宽裕一些。",
    )
    if limit is not None and told is not None and limit < told.tokens + each:
        st.caption("按估算，这个上限做不完整份清单，做到上限就停。")
    return limit


def spent_line(run: BatchRun) -> str:
    """What a run has cost so far; nothing where it cost nothing."""
    return "".join(spent(run, price_of(open_desk().settings)))
