"""All that came of a run of the page, for its workbook of results: the drafts as they are now, people's edits among them."""

from dataclasses import replace
from typing import Literal

from sqlalchemy import select

from assistant.batch.drafts.explaining import facts_of
from assistant.batch.drafts.results import Made, made_with
from assistant.batch.drafts.runs import find_batch, find_run, manuscript_of, prompts_of
from assistant.batch.drafts.summary import Result
from assistant.batch.lists.listed import PROJECT, carried_alike
from assistant.database import BatchItemRow
from assistant.drafting.result import Draft
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Person
from assistant.workspace.exporting import notes_of
from assistant.workspace.manuscript import Manuscript

_WAITING = "到「批量与评审」打开这次任务，点「继续」。"
_GONE = "草稿已彻底删除，要用的话请把这一行另列清单重新起草。"
_AS_NOW = ("草稿的内容", "下载时的样子，在网页上改过的也在内")


def collect(desk: Desk, person: Person, id_: str) -> list[Result]:
    """What became of each item; one that failed or waits is told by the draft of before that it may still have.

    Raises:
        InputError: there is no such run among theirs.
        ConfigError: what the drafts are reviewed by cannot be used.
    """
    with desk.database.reading() as session:
        find_batch(session, id_, person)
        items = session.scalars(select(BatchItemRow).where(BatchItemRow.batch_id == id_).order_by(BatchItemRow.number)).all()
    several = len(prompts_of(desk, id_)) > 1
    results = [_result(desk, person, item, several=several) for item in items]
    listed = carried_alike([result.project for result in results], ())
    return [replace(result, project=project) for result, project in zip(results, listed, strict=True)]


def made_of(desk: Desk, person: Person, id_: str) -> Made:
    """How the results of a run came about.

    Raises:
        InputError: there is no such run among theirs.
    """
    run = find_run(desk, person, id_)
    model = None if run.offline else "、".join(run.models) or desk.settings.model
    facts = facts_of(run.title, run.created.astimezone().date(), model, run.prompts, run.input_tokens + run.output_tokens)
    return made_with(desk.settings, [*facts, _AS_NOW])


def _result(desk: Desk, person: Person, item: BatchItemRow, *, several: bool) -> Result:
    project, manuscript = PROJECT.validate_python(item.subject), manuscript_of(desk, person, item.draft_id)
    undone = item.state in ("waiting", "failed")
    if manuscript is not None:
        told: Draft | str = _as_draft(desk, manuscript, item.note if undone else manuscript.notice)
    else:
        told = (item.note or _WAITING) if undone else _GONE
    project = replace(project, prompt=item.prompt) if several else project
    return Result(project, told, item.state, item.prompt, (item.input_tokens, item.output_tokens))


def _as_draft(desk: Desk, manuscript: Manuscript, notice: str | None) -> Draft:
    mode: Literal["offline", "llm"] = "llm" if manuscript.mode == "llm" else "offline"
    findings = tuple(remark.finding for remark in desk.examine(manuscript).remarks)
    told = {"notice": notice, "exemplars": manuscript.exemplars, "model": manuscript.model}
    return Draft(table=manuscript.table, mode=mode, findings=findings, to_confirm=notes_of(manuscript), **told)
