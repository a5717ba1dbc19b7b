"""What the documentation says is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.cli.parser import make_parser
from assistant.evaluation import run_suites
from assistant.review import RULES
from assistant.review.finding import SEVERITY_NAMES
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
FIGURES = {
    "reading: indicators that agree in every column, F1": ("parse", "all indicators F1"),
    "reading: table fields that agree": ("parse", "all table fields"),
    "drafts: indicators that were really published, by meaning, F1": ("draft", "f1 draft (mean over projects)"),
    "the same for a copy of the most similar foreign table": ("draft", "f1 copy of the most similar foreign table"),
    "review: known faults of the documents that are found": ("review", "known faults found"),
    "suggestions: removed indicators that come back among the first 10": ("suggest", "back among the first 10: suggestions"),
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.fixture(scope="module")
def report(corpus_settings: Settings) -> dict[str, dict[str, float]]:
    return run_suites("all", corpus_settings)


def test_figures_of_the_readme(report: dict[str, dict[str, float]]) -> None:
    readme = text_of("README.md")
    for label, (suite, figure) in FIGURES.items():
        assert f"| {label} | {report[suite][figure]:.3f} |" in readme
    faults = [f"{report['draft'][f'hard faults per {of}']:.3f}" for of in ("draft", "published table")]
    assert f"| hard faults per draft / per published table | {' / '.join(faults)} |" in readme
    right = " / ".join(f"{report['review'][figure]:.3f}" for figure in ("precision", "recall"))
    assert f"| review: precision and recall against faults labelled by hand on 23 tables | {right} |" in readme
    others = " / ".join(f"{report['suggest'][f'back among the first 10: {name}']:.3f}" for name in ("most frequent", "nearest table"))
    assert f"| the same for the most frequent indicators / the nearest table | {others} |" in readme


def test_figures_of_the_evaluation(report: dict[str, dict[str, float]]) -> None:
    page = text_of("docs/evaluation.md")
    for measure in ("ndcg@5", "coverage@5"):
        row = " | ".join(f"{report['retrieval'][f'{measure} {method}']:.3f}" for method in ("vector", "lexical", "fusion"))
        assert f"| {measure} | {row} |" in page
    for name, value in report["draft"].items():
        if isinstance(value, float) and name != "indicators per draft":
            assert f"| {name.replace('f1', 'F1')} | {value:.3f} |" in page
    for name in ("labelled faults", "findings", "findings that are arguable"):
        assert f"| {name} | {report['review'][name]} |" in page
    for name in ("precision", "recall", "known faults found"):
        assert f"| {name} | {report['review'][name]:.3f} |" in page
    for name in ("suggestions", "most frequent", "nearest table", "library only", "exemplars only"):
        assert f"| {name} | {report['suggest'][f'back among the first 10: {name}']:.3f} |" in page


def test_every_rule_is_documented() -> None:
    page = text_of("docs/how-it-reviews.md")
    for rule in RULES.values():
        assert f"| {rule.id} | {rule.title} | {SEVERITY_NAMES[rule.severity]} | {rule.aspect} | {rule.source} | " in page
    checks = {int(number) for row in re.findall(r"^\| [A-Z]+-\d\d .* \| ([\d、]+) \|$", page, re.MULTILINE) for number in row.split("、")}
    assert checks == set(range(1, 52))


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_is_what_comes_out(
    name: str, corpus_settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    block = re.search(r"```console\n\$ make draft (.*?)```", text_of(name), re.DOTALL)
    assert block
    command, *lines = block[1].splitlines()
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(corpus_settings.data_dir))
    words = dict(word.split("=", 1) for word in shlex.split(command))
    assert main(["draft", "--name", words["NAME"], "--budget", words["BUDGET"], "--purpose", words["PURPOSE"], "--year", "2027"]) == 0
    printed = capsys.readouterr().out
    shown = [line for line in lines if line.startswith(("【", "年度目标", "│", "  1."))]
    assert len(shown) >= 7
    for line in shown:
        assert line in printed


def test_every_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"^\| `([a-z-]+)[ `]", text_of("README.md"), re.MULTILINE))
    known = {name for action in make_parser()._actions if action.dest == "command" for name in action.choices or ()}
    assert named == known


def test_every_dependency_has_its_reason() -> None:
    needed = [line for line in text_of("requirements.in").splitlines() if line and not line.startswith("#")]
    reasons = text_of("CONTRIBUTING.md")
    assert [name for name in needed if re.split(r"[=<>[]", name)[0] not in reasons] == []


def test_the_manifest_lists_every_document() -> None:
    manifest = text_of("corpus/manifest.yaml")
    for document in (ROOT / "corpus" / "documents").iterdir():
        assert f"file: {document.name}" in manifest
