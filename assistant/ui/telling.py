"""What leaves this machine, in plain words."""

from typing import Final

from assistant.drafting import DRAFT_PROMPT
from assistant.llm.chat import Address
from assistant.settings import Settings
from assistant.suggesting.rewording import PROMPT as REWORD_PROMPT
from assistant.suggesting.with_model import MOST_GOALS, MOST_ROWS
from assistant.suggesting.with_model import PROMPT as SUGGEST_PROMPT
from assistant.ui.plain import plain

SENT: Final = {
    DRAFT_PROMPT: "**起草、重新起草、批量起草**：项目名称、预算、预算年度、实施单位、用途，"
    "相近范例的项目名称、预算和指标，程序拟出的指标；要补写或改正时，还有这次已写出的指标",
    REWORD_PROMPT: "**改写**：项目名称、预算、预算年度、实施单位、用途，要改写的那一条指标，填写的改写要求",
    SUGGEST_PROMPT: f"**推荐（查找缺少的指标）**：项目名称、预算、预算年度、实施单位、用途，"
    f"表里的绩效目标（最多 {MOST_GOALS} 条）和指标（最多 {MOST_ROWS} 条，包括自己写的），程序推荐的指标",
}
"""What the pages send to a model, by the prompt that carries it."""
_NOTHING = "- 没有配置语言模型，没有任何内容会发送出去。"
_LEAVES = """
- 只有配置了语言模型，才有内容发送到上面的网址，而且只在点了下面这些按钮时发送：
{sent}
    - **测试连接**：几个固定的试题，不含任何项目的内容。
- 每次发送都带着“提示词”页上的那段提示词，自己写的也一样。
- 证件号、电话号码和银行账号在发送前隐去；项目内容提到涉密工作的，不发送。
- 上传的文件本身不发送，从文件读进表里的文字按上面所列发送；导出的文件不发送。
- 密钥只发给上面的网址，不会传到浏览器，也不写进日志和导出文件。
"""


def where_it_goes(settings: Settings) -> str:
    """One sentence on where requests go."""
    if not settings.model:
        return "全部在本机完成，材料不外传。"
    address = Address(settings.model, settings.base_url).where
    return plain(
        f"项目名称、预算、单位、用途和相近范例会发送给语言模型 {settings.model}（{address}），涉密项目不受理，证件号、电话和账号会先隐去。"
    )


def what_leaves(settings: Settings) -> str:
    """What is sent where, and when, as Markdown."""
    if not settings.model:
        return _NOTHING
    return _LEAVES.format(sent="\n".join(f"    - {text}。" for text in SENT.values()))
