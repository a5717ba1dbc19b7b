from collections.abc import Generator

from assistant.batch.engine.paid import PaidChat, key_of
from assistant.llm.chat import Address, Cancel, Chat
from assistant.llm.question import Profile, Question, Reply

PLAIN = Profile()
ASKED = Question("你是编制人员。", "请起草。")


class Counting(Chat):
    """Answers with how often it was asked."""

    def __init__(self) -> None:
        super().__init__(Address("m"))
        self.asked = 0

    def stream(self, question: Question, profile: Profile, *, seconds: float, cancel: Cancel | None = None) -> Generator[str, None, Reply]:
        self.asked += 1
        yield "第"
        yield f"{self.asked}次"
        return Reply(f"第{self.asked}次", finish="stop", input_tokens=10, output_tokens=3, seconds=7.5)


def ask(chat: Chat, question: Question = ASKED, profile: Profile = PLAIN) -> tuple[str, Reply]:
    pieces, text = chat.stream(question, profile, seconds=1), ""
    while True:
        try:
            text += next(pieces)
        except StopIteration as end:
            return text, end.value


def test_what_was_answered_is_not_asked_again() -> None:
    inner, kept = Counting(), dict[str, str]()
    first = PaidChat(inner, {}, kept.__setitem__)
    assert ask(first)[0] == ask(first)[0] == "第1次"
    assert (inner.asked, first.seconds_before) == (1, 0)
    later = PaidChat(inner, kept, kept.__setitem__)
    text, reply = ask(later)
    assert (text, reply.finish, inner.asked) == ("第1次", "stop", 1)
    assert (later.attempts, later.input_tokens, later.output_tokens, later.seconds_before) == (1, 10, 3, 7.5)


def test_another_question_is_another() -> None:
    inner = Counting()
    chat = PaidChat(inner, {}, lambda *_: None)
    others = [
        (Question("你是编制人员。", "请改正。"), PLAIN),
        (ASKED, Profile(rung="tool")),
        (Question("你是审核人员。", "请起草。"), PLAIN),
    ]
    keys = {key_of("m", ASKED, PLAIN), key_of("n", ASKED, PLAIN), *(key_of("m", *other) for other in others)}
    assert len(keys) == 5
    ask(chat)
    for other in others:
        ask(chat, *other)
    assert inner.asked == chat.attempts == 4


def test_an_answer_that_nobody_waited_for_is_not_kept() -> None:
    kept = dict[str, str]()
    pieces = PaidChat(Counting(), {}, kept.__setitem__).stream(ASKED, Profile(), seconds=1)
    next(pieces)
    pieces.close()
    assert not kept
