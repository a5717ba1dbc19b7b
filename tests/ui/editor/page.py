"""The page of one draft, and what people do on it."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea, TextInput

from assistant.settings import Settings
from assistant.ui.session import open_desk
from assistant.workspace.desk import Desk
from assistant.workspace.drafts import Drafts, OpenDraft
from assistant.workspace.edits import Edit
from tests.ui.installation import installation
from tests.workspace.samples import asking

__all__ = ["GOALS", "Kept", "Tab", "draft", "installation", "tab"]
GOALS = "绩效目标（总体目标，一段一条）"


class Tab:
    """One browser tab."""

    def __init__(self, id_: str) -> None:
        self.id = id_
        self.app = AppTest.from_function(_page, default_timeout=60)
        self.app.query_params["draft"] = id_
        for drawer in ("head", "adding", "redrafting"):
            self.app.session_state[f"{drawer}-{id_}"] = True
        self.run()

    def run(self) -> None:
        self.app.run()
        assert not self.app.exception

    def press(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click()
        self.run()

    def press_key(self, start: str) -> None:
        next(button for button in self.app.button if (button.key or "").startswith(start)).click()
        self.run()

    def turn_to(self, panel: str) -> None:
        self.app.session_state[f"panel-{self.id}"] = panel
        self.run()

    def box(self, label: str) -> TextInput | TextArea:
        boxes: list[TextInput | TextArea] = [*self.app.text_input, *self.app.text_area]
        return next(box for box in boxes if box.label == label)

    def type(self, label: str, text: str) -> None:
        """Type into a box, and leave it; what is being typed the page does not know."""
        self.box(label).set_value(text)
        self.run()

    def shown(self, label: str) -> str:
        return self.box(label).value or ""

    def widget(self, label: str) -> str:
        """What names a box for the browser: while it is the same, what is being typed in it stays."""
        return str(self.box(label).id)

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in self.app.button]

    @property
    def errors(self) -> str:
        return "\n".join(entry.value for entry in self.app.error)

    @property
    def successes(self) -> str:
        return "\n".join(entry.value for entry in self.app.success)

    @property
    def texts(self) -> str:
        return "\n".join(entry.value for entry in self.app.markdown)


def _page() -> None:
    from assistant.ui.drafting_page import show_page

    show_page()


class Kept:
    """A draft as the database has it, and another hand that edits it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.drafts: Drafts = desk.drafts()
        self.id = self.drafts.create(asking(), "读入")

    @property
    def now(self) -> OpenDraft:
        opened = self.drafts.open(self.id)
        assert opened is not None
        return opened

    def edit(self, *edits: Edit) -> None:
        self.drafts.edit(self.id, None, edits, self.desk.context().review_data)

    @property
    def rows(self) -> list[str]:
        return [row.level3 for row in self.now.manuscript.table.indicators]

    @property
    def goals(self) -> list[str]:
        return [goal.text for goal in self.now.manuscript.table.goals]


@pytest.fixture
def draft(installation: Settings) -> Kept:
    """The sound table, one row of which asks something, kept."""
    return Kept(open_desk())


@pytest.fixture
def tab(draft: Kept) -> Tab:
    """A tab in which it is open."""
    return Tab(draft.id)
