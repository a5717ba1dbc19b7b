"""Files reviewed as items of a batch: what the program says, what a model says by each prompt, and what is written of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.batch.engine.items import Answer, Outcome, WorkItem
from assistant.batch.engine.ledger import Ledger
from assistant.batch.engine.opening import take_up
from assistant.batch.engine.worker import attempt
from assistant.batch.reviews.files import find_files
from assistant.batch.reviews.folder import WORKBOOK, AboutReview, collect_reviews, write_review
from assistant.batch.reviews.reviewer import OPINIONS, REVIEWED, Reviewer, reviews_wanted
from assistant.batch.reviews.reviewing import Bench
from assistant.database import open_database
from assistant.drafting import DraftContext
from assistant.exemplars import ExemplarIndex
from assistant.goals import GoalTable
from assistant.library.types import load_types
from assistant.llm.question import Profile
from assistant.prompting import Prompt, Prompts
from assistant.reading import limits_of
from assistant.settings import Settings
from tests.endpoint import ScriptedEndpoint
from tests.llm.asked import MODEL
from tests.llm.conftest import MakeAsker, endpoint, make_asker, model_server
from tests.reporting.test_wording import NAME, TABLE, VAGUE, answer
from tests.review.samples import DATA, LIBRARY, table_without

__all__ = ["endpoint", "make_asker", "model_server"]
PROMPTS = Prompts(Settings().prompts_dir)
WORDING = PROMPTS.find("wording")
SECRET = "密级：机密\n项目名称：某某印制经费\n预算：20万元\n绩效目标：印制文件\n数量指标：文件印制 ≥20份"


@dataclass
class Batch:
    """A folder of tables, a ledger, and who does its items without any process."""

    folder: Path
    reviewer: Reviewer
    index: ExemplarIndex
    settings: Settings
    prompts: list[Prompt] = field(default_factory=list)

    def put(self, name: str, content: GoalTable | str) -> None:
        path = self.folder / "表" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content if isinstance(content, str) else content.model_dump_json(), "utf-8")

    def take_up(self, *, again: bool = False) -> Ledger:
        wanted = reviews_wanted(find_files([self.folder / "表"], self.folder / "结果"), self.prompts, self.index, self.settings)
        return take_up(open_database(self.settings), self.folder / "结果", wanted, again=again)

    def run(self, *, again: bool = False) -> list[WorkItem]:
        """What was done."""
        ledger = self.take_up(again=again)
        items = ledger.turn_over("w", {}, [], 99)
        for item in items:
            outcome = attempt(self.reviewer.do, item, self.keep(ledger, item), ledger)
            ledger.turn_over("w", {item.number: outcome}, [], 0)
        return items

    def keep(self, ledger: Ledger, item: WorkItem) -> Any:
        return lambda question, reply: ledger.turn_over("w", {}, [Answer(item.inputs, question, reply)], 0)

    def results(self) -> list[Outcome]:
        return [outcome for _, outcome in self.take_up().results()]

    def write(self) -> dict[str, list[tuple[Any, ...]]]:
        """The sheets of the workbook, without their headings; written twice it is the same."""
        paths = {prompt.name: PROMPTS.paths()[prompt.name] for prompt in self.prompts}
        about, ledger = AboutReview("表", paths, [each.table for each in self.index.exemplars]), self.take_up()
        write_review(self.folder / "结果", ledger, about, self.settings)
        first = {path.name: path.read_bytes() for path in (self.folder / "结果").rglob("*") if path.is_file()}
        write_review(self.folder / "结果", ledger, about, self.settings)
        assert first == {path.name: path.read_bytes() for path in (self.folder / "结果").rglob("*") if path.is_file()}
        book = openpyxl.load_workbook(BytesIO(first[WORKBOOK]))
        return {sheet.title: [*sheet.iter_rows(min_row=2, values_only=True)] for sheet in book.worksheets}


@pytest.fixture
def batch(corpus_index: ExemplarIndex, corpus_settings: Settings, tmp_path: Path) -> Iterator[Batch]:
    settings = replace(corpus_settings, database_url=f"sqlite:///{tmp_path / 'b.sqlite'}")
    context = DraftContext(corpus_index, load_types(LIBRARY), DATA)
    yield Batch(tmp_path, Reviewer(Bench(context, limits_of(settings)), None, PROMPTS), corpus_index, settings)
    open_database(settings).close()


@pytest.fixture
def asking(batch: Batch, make_asker: MakeAsker) -> Batch:
    """The same with a model, and with a prompt."""
    asker = make_asker(Profile(rung="json_schema"))
    batch.reviewer = replace(batch.reviewer, model=asker)
    batch.settings = replace(batch.settings, model=MODEL, base_url=asker.chat.address.base_url)
    batch.prompts = [WORDING]
    return batch


def test_all_that_is_to_be_said_of_a_folder(batch: Batch) -> None:
    lacking = table_without("质量指标")
    batch.put("甲.json", TABLE.model_copy(update={"unit": "路南区妇女联合会"}))
    batch.put("乙.json", lacking)
    batch.put("丙.txt", SECRET)
    batch.put("丁.txt", "这里没有表。")
    batch.run()
    assert [outcome.state for outcome in batch.results()] == ["failed", "done", "done", "done"]
    sheets = batch.write()
    assert list(sheets) == ["排序", "说明", "审核意见", "缺少的指标", "相近的表", "失败"]
    marked, *tables, unread = sheets["排序"]
    assert marked[:2] == (None, "（涉密）")
    assert (unread[:2], unread[2][:5]) == ((None, None), "没有审核：")
    assert {row[1] for row in tables} == {"妇女培训经费"}
    assert all("相近" in row[2] for row in tables)
    assert len(sheets["相近的表"]) == 1
    assert sheets["相近的表"][0][3:5] == ("不同", "相同")
    demands = [row[2] for row in sheets["缺少的指标"]]
    assert demands == sorted(demands, key=["必设", "推荐", "可选"].index)
    assert "必设" in demands
    assert [row[0] for row in sheets["失败"]] == ["丁.txt"]
    assert "印制" not in str(sheets)
    assert "印制" not in (batch.folder / "结果" / "manifest.json").read_text("utf-8")
    assert not any("印制" in (outcome.result or "") for outcome in batch.results())


def test_only_what_changed_is_reviewed_anew(batch: Batch) -> None:
    batch.put("甲.json", TABLE)
    batch.put("乙.json", TABLE)
    assert len(batch.run()) == 2
    assert batch.run() == []
    batch.put("乙.json", table_without("质量指标"))
    assert [item.subject["name"] for item in batch.run()] == ["乙.json"]


def test_a_file_that_nobody_has_reviewed_yet_has_its_row(batch: Batch) -> None:
    batch.put("甲.json", TABLE)
    sheets = batch.write()
    ((number, name, why, *_),) = sheets["排序"]
    assert (number, name, why) == (None, None, "还没有审核：重新运行同一条命令会继续。")
    assert ("还没有审核的文件", 1) in [row[:2] for row in sheets["说明"]]


def test_what_an_item_comes_to_is_the_same_each_time(batch: Batch) -> None:
    batch.put("甲.json", TABLE)
    (item,) = batch.run()
    results = [batch.reviewer.do(item, batch.keep(batch.take_up(), item)).result for _ in range(2)]
    assert results == [batch.results()[0].result] * 2
    (table,) = REVIEWED.validate_json(results[0] or "").tables
    assert table.table.indicators == TABLE.indicators


def test_a_model_is_asked_by_each_prompt_and_never_again(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    asking.put("甲.json", TABLE)
    asking.prompts = [WORDING, replace(WORDING, version=2, user=f"{WORDING.user}\n从严。")]
    endpoint.says(answer(VAGUE))
    endpoint.says(answer(NAME, VAGUE))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prompts, "find", lambda self, name: next(each for each in asking.prompts if each.name == name))
        assert len(asking.run()) == 3
        assert asking.run(again=True) == []
    assert len(endpoint.requests) == 2
    reviewed, first, second = asking.results()
    assert (reviewed.model, reviewed.input_tokens, first.model, first.attempts) == (None, 0, MODEL, 1)
    assert [len(OPINIONS.validate_json(each.result or "")[0].findings) for each in (first, second)] == [1, 2]
    assert first.log == ()


def test_each_opinion_has_its_rows(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    asking.put("甲.json", TABLE)
    endpoint.says(answer(VAGUE))
    asking.run()
    sheets = asking.write()
    assert [row[2] for row in sheets["审核意见"] if row[4] == "MODEL-01"] == ["wording@1"]
    assert sheets["排序"][0][12] == 1
    assert (asking.folder / "结果" / "提示词" / "wording@1.md").exists()
    manifest = json.loads((asking.folder / "结果" / "manifest.json").read_text("utf-8"))
    assert [item["prompt"] for item in manifest["items"]] == [None, "wording@1"]
    assert manifest["model"]["name"] == MODEL


def test_an_endpoint_that_is_away_is_asked_another_time(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    asking.put("甲.json", TABLE)
    endpoint.fails(401)
    asking.run()
    assert [outcome.state for outcome in asking.results()] == ["done", "waiting"]
    endpoint.says(answer(VAGUE))
    assert [item.prompt for item in asking.run()] == ["wording@1"]
    assert [outcome.state for outcome in asking.results()] == ["done", "done"]


def test_an_answer_of_no_use_is_told_and_asked_for_again_on_request(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    asking.put("甲.json", TABLE)
    endpoint.always_says("这张表写得不错。")
    asking.run()
    assert [outcome.state for outcome in asking.results()] == ["done", "fallback"]
    sheets = asking.write()
    assert [row[:3] for row in sheets["失败"]] == [("甲.json", "妇女培训经费", "wording@1")]
    assert sheets["排序"][0][12] == "没有"
    assert asking.run() == []
    endpoint.always_says(answer(VAGUE))
    assert [item.prompt for item in asking.run(again=True)] == ["wording@1"]
    assert [outcome.state for outcome in asking.results()] == ["done", "done"]


def test_a_marked_table_reaches_no_model(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    asking.put("丙.txt", SECRET)
    asking.run()
    assert [outcome.state for outcome in asking.results()] == ["done", "done"]
    assert endpoint.requests == []


def test_a_file_that_changes_meanwhile_is_not_mistaken_for_what_it_was(batch: Batch) -> None:
    batch.put("甲.json", TABLE)
    ledger = batch.take_up()
    (item,) = ledger.turn_over("w", {}, [], 9)
    batch.put("甲.json", table_without("质量指标"))
    outcome = attempt(batch.reviewer.do, item, batch.keep(ledger, item), ledger)
    assert outcome.state == "failed"
    assert "有改动" in str(outcome.note)


def test_an_opinion_stays_with_its_table_however_the_file_is_read_later(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    """As after an update: of the two tables that the model was asked about the first is no more found, and a third is."""
    tables = [TABLE, TABLE.model_copy(update={"name": "乙经费"})]
    asking.put("甲.json", json.dumps([json.loads(table.model_dump_json()) for table in tables]))
    for quoted in (VAGUE, NAME):
        endpoint.says(answer(quoted))
    asking.run()
    ledger = asking.take_up()
    (item, outcome), opinions = ledger.results()
    reviewed = REVIEWED.validate_json(outcome.result or "")
    _, second = reviewed.tables
    now = replace(reviewed, tables=(replace(second, table=second.table.model_copy(update={"name": "丙经费"})), second))
    results = [(item, replace(outcome, result=REVIEWED.dump_json(now).decode())), opinions]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ledger, "results", lambda self: results)
        collected = collect_reviews(ledger)
    assert list(collected.opinions) == [1]
    assert collected.opinions[1]["wording@1"].findings
    (failure,) = collected.failures
    assert "读出的表" in failure.reason


def test_tables_beyond_what_a_file_may_cost_are_not_asked_about(asking: Batch, endpoint: ScriptedEndpoint) -> None:
    tables = [TABLE.model_copy(update={"name": name}) for name in ("甲经费", "乙经费", "丙经费")]
    asking.put("甲.json", json.dumps([json.loads(table.model_dump_json()) for table in tables]))
    asking.reviewer = replace(asking.reviewer, tokens=10_000)
    endpoint.always_says(answer(VAGUE), usage=(9_000, 1_000))
    asking.run()
    assert len(endpoint.requests) == 1
    sheets = asking.write()
    assert [row[1] for row in sheets["失败"]] == ["乙经费", "丙经费"]
    assert all("已用完" in row[3] for row in sheets["失败"])
