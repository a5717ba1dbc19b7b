"""设置: the model, whether it works, and what leaves this machine, in plain words."""

import streamlit as st

from assistant.database import where_it_is
from assistant.llm.chat import Address
from assistant.settings import Settings, model_is_fixed, save_model
from assistant.ui.plain import plain
from assistant.ui.session import open_desk, person, signing_in
from assistant.ui.telling import what_leaves
from assistant.ui.told import attempt, show_told, tell
from assistant.workspace.checking import KIND
from assistant.workspace.jobs import Job
from assistant.workspace.model_choice import choose_model

_STAYS = """
- 草稿、修改记录、范例库、审计日志都存在本机的数据文件夹（或单位指定的数据库）里。
- 起草、补充、审核、导出都可以不用语言模型，断网也能用。
- 标有涉密字样的内容不受理，也不保存。
"""


def show_page() -> None:
    """The model first, then where things go."""
    st.header("设置", anchor=False)
    settings = open_desk().settings
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("语言模型", anchor=False)
        _show_model(settings)
    with right:
        st.subheader("哪些内容会离开本机", anchor=False)
        st.markdown(what_leaves(settings))
        st.subheader("哪些不会", anchor=False)
        st.markdown(_STAYS)
        st.subheader("存放位置", anchor=False)
        st.markdown(plain(f"数据文件夹：{settings.data_dir}"))
        st.markdown(plain(f"数据库：{where_it_is(settings)}"))


def _show_model(settings: Settings) -> None:
    if settings.model:
        st.markdown(plain(f"正在使用 {settings.model}（{Address(settings.model, settings.base_url).where}）"))
    else:
        st.markdown("没有配置语言模型，全部离线完成。配置后草稿的用词会更贴近项目，数字仍由程序核对。")
    if model_is_fixed() or signing_in():
        st.caption("模型由管理员在环境变量或 .env 文件里设定，页面上不能修改。")
    else:
        _show_form(settings)
    if settings.model:
        _show_check()


def _show_form(settings: Settings) -> None:
    with st.form("model"):
        st.text_input("模型名称", settings.model or "", key="model-name", placeholder="qwen-plus；留空即离线工作")
        st.text_input("网址", settings.base_url or "", key="model-url", placeholder="https://dashscope.aliyuncs.com/compatible-mode/v1")
        kept = "已保存一个密钥，不改就留空" if settings.api_key else "本单位网络里的服务多半不要密钥，可留空"
        st.text_input("密钥", key="model-key", type="password", placeholder=kept, autocomplete="off")
        st.checkbox("删除已保存的密钥", key="model-forget") if settings.api_key else None
        st.form_submit_button("保存", type="primary", on_click=attempt, args=(_save,))
    show_told(standing=True)


def _save() -> None:
    """Use what was typed for all that is begun from now on; what runs ends as it began."""
    desk = open_desk()
    said = {name: str(st.session_state.get(f"model-{name}") or "").strip() for name in ("name", "url", "key")}
    forget = bool(st.session_state.get("model-forget"))
    chosen = choose_model(desk.settings, model=said["name"], base_url=said["url"], key=said["key"], forget=forget)
    save_model(chosen, model=chosen.model or "", base_url=chosen.base_url or "", api_key=chosen.api_key or "")
    desk.use_model(chosen)
    st.session_state["model-key"] = ""
    st.session_state["model-forget"] = False
    tell("success", "已保存。" if chosen.model else "已保存，今后离线工作。")


def _show_check() -> None:
    asked = _endpoint(open_desk().settings)
    job = _check_of(asked)
    running = job is not None and job.running
    st.button("测试连接", icon=":material/network_check:", disabled=running, on_click=attempt, args=(_check,))

    @st.fragment(run_every=0.7 if running else None)
    def follow() -> None:
        found = _check_of(asked)
        if found is None:
            return
        if found.running:
            st.markdown(found.queue_notice or "正在检查，慢的服务需要几分钟。")
            for step in found.progress.get("steps", []):
                st.caption(plain(step))
        elif running:
            st.rerun()
        elif found.state == "done" and found.result is not None:
            for line in found.result["lines"]:
                st.markdown(plain(line))
        elif found.error:
            st.error(plain(found.error), icon=":material/error:")

    follow()


def _endpoint(settings: Settings) -> str:
    return f"{settings.model} {Address(settings.model or '', settings.base_url).where}"


def _check_of(endpoint: str) -> Job | None:
    """The newest check, where it was one of this endpoint."""
    job = open_desk().jobs.latest(person().owner, kind=KIND)
    return job if job is not None and job.request.get("endpoint") == endpoint else None


def _check() -> None:
    me, desk = person(), open_desk()
    desk.jobs.start(KIND, me.owner, me.name, {"endpoint": _endpoint(desk.settings)})
