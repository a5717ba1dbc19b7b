"""What is asked of a model, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Rung = Literal["json_schema", "tool", "json_object", "text"]
RUNGS: tuple[Rung, ...] = ("json_schema", "tool", "json_object", "text")
"""Ways of asking for structured output, most binding first."""
Part = Literal["stream_options", "temperature", "max_tokens"]
"""Parts of a request that an endpoint may refuse, without which it can be asked all the same."""
Arrival = Literal["whole", "cut", "refused", "late"]
"""How a question as long as a full draft's arrives: whole, cut without a word, refused as too long, or with no answer in time."""


@dataclass(frozen=True)
class Question:
    """One request to a model.

    Attributes:
        system: what the model is to be and do; nothing that came from a document stands here.
        user: the request and the data.
        schema: JSON schema of the answer, whose root is an object; None for plain text.
        name: what the answer is called, in Latin letters.
        longest: tokens that the answer may have.
    """

    system: str
    user: str
    schema: Mapping[str, Any] | None = None
    name: str = "answer"
    longest: int = 3000


@dataclass(frozen=True)
class Reply:
    """An answer as it came.

    Attributes:
        text: the content, or the arguments of the tool call.
        reasoning: what stood in the field for reasoning.
        finish: why it ended, as the endpoint says; None where it does not.
        input_tokens: of the question; output_tokens: of the answer. As the endpoint counts, else estimated.
        seconds: from the request to the end.
    """

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    finish: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    counted: bool = False
    seconds: float = 0.0


@dataclass(frozen=True)
class Profile:
    """What an endpoint was found to do.

    Attributes:
        rung: the most binding way of asking that it honours.
        without: parts of a request that it refuses.
        seconds: what its first answer took.
        tokens_per_character: of Chinese text, where it counts tokens.
        context: tokens that it takes in, where it says so.
        cut_at: tokens at which it cuts a long question without a word.
        long_question: how one arrives; None where nobody measured it, or the endpoint does not count.
        notes: what else was noticed, in Chinese.
    """

    rung: Rung = "text"
    without: frozenset[Part] = frozenset()
    seconds: float = 0.0
    tokens_per_character: float | None = None
    context: int | None = None
    cut_at: int | None = None
    long_question: Arrival | None = None
    notes: tuple[str, ...] = field(default=())
