"""Marks of secrecy: whether a text is marked 涉密, or only speaks of secrecy as any work does (保密培训, 涉密人员管理, 商业秘密保护).

A mark stands by itself: as a whole text, line, bracket or clause (机密, （秘密★1年）, 该项目涉密), behind its label (密级：机密),
or with the star that only marks carry. Inside a sentence it needs a noun that says that the thing itself is secret (涉密项目,
绝密级文件), and that neither denies it nor goes on to training, checks or protection.
"""

import re
import unicodedata

from pydantic import BaseModel

from assistant.goals.remembering import remembered
from assistant.goals.table import GoalTable
from assistant.goals.wording import squeeze

_LEVEL = "(?:绝密|机密|秘密)"
_UNDERTAKING = "(?:项目|事项|经费|资金|工程|任务|活动)"
_THING = f"(?:{_UNDERTAKING}|内容|信息|文件|资料|材料)"
_LABEL = "(?:密级|定密|保密级别|涉密等级|秘密等级)"
_SUBJECT = f"(?:该|本|此|因|以上|部分|全部|均|属于?|定为|为|系|是|{_LABEL}|{_THING})"
_CLOSED = "(?:不予|不宜|免于|免予)公开"

_SEPARATOR = re.compile(r"[()\[\]{}<>【】〔〕\s,;。!?|·_—–-]+|:(?!\s*[否无非不])")
_STANDING = re.compile(
    rf"{_SUBJECT}{{0,6}}(?:涉密|涉及国家秘密|{_LEVEL}[级件]?|(?:依法|按规定)?(?:{_CLOSED}|不公开))(?:[★☆].*)?(?:的?{_THING})?"
)
_COMPANION = re.compile(rf"[本该此]?(?:项目)?{_LABEL}|(?:依法|按规定)?(?:不予|不宜|免于|不)(?:公示|展开|填报|披露)|")
"""What may stand beside a mark and be no more than the mark: its label, or what follows from it."""
_LABELLED = re.compile(
    rf"{_LABEL}(?:级别|等级)?\s*(?::|定?为|是|属于?)?\s*(?:{_LEVEL}|涉密)(?!\s*[、/□☐])|是否涉密{_THING}?\s*:?\s*是(?!\s*[/否])"
)
_STARRED = re.compile(rf"{_LEVEL}级?\s*[★☆]")
_AT_THE_END = re.compile(
    rf"(?:{_UNDERTAKING}(?:属于?|为|系|是|均|全部|部分)?涉密"
    rf"|{_THING}(?:属于?|定?为|系|是)(?:国家)?{_LEVEL}级?"
    rf"|(?:项目|经费|资金|工程){_LEVEL}"
    rf"|(?<![不未否])涉及国家秘密(?:的?{_THING})?"
    rf"|(?<!是否){_CLOSED}(?:的?{_THING})?)$"
)
_DENIAL = "非|未|无|没有|不(?:属于?|是|含|包含|包括|存在|涉及)?|是否|除|商业|个人|企业|技术|工作"
_ABOUT = "管理|培训|检查|审查|审核|保密|资质|泄|防|教育|宣传|知识|除?以?外"
_INSIDE = re.compile(rf"(?P<denied>{_DENIAL})?(?:涉密(?:项目|事项)|{_LEVEL}(?:级{_THING}?+|项目|事项|文件))(?!{_ABOUT})")


@remembered
def is_classified(text: str) -> bool:
    """Whether `text` is marked 涉密, 秘密, 机密, 绝密 or 不予公开, as a whole or in one of its parts."""
    return any(_carries_mark(form) for form in _forms(text))


def is_mark(text: str) -> bool:
    """Whether `text` says that something is 涉密, and nothing else (机密, 该项目涉密，不予公开)."""
    return is_classified(text) and any(
        all(_STANDING.fullmatch(part) or _COMPANION.fullmatch(part) for part in _SEPARATOR.split(form)) for form in _forms(text)
    )


def has_mark(part: BaseModel) -> bool:
    """Whether one of the texts that stand directly in a table, a goal, an indicator or a task is marked."""
    return any(is_classified(text) for _, value in part for text in _texts(value))


def holds_secrets(table: GoalTable) -> bool:
    """Whether a table, or a row of it, is marked."""
    return table.classified or any(map(has_mark, (table, *table.goals, *table.indicators, *table.tasks)))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, dict):
        return tuple(f"{label}：{text}" for label, text in value.items())
    return (value,) if isinstance(value, str) else ()


def _forms(text: str) -> tuple[str, ...]:
    """`text` in half-width as it stands, where blanks part a mark from the rest, and with spread-out characters together."""
    if "密" not in text and "公" not in text:
        return ()
    folded = unicodedata.normalize("NFKC", text)
    return folded, squeeze(folded)


def _carries_mark(text: str) -> bool:
    if _LABELLED.search(text) or _STARRED.search(text):
        return True
    if any(match["denied"] is None for match in _INSIDE.finditer(text)):
        return True
    return any(_STANDING.fullmatch(part) or _AT_THE_END.search(part) for part in _SEPARATOR.split(text) if part)
