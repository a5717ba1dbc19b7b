"""What leaves this machine, in plain words."""

from assistant.llm.chat import Address
from assistant.settings import Settings
from assistant.ui.plain import plain


def where_it_goes(settings: Settings) -> str:
    """One sentence on where requests go."""
    if not settings.model:
        return "全部在本机完成，材料不外传。"
    address = Address(settings.model, settings.base_url).where
    return plain(f"项目信息和相近范例会发送给语言模型 {settings.model}（{address}），涉密项目不受理，证件号、电话和账号会先隐去。")
