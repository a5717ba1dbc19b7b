"""A scripted model behind the drafting of one request."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.drafting import DraftContext, DraftRequest
from assistant.llm.question import Profile
from assistant.prompting import Prompts
from assistant.settings import Settings
from tests.llm.conftest import MakeAsker, endpoint, make_asker, model_server

__all__ = ["endpoint", "make_asker", "model_server"]

REQUEST = DraftRequest(
    name="妇女维权服务经费",
    budget_yuan=Decimal(200_000),
    year=2027,
    unit="东莞市妇女联合会",
    purpose="开展维权宣传活动12场，培训妇女干部200人，提供法律咨询500人次",
)
ROWS = (
    ("经济成本指标", "总成本控制数", "≤20万元"),
    ("数量指标", "维权宣传活动场次", "≥12场"),
    ("数量指标", "培训妇女干部人数", "≥200人"),
    ("数量指标", "法律咨询人次", "≥500人次"),
    ("质量指标", "案件办结率", "≥90%"),
    ("质量指标", "咨询答复准确率", "≥95%"),
    ("时效指标", "诉求响应时间", "≤3个工作日"),
    ("社会效益指标", "妇女维权知识知晓率", "≥80%"),
    ("服务对象满意度指标", "服务对象满意度", "≥90%"),
)
GOALS = (
    "通过开展维权宣传活动12场、培训妇女干部200人、提供法律咨询500人次，完成年度维权服务任务。",
    "服务对象满意度达到90%以上，妇女群众依法维权的意识进一步增强。",
)
Row = tuple[str, str, str] | tuple[str, str, str, list[str]]


def answer(*rows: Row, goals: Sequence[str] = GOALS) -> str:
    """What a model would say."""
    entries = [dict(zip(("level2", "name", "value", "evidence"), (*row, []) if len(row) == 3 else row, strict=True)) for row in rows]
    return json.dumps({"indicators": entries, "goals": list(goals)}, ensure_ascii=False)


def with_row(row: Row, *, instead_of: str) -> str:
    """The sound answer with one row changed."""
    assert any(name == instead_of for _, name, _ in ROWS)
    return answer(*(row if name == instead_of else (level2, name, value) for level2, name, value in ROWS))


MakeContext = Callable[..., DraftContext]


@pytest.fixture
def with_model(context: DraftContext, make_asker: MakeAsker) -> MakeContext:
    """The context with a model that asks in the way that is given."""

    def make(rung: Any = "json_schema", **details: Any) -> DraftContext:
        return replace(context, model=make_asker(Profile(rung=rung), **details), prompts=Prompts(Settings().prompts_dir))

    return make
