"""What a check found of a model endpoint, in words."""

from assistant.llm.checking import Check
from assistant.llm.question import Part, Rung

_RUNGS: dict[Rung, str] = {
    "json_schema": "json_schema，严格按规定的结构答复",
    "tool": "tool，用工具调用交回规定的结构",
    "json_object": "json_object，只保证是 JSON，结构由程序核对",
    "text": "text，只有文字，由程序从中找出 JSON",
}
_PARTS: dict[Part, str] = {
    "stream_options": "stream_options（不统计用量，token 数按字数估计）",
    "temperature": "temperature（同样的材料，每次结果会有出入）",
    "max_tokens": "max_tokens（答复多长由端点决定）",
}
_LISTED = {True: "端点列有此模型", False: "端点没有列出此模型", None: "端点不提供模型清单"}


def describe_check(check: Check) -> list[str]:
    """A check, a line each."""
    profile = check.profile
    return [
        f"模型端点：{check.address.where}",
        f"模型：{check.address.model}（{_LISTED[check.listing.listed]}）",
        f"结构化输出：{_RUNGS[profile.rung]}",
        f"不接受的参数：{'、'.join(_PARTS[part] for part in sorted(profile.without)) or '无'}",
        f"答复用时：{profile.seconds:.1f} 秒（一个简单问题）",
        f"文字用量：{_usage(profile.tokens_per_character)}",
        f"上下文长度：{_context(check)}",
        f"长材料：{_long_question(check)}",
        *(f"注意：{note}。" for note in check.notes),
        f"结论：{check.verdict}",
    ]


def _usage(tokens_per_character: float | None) -> str:
    return f"每 100 个汉字约 {tokens_per_character * 100:.0f} 个 token" if tokens_per_character else "端点不统计 token"


def _context(check: Check) -> str:
    if not check.context:
        return "端点没有说明"
    return f"最多 {check.context} 个 token，服务可能设得更短" if check.at_most else f"{check.context} 个 token"


def _long_question(check: Check) -> str:
    return {
        "whole": "完整收到",
        "cut": f"超过 {check.profile.cut_at} 个 token 的部分被悄悄截去",
        "refused": "装不下",
        "late": "来不及答复",
        None: "没有测量",
    }[check.profile.long_question]
