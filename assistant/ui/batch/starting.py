"""A list handed in: what was read of it, what is wrong with it, and the button that begins."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

import streamlit as st

from assistant.batch import ListedProject, ProjectList, read_list, write_list_template
from assistant.batch.drafts.running import draft_prompts, start_list
from assistant.errors import AssistantError
from assistant.goals import Funding
from assistant.goals.money import format_amount
from assistant.goals.taxonomy import Framework
from assistant.reading import limits_of
from assistant.temporary import as_file, content_of
from assistant.ui.batch.costs import choose_limit, show_estimate
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person
from assistant.ui.telling import where_it_goes
from assistant.ui.told import attempt

_SHORT = 8
"""Lines that are shown without a frame to scroll in."""
_PURPOSE = 40
"""Characters of a purpose: enough to see that it is one."""
_WHERE_SAID = ("项目编码", "财政资金", "其他资金", "资金用途")
"""Columns that are shown only where a row of the list says something of them."""
_FRAMEWORKS = {Framework.THREE_CLASS: "三分类", Framework.FOUR_CLASS: "四分类"}


def show_start() -> None:
    """The template, the uploader, and what follows from the list."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("每行一个项目，名称和预算必填。可以用自己的表，也可以先下载模板填写。", width="stretch")
        st.download_button("下载清单模板", _template, "项目清单模板.xlsx", icon=":material/download:", on_click="ignore")
    file = st.file_uploader(
        "项目清单（Excel 或 CSV）", type=["xlsx", "csv"], key="batch-file", max_upload_size=open_desk().settings.read_mb
    )
    if file is None:
        st.caption(where_it_goes(open_desk().settings))
        return
    try:
        found = _read(file.file_id, file.name, file.getvalue())
    except AssistantError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _show_list(found, file.name, file.file_id)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return content_of(".xlsx", write_list_template)


@st.cache_data(show_spinner="正在读取清单……", max_entries=5, scope="session")
def _read(file_id: str, name: str, _content: bytes) -> ProjectList:
    """The list of a file; `file_id` stands for its content."""
    with as_file(name, _content) as path:
        return read_list(path, limits_of(open_desk().settings), today=date.today())


def _show_list(found: ProjectList, name: str, file_id: str) -> None:
    if found.problems:
        secret = f"，其中 {found.classified} 行标有涉密字样，不读入" if found.classified else ""
        st.error(f"清单里有 {len(found.problems)} 处要改{secret}。改好后重新上传；也可以只做没有问题的行。", icon=":material/error:")
        _show_lines(found.problems)
    if found.notices:
        st.info("请留意", icon=":material/info:")
        _show_lines(found.notices)
    if not found.rows:
        return
    st.markdown(f"**读到 {len(found.rows)} 个项目**")
    with st.expander("读出来的内容，请核对" if found.chosen else "读出来的内容", expanded=found.chosen, icon=":material/table_view:"):
        _show_rows(found)
    _show_choices(found, name, file_id)


def _show_rows(found: ProjectList) -> None:
    """What was understood of each row, and the headings that it comes from."""
    origins = "；".join(f"{name} ← {'、'.join(headings)}" for name, headings in found.origins.items() if headings)
    st.caption(plain(f"各栏取自清单的表头：{origins}"))
    rows = [_cells(project) for project in found.rows]
    headings = dict.fromkeys(heading for row in rows for heading in row)
    said = [heading for heading in headings if heading not in _WHERE_SAID or any(row[heading] for row in rows)]
    shown = [{heading: row.get(heading, "") for heading in said} for row in rows]
    st.dataframe(shown, hide_index=True, height=_height(len(rows)))


def _show_lines(lines: Sequence[str]) -> None:
    with st.container(border=True, height=240 if len(lines) > _SHORT else "content"):
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _height(rows: int) -> int:
    return 38 + 35 * min(rows, _SHORT)


def _cells(project: ListedProject) -> dict[str, str]:
    request = project.request
    funding = project.funding or Funding()
    head = {
        "行号": str(project.row),
        "项目编码": project.code or "",
        "项目名称": request.name,
        "预算": format_amount(request.budget_yuan),
        "财政资金": _amount(funding.fiscal_yuan),
        "其他资金": _amount(funding.other_yuan),
        "实施单位": request.unit or "",
        "年度": str(request.year),
        "资金用途": _shortened(request.purpose or ""),
        "指标框架": _FRAMEWORKS.get(request.framework, ""),
    }
    return head | {f"{heading}（清单）" if heading in head else heading: text for heading, text in project.extra.items()}


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _PURPOSE else f"{line[:_PURPOSE]}……"


def _amount(yuan: Decimal | None) -> str:
    return "" if yuan is None else format_amount(yuan)


def _show_choices(found: ProjectList, name: str, file_id: str) -> None:
    offline, chosen = _choose_model()
    limit = None
    if not offline:
        limit = choose_limit("batch-limit", show_estimate(file_id, found.rows, chosen))
    ready = True
    if found.problems:
        ready = st.checkbox(f"只做没有问题的 {len(found.rows)} 个项目", key="batch-good-only")
    drafts = len(found.rows) * max(len(chosen), 1)
    st.button(
        f"开始起草 {drafts} 份",
        key="batch-start",
        type="primary",
        icon=":material/play_arrow:",
        disabled=not ready,
        help=None if ready else "清单还有问题：改好后重新上传，或勾选上面一项。",
        on_click=attempt,
        args=(_start, found.rows, name, tuple(chosen), offline, limit),
    )


def _choose_model() -> tuple[bool, list[str]]:
    """Whether to work offline, and with which prompts."""
    settings = open_desk().settings
    if not settings.model:
        st.caption(where_it_goes(settings))
        return True, []
    offline = st.toggle("离线起草，不请语言模型", key="batch-offline")
    if offline:
        return True, []
    st.caption(where_it_goes(settings))
    prompts = draft_prompts(settings)
    chosen = st.multiselect(
        "提示词（选几个，每个项目就起草几份，供比较）",
        list(prompts),
        default=list(prompts)[:1],
        format_func=lambda name: f"{name}　{prompts[name]}",
        key="batch-prompts",
        placeholder="不选就用自带的提示词",
        filter_mode=None,
    )
    return False, chosen


def _start(rows: Sequence[ListedProject], name: str, prompts: Sequence[str], offline: bool, limit: int | None) -> None:
    run = start_list(open_desk(), person(), rows, title=name, prompts=prompts, offline=offline, limit=limit)
    st.query_params["run"] = run
