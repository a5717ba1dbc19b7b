"""检查模型端点: what one can do, found out anew, and whether that is enough for drafting."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.errors import ModelError, ServerFailedError, UnknownModelError, UnsupportedRequestError
from assistant.llm.asking import Asker
from assistant.llm.catalogue import Listing, look_up
from assistant.llm.chat import Address
from assistant.llm.probing import probe
from assistant.llm.question import Profile

SLOW = 20.0
"""Seconds for an answer of a few words, above which a draft takes minutes."""
ROOMY = 8000
"""Tokens that hold the longest question of a draft and its answer."""
_NAMED = 5
"""Models of a list that a sentence names."""
_WIDEN = "请调大服务的上下文长度（Ollama 设 OLLAMA_CONTEXT_LENGTH，llama.cpp 设 -c，vLLM 设 --max-model-len）"


@dataclass(frozen=True)
class Check:
    """What a check found of the endpoint at `address`."""

    address: Address
    profile: Profile
    listing: Listing

    @property
    def context(self) -> int | None:
        """Tokens that the model takes in: as a refusal said, else as the list says."""
        return self.profile.context or self.listing.context

    @property
    def at_most(self) -> bool:
        """Whether the server may take in less than `context`."""
        return not self.profile.context and self.listing.at_most

    @property
    def notes(self) -> tuple[str, ...]:
        """What else was noticed."""
        if self.listing.listed is False:
            told = f"端点列出的模型里没有「{self.address.model}」，有{_some(self.listing.names)}，答复可能来自其中之一"
            return (*self.profile.notes, told)
        return self.profile.notes

    @property
    def concerns(self) -> list[str]:
        """What speaks against drafting with this model, each with a remedy."""
        profile, found = self.profile, list[str]()
        if self.listing.listed is False:
            found.append("端点没有列出这个模型名，请核对设置页的模型名称（环境变量 ASSISTANT_MODEL）")
        if profile.rung == "text":
            found.append("端点不保证输出格式，不合格的行会重问或改用离线草稿，能换支持 JSON 输出的模型更好")
        if profile.long_question == "cut":
            found.append(f"长材料会被悄悄截去，{_WIDEN}")
        elif profile.long_question == "refused" or (self.context or ROOMY) < ROOMY:
            found.append(f"长材料装不下，{_WIDEN}，或换上下文更长的模型")
        elif profile.long_question == "late":
            found.append("长材料来不及答复，请换快一些的服务，或调大环境变量 ASSISTANT_MODEL_SECONDS")
        if profile.seconds > SLOW:
            found.append("答复较慢，起草要等几分钟，刚启动的服务可再查一次")
        return found

    @property
    def verdict(self) -> str:
        """Whether the model is fit for drafting, in one sentence."""
        return f"可以用于起草，但{'；'.join(self.concerns)}。" if self.concerns else "可以用于起草，写得好坏还要看模型本身。"


def check_endpoint(asker: Asker, tell: Callable[[str], None] = lambda step: None) -> Check:
    """What the endpoint can do, probed anew and kept for later work; each step goes to `tell`.

    Raises:
        ModelError: it cannot be used; the message also says which models there are, or where the endpoint's own words are kept.
    """
    address = asker.chat.address
    try:
        profile = probe(asker.chat, seconds=asker.limits.seconds, thorough=True, tell=tell)
    except ModelError as error:
        more = _more(error, asker)
        if more:
            error.args = (f"{str(error).removesuffix('。')}；{more}。",)
        raise
    listing = look_up(address)
    if not listing.at_most:
        profile = replace(profile, context=profile.context or listing.context)
    asker.learn(profile)
    return Check(address, profile, listing)


def _more(error: ModelError, asker: Asker) -> str:
    names = look_up(asker.chat.address).names if isinstance(error, UnknownModelError) else ()
    if names:
        return f"端点列出的模型有{_some(names)}"
    if isinstance(error, UnknownModelError | ServerFailedError | UnsupportedRequestError):  # the other sentences say all there is
        error.kept = asker.answers.keep(error.raw, str(error))
    return f"端点的原话在 {error.kept}" if error.kept else ""


def _some(names: tuple[str, ...]) -> str:
    shown = "、".join(f"「{name}」" for name in names[:_NAMED])
    return f"{shown}等 {len(names)} 个" if len(names) > _NAMED else shown
