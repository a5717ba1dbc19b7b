"""What drafting with a model costs beside the model: `python -m tests.drafting.llm.overhead`, part of `make bench`."""

import json
import logging
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from pytest_httpserver import HTTPServer

from assistant.drafting import Draft, DraftContext, draft_events, open_context
from assistant.drafting.events import Finished, RowArrived
from assistant.evaluation.drafting import real_projects, request_for
from assistant.llm.asking import Asker, Limits
from assistant.llm.chat import Address, Chat
from assistant.llm.keeping import Answers, Profiles
from assistant.llm.question import Profile
from assistant.settings import load_settings
from tests.endpoint import Asked, ScriptedEndpoint, saying

ROWS = [
    {"level2": level2, "name": name, "value": value, "evidence": []}
    for level2, name, value in (
        ("质量指标", "工作任务完成率", "≥95%"),
        ("数量指标", "培训人次", "≥200人次"),
        ("时效指标", "任务完成及时率", "≥95%"),
        ("社会效益指标", "政策知晓率", "≥85%"),
        ("服务对象满意度指标", "服务对象满意度", "≥90%"),
        ("质量指标", "资料归档率", "Yes"),
    )
]
ANSWER = json.dumps({"indicators": ROWS, "goals": ["完成年度任务，服务对象满意度达到90%以上。"]}, ensure_ascii=False)
PAUSE = 0.01


def _measure(context: DraftContext, sent: list[float]) -> Iterator[tuple[float, float, int]]:
    """(seconds beside asking, seconds from the first complete row's arrival to its being told, tokens of the questions) of each project."""
    for exemplar in real_projects(context.index.exemplars):
        sent.clear()
        told, finished = 0.0, list[Draft]()
        for event in draft_events(request_for(exemplar), context):
            if isinstance(event, RowArrived) and not told:
                told = time.perf_counter()
            if isinstance(event, Finished):
                finished.append(event.draft)
        (result,) = finished
        assert result.mode == "llm", result.notice
        yield result.seconds - result.seconds_asking, told - sent[0], result.tokens.input


def main() -> None:
    """Print the figures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    sent: list[float] = []

    def stream(asked: Asked) -> Iterator[str]:
        text = ""
        for event in saying(ANSWER, pieces=80)(asked):
            content = json.loads(event[6:]) if event.startswith("data: {") else {}
            text += "".join(choice["delta"].get("content") or "" for choice in content.get("choices", []))
            if "}" in text and not sent:
                sent.append(time.perf_counter())
            yield event
            time.sleep(PAUSE)

    with HTTPServer("127.0.0.1", threaded=True) as server, tempfile.TemporaryDirectory() as folder:
        endpoint = ScriptedEndpoint(server)
        endpoint.otherwise = endpoint._streamed(stream)
        place = Path(folder)
        address = Address("model", endpoint.base_url, None)
        asker = Asker(Chat(address), Profiles(place / "profiles.json"), Answers(place / "answers", None), Limits())
        asker.learn(Profile(rung="json_schema"))
        context = replace(open_context(load_settings()), model=asker)
        measured = list(_measure(context, sent))[1:]  # the first one loads the client
    beside, first, tokens = zip(*measured, strict=True)
    print("[model]")
    print(f"  seconds beside the model's, median           {median(beside):.3f}")
    print(f"  seconds beside the model's, most             {max(beside):.3f}")
    print(f"  first row told after its arrival, median (s) {median(first):.3f}")
    print(f"  tokens asked with per draft (estimated)      {median(tokens):.0f}")


if __name__ == "__main__":
    main()
