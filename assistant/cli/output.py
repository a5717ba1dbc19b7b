"""Printing: tables for people, JSON for programs."""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.goals import GoalTable, Indicator
from assistant.goals.money import format_amount
from assistant.goals.table import ORIGIN_NAMES
from assistant.reporting.doubts import doubtful_places
from assistant.review.finding import SEVERITY_NAMES
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.drafting import Draft
    from assistant.drafting.events import Event
    from assistant.exemplars import Exemplar, IndexReport
    from assistant.suggesting import Suggested

_SCOPES = {"overall": "总体目标", "annual": "年度目标", "period": "实施周期目标"}


def _console() -> Console:
    console = Console(highlight=False, soft_wrap=False)
    return console if console.is_terminal else Console(highlight=False, width=120)


def print_json_value(value: object) -> None:
    """One JSON value on one line, which is UTF-8 whatever the terminal's encoding."""
    unicode = (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")
    print(json.dumps(value, ensure_ascii=not unicode))


def print_json(model: BaseModel) -> None:
    """One model on one line."""
    print_json_value(model.model_dump(mode="json"))


def print_tables_json(tables: Iterable[GoalTable]) -> None:
    """Tables as JSON Lines."""
    for table in tables:
        print_json(table)


def print_tables(tables: Iterable[GoalTable]) -> None:
    """Tables for people."""
    for table in tables:
        _print_table(table, whole=True)
        _print_doubts(table)
        if table.unread:
            print(f"未归入任何栏目的原文 {len(table.unread)} 段：")
            for text in table.unread:
                print(f"  · {text}")
        print()


def _print_doubts(table: GoalTable) -> None:
    """What a person is asked to check, those with one reason together."""
    places = doubtful_places(table)
    if places:
        print("读得没有把握、请对照原文核对的地方：")
    for reason, titles in places.items():
        print(f"  · {'、'.join(titles)}：{reason}")


def _print_table(table: GoalTable, *, origins: bool = False, whole: bool = False) -> None:
    """Name, goals and indicators; where it is shown `whole`, also every other field and column that holds something."""
    facts = [
        table.unit,
        f"{table.year}年" if table.year else None,
        f"预算 {format_amount(table.budget_yuan)}" if table.budget_yuan is not None else None,
        "涉密，未展开" if table.classified else None,
    ]
    print(f"【{table.name}】{'，'.join(fact for fact in facts if fact)}")
    for label, text in _other_fields(table) if whole else ():
        print(f"{label}：{text}")
    numbers: Counter[str] = Counter()
    for goal in table.goals:
        numbers[goal.scope] += 1
        print(f"{_SCOPES[goal.scope]}{numbers[goal.scope]}：{goal.text}")
    for number, task in enumerate(table.tasks if whole else (), 1):
        parts = [task.content, format_amount(task.budget_yuan) if task.budget_yuan is not None else None, task.expected]
        print(f"重点工作任务{number}：{'；'.join(filter(None, (task.name, *parts)))}")
    if table.indicators:
        _console().print(_grid(table.indicators, origins=origins, whole=whole))


def _other_fields(table: GoalTable) -> Iterator[tuple[str, str]]:
    """What else a table holds of its project, by the titles of its fields."""
    titles = {name: field.title or name for name, field in GoalTable.model_fields.items()}
    for name in ("department", "project_code", "project_type", "purpose"):
        if text := getattr(table, name):
            yield titles[name], text
    funding = table.funding
    for label, amount in (("财政资金", funding.fiscal_yuan), ("其他资金", funding.other_yuan)) if funding else ():
        if amount is not None:
            yield label, format_amount(amount)
    if table.period:
        yield titles["period"], " 至 ".join(filter(None, (table.period.start, table.period.end)))
    if table.spending_plan:
        yield titles["spending_plan"], "，".join(f"{date} {share or '未填'}" for date, share in table.spending_plan.items())
    yield from table.others.items()


def _grid(indicators: Sequence[Indicator], *, origins: bool, whole: bool) -> Table:
    shown = ("period_value", *(("description", "basis", "weight", "group") if whole else ()))
    extra = [name for name in shown if any(getattr(row, name) for row in indicators)]
    grid = Table(show_lines=False)
    titles = [Indicator.model_fields[name].title or name for name in ("level1", "level2", "level3", "value", *extra)]
    for heading in (*titles, *(["来源", "状态"] if origins else [])):
        grid.add_column(heading, overflow="fold")
    before: tuple[str | None, str | None] = (None, None)
    for row in indicators:
        first = "" if row.level1 == before[0] else row.level1 or ""
        second = "" if (row.level1, row.level2) == before else row.level2 or ""
        before = (row.level1, row.level2)
        cells = [first, second, row.level3, row.value or "", *(getattr(row, name) or "" for name in extra)]
        cells += [ORIGIN_NAMES[row.origin], "" if row.status == "confirmed" else "待确认"] if origins else []
        grid.add_row(*(escape(cell) for cell in cells))
    return grid


def print_draft(draft: "Draft") -> None:
    """A draft for people: table, findings, what to confirm, what it rests on."""
    _print_table(draft.table, origins=True)
    for finding in draft.findings:
        print(f"{SEVERITY_NAMES[finding.severity]} {finding.rule}：{finding.message}")
    if draft.to_confirm:
        print("待确认：")
        for number, question in enumerate(draft.to_confirm, 1):
            print(f"  {number}. {question}")
    if draft.rows:
        rows = draft.rows
        told = f"模型写的指标保留 {rows.kept} 条、改正 {rows.repaired} 条、换掉 {rows.replaced} 条，另补 {rows.added} 条"
        spent = f"请求 {draft.attempts} 次，输入 {draft.tokens.input}、输出 {draft.tokens.output} 个 token，{draft.seconds_asking:.1f} 秒"
        print(f"模型 {draft.model}（提示词 {draft.prompt}）：{told}；{spent}。")
    names = "、".join(f"{exemplar.name}（{exemplar.source}）" for exemplar in draft.exemplars[:5])
    print(f"参考范例：{names}" if names else "范例库里没有相近的项目，指标来自指标库。")


def print_draft_json(draft: "Draft", failed: Sequence[tuple[Path, Exception]]) -> None:
    """A draft as one line of JSON; `failed` names the files that could not be written, where there are any."""
    value = draft.model_dump(mode="json")
    if failed:
        value["failed"] = [{"out": str(path), "error": str(error)} for path, error in failed]
    print_json_value(value)


def model_notice(settings: Settings) -> str:
    """Whether a language model is asked."""
    if settings.model:
        return f"使用语言模型 {settings.model} 起草，最多等 {settings.model_seconds:.0f} 秒；按 Ctrl-C 停止，加 --offline 则不问模型。"
    return "未配置语言模型（ASSISTANT_MODEL），离线起草。"


def tell_event(event: "Event") -> None:
    """One step of a draft, on standard error, while a model writes."""
    from assistant.drafting.events import Progress, Restarted, RowArrived

    if isinstance(event, Progress):
        print(event.text, file=sys.stderr)
    elif isinstance(event, Restarted):
        print("  （以上作废，重新起草）", file=sys.stderr)
    elif isinstance(event, RowArrived):
        row = event.indicator
        print(f"  · {row.level2 or row.level1}  {row.level3}  {row.value}", file=sys.stderr)


def destinations(out: str, name: str) -> list[Path]:
    """The files that one `--out` means: itself, or a Word and an Excel file in a folder (one that exists, or a name that ends in /)."""
    path = Path(out)
    if not (out.endswith(("/", "\\")) or os.path.isdir(path)):  # unlike `Path.is_dir`, never fails
        return [path]
    stem = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", name).strip("._")[:60] or "绩效目标表"
    return [path / f"{stem}.docx", path / f"{stem}.xlsx"]


def print_report(report: "IndexReport") -> None:
    """What an index update did."""
    print(
        f"范例索引：{report.tables} 张表、{report.indicators} 条指标；"
        f"新增 {report.added}，更新 {report.changed}，未变 {report.unchanged}，移除 {report.removed}"
    )
    if report.classified:
        print(f"涉密 {report.classified} 张，未收入。")


def print_report_json(report: "IndexReport") -> None:
    """The same as JSON."""
    print_json_value(asdict(report))


def print_exemplars(found: Sequence["Exemplar"]) -> None:
    """Search results for people."""
    if not found:
        print("范例库里没有可用的范例。")
    for exemplar in found:
        table = exemplar.table
        budget = format_amount(table.budget_yuan) if table.budget_yuan is not None else "预算不详"
        print(f"{exemplar.score:.3f}  {table.name}  {table.unit or '单位不详'}  {table.year or '年度不详'}  {budget}  {exemplar.id}")


def print_exemplars_json(found: Sequence["Exemplar"]) -> None:
    """Search results as one JSON array."""
    print_json_value(
        [
            {
                "id": exemplar.id,
                "source": exemplar.source,
                "name": exemplar.table.name,
                "unit": exemplar.table.unit,
                "year": exemplar.table.year,
                "budget_yuan": None if exemplar.table.budget_yuan is None else f"{exemplar.table.budget_yuan:.2f}",
                "score": round(exemplar.score, 4),
            }
            for exemplar in found
        ]
    )


def suggestions_notice(settings: Settings) -> str:
    """Whether a language model is asked."""
    if settings.model:
        return f"推荐由程序算出，再请语言模型 {settings.model} 润色名称、补充遗漏。"
    return "未配置语言模型（ASSISTANT_MODEL），离线推荐。"


def print_suggestions(table: GoalTable, result: "Suggested", silence: str | None) -> None:
    """Suggestions for people: what, why, who has it, what speaks against it."""
    from assistant.suggesting import PRIORITY_NAMES

    place = f"（{table.source.file}）" if table.source else ""
    print(f"【{table.name}】{place}{silence or f'推荐 {len(result.suggestions)} 条指标'}")
    for number, suggestion in enumerate(result.suggestions, 1):
        classes = "/".join(name for name in (suggestion.level1, suggestion.level2) if name)
        status = "" if suggestion.status == "confirmed" else "（待确认）"
        print(f"  {number}. {PRIORITY_NAMES[suggestion.priority]}  {classes}  {suggestion.level3}  {suggestion.value}{status}")
        if suggestion.computed_name:
            print(f"     原名：{suggestion.computed_name}（名称由语言模型改写）")
        print(f"     理由：{suggestion.reason}")
        if suggestion.frequency.having:
            print(f"     频次：近似项目 {suggestion.frequency.of} 个中 {suggestion.frequency.having} 个设有")
        for example in suggestion.examples:
            print(f"     范例：{example.name} {example.value or ''}（{example.project}，{example.source}）")
        if suggestion.caution:
            print(f"     注意：{suggestion.caution}")
        if suggestion.question:
            print(f"     待答：{suggestion.question}")
    print()


def print_suggestions_json(table: GoalTable, result: "Suggested", silence: str | None) -> None:
    """Suggestions as one line of JSON."""
    print_json_value(
        {
            "source": table.source.model_dump() if table.source else None,
            "name": table.name,
            "suggestions": [suggestion.model_dump(mode="json", by_alias=True) for suggestion in result.suggestions],
            "note": silence,
            "mode": result.mode,
            "model": result.model,
        }
    )


def print_figures(report: dict[str, Any]) -> None:
    """Figures of the benchmark."""
    for suite, figures in report.items():
        print(f"[{suite}]")
        for name, value in figures.items():
            print(f"  {name:<44} {value:.3f}" if isinstance(value, float) else f"  {name:<44} {value}")
