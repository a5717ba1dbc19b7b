"""The prompts of the program as they are sent, word for word. After a change: GOLDEN=write pytest tests/drafting/llm/test_prompts.py."""

import os
from pathlib import Path

import pytest

from assistant.prompting import Prompts
from assistant.settings import Settings

GOLDEN = Path(__file__).parents[2] / "golden"
VALUES = {
    "request": "项目名称：妇女维权服务经费\n预算：20万元",
    "framework": "- 产出指标：数量指标、质量指标、时效指标",
    "exemplars": '<范例 编号="e1" 项目="维权经费" 预算="10万元">\ne1.1｜数量指标｜宣传场次｜≥10场\n</范例>',
    "candidates": "c1｜数量指标｜宣传场次｜≥12场",
    "size": 9,
    "rows": '{"level2": "数量指标", "name": "宣传场次", "value": "多场", "问题": "没有数字"}',
    "written": "数量指标｜宣传场次｜≥12场",
    "missing": "质量指标、时效指标",
}


@pytest.mark.parametrize("name", ["draft", "repair", "continue"])
@pytest.mark.parametrize("full", [True, False])
def test_rendered(name: str, full: bool) -> None:
    prompt = Prompts(Settings().prompts_dir).find(name)
    values = {variable: VALUES[variable] if full or variable not in ("exemplars", "candidates") else "" for variable in prompt.variables}
    rendered = prompt.render(values)
    text = f"# system\n{rendered.system}\n\n# user\n{rendered.user}\n"
    path = GOLDEN / f"{prompt.name}{'' if full else '-bare'}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_no_golden_file_is_being_written() -> None:
    assert os.environ.get("GOLDEN") != "write"
