"""langchain's client for OpenAI-compatible endpoints, with what other providers add to the protocol."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai.chat_models.base import BaseChatOpenAI
from pydantic import SecretStr

OPENAI = "https://api.openai.com/v1"
"""Where is asked if no address is set. Said outright, since langchain else looks into the environment for another place (a gateway)."""
NO_KEY = "none"
"""What is sent where no key is set: servers in one's own network ask for none, the client insists on one."""


class CompatibleChat(BaseChatOpenAI):
    """Keeps the fields for reasoning and refusal, which langchain leaves to such classes (its documentation of `BaseChatOpenAI`).

    Based on the class below `ChatOpenAI`, since that sends `max_completion_tokens`, which most other providers do not know.
    """

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: dict[str, Any] | None
    ) -> ChatGenerationChunk | None:
        converted = super()._convert_chunk_to_generation_chunk(chunk, default_chunk_class, base_generation_info)
        choices = chunk.get("choices") or []
        delta = (choices[0].get("delta") if choices else None) or {}
        if converted is not None:
            for name, fields in {"reasoning": ("reasoning_content", "reasoning"), "refusal": ("refusal",)}.items():
                said = next((delta[field] for field in fields if isinstance(delta.get(field), str)), None)
                if said:
                    converted.message.additional_kwargs[name] = said
        return converted

    def body(self, messages: Sequence[BaseMessage], options: Mapping[str, Any]) -> dict[str, Any]:
        """What goes over the wire for an answer that comes whole; what langchain leaves to the client below it is put in its place."""
        body: dict[str, Any] = self._get_request_payload(list(messages), **options)
        further = body.pop("extra_body", None)
        return body | (further or {})


def make_model(model: str, base_url: str | None, key: str | None) -> CompatibleChat:
    """A client that neither retries nor gives up by itself: how often and how long is asked is decided in one place, `asking`."""
    # advice of langchain to programmers, in English; what was refused is told in our own words
    warnings.filterwarnings("ignore", message="This model does not support OpenAI's structured output")
    return CompatibleChat(
        model_name=model,
        openai_api_base=base_url or OPENAI,
        openai_api_key=SecretStr(key or NO_KEY),
        max_retries=0,
        stream_chunk_timeout=None,
    )
