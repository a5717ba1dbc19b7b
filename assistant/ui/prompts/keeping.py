"""Keeping prompts and removing them, with a line in the audit log; what there is to tell is told once."""

from assistant.audit import AuditLog, hash_of
from assistant.errors import AssistantError
from assistant.prompting import Prompt, remove_own, save_own
from assistant.ui.session import open_desk, person
from assistant.ui.told import tell


def save(id_: str, text: str, done: str) -> Prompt | None:
    """Keep a text as the next version of a prompt; None where that failed, which is told."""
    try:
        return save_or_say(id_, text, done)
    except AssistantError as error:
        tell("error", str(error))
        return None


def save_or_say(id_: str, text: str, done: str) -> Prompt:
    """Keep a text as the next version of a prompt, and tell what was done.

    Raises:
        AssistantError: it cannot be kept; the message says why.
    """
    saved = save_own(open_desk().settings, id_, text)
    _record({"did": "save", "prompt": saved.name, "text": hash_of(text)})
    tell("success", done or f"已保存为 {saved.id} 的第 {saved.version} 版。")
    return saved


def remove(name: str) -> bool:
    """Remove a version; whether it worked."""
    try:
        remove_own(open_desk().settings, name)
    except AssistantError as error:
        tell("error", str(error))
        return False
    _record({"did": "remove", "prompt": name})
    tell("success", f"已移除 {name}。")
    return True


def _record(entry: dict[str, str]) -> None:
    complaint = AuditLog(open_desk().settings, person().name).record({"action": "prompt", **entry})
    if complaint:
        tell("warning", complaint)
