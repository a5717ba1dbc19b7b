"""Texts of documents and of models, as they may stand in a prompt or a table: data, never orders, links or hidden words."""

import re
import unicodedata

from assistant.goals import GoalTable
from assistant.goals.remembering import remembered
from assistant.goals.texts import texts_of
from assistant.goals.wording import squeeze

LONGEST = 120
"""Characters of one text in a prompt."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\((?:[^()]|\([^()]{0,200}\)){0,500}\)")
_ADDRESS = re.compile(r"(?:https?|ftp|file|data|javascript):[!-~]+|www\.[!-~]+", re.IGNORECASE)
_STRUCTURE = str.maketrans({"<": "＜", ">": "＞", "{": "｛", "}": "｝", "`": "'", "|": "｜"})
_ORDERS = re.compile(
    r"(?:忽略|无视|忘记|不要理会|跳过)(?:掉)?(?:以上|上面|上述|之前|前面|此前|所有|全部|一切)?的?.{0,6}(?:要求|指令|指示|规则|提示|内容|约束)"
    r"|(?:你|您)(?:现在)?(?:是|扮演|必须|只能|只需|应当?)(?:一[个名])?.{0,12}(?:助手|模型|AI|输出|回答|回复|返回)"
    r"|(?:系统|开发者)(?:提示|消息|指令)|(?:请|只|直接)(?:输出|返回|回复)(?:以下|下面|如下|JSON|json)"
    r"|ignore\s+(?:all\s+|the\s+|any\s+)?(?:previous|above|prior|earlier)|(?:system|assistant|developer)\s*(?:prompt|message)?\s*[:：]"
    r"|you\s+are\s+(?:now\s+)?an?\b|<\|[a-z_]+\|>|\[/?INST\]|```|\{\s*\"(?:indicators|goals|role|content)\"",
    re.IGNORECASE,
)


@remembered
def plain(text: str) -> str:
    """`text` without markup, links, comments and invisible characters."""
    text = _LINK.sub(r"\1", _TAG.sub("", _COMMENT.sub("", text)))
    text = "".join(character for character in _ADDRESS.sub("", text) if unicodedata.category(character) not in ("Cf", "Cc", "Co", "Cs"))
    return squeeze(text)


def quote(text: str | None, longest: int = LONGEST) -> str:
    """`text` as it may stand in a data block of a prompt: plain, of at most `longest` characters, and unable to end the block."""
    return plain((text or "").replace("\n", " "))[:longest].translate(_STRUCTURE)


@remembered
def gives_orders(text: str) -> bool:
    """Whether `text` speaks to a model instead of to people, in the open or between invisible characters."""
    forms = (text, plain(text), re.sub(r"\s+", "", plain(text)))
    return any(_ORDERS.search(unicodedata.normalize("NFKC", form)) for form in forms)


def holds_orders(table: GoalTable) -> bool:
    """Whether a text of `table` speaks to a model."""
    return any(map(gives_orders, texts_of(table)))
