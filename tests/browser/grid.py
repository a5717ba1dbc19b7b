"""A `st.data_editor` or `st.dataframe` as a person handles it: drawn on a canvas, with a hidden table for those who cannot see it."""

import time
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import seconds_until, wait_until_idle

Hand = Literal["keyboard", "mouse"]
_GRID = """
const hostOf = fiber => { while (fiber && !(fiber.stateNode instanceof Element)) fiber = fiber.child; return fiber?.stateNode; };
const gridOf = canvas => {
  const box = document.querySelector('#root');
  const found = [box[Object.keys(box).find(key => key.startsWith('__reactContainer'))].stateNode.current];
  while (found.length) {
    const fiber = found.pop();
    const {getCellContent, gridSelection} = fiber.memoizedProps ?? {};
    if (getCellContent && gridSelection && fiber.ref?.current?.getBounds && hostOf(fiber)?.contains(canvas)) return fiber;
    found.push(...[fiber.sibling, fiber.child].filter(Boolean));
  }
  throw new Error('no grid draws on this canvas');
};
"""
"""A canvas has no elements to ask, and its hidden table lags behind; so ask the component that draws it, as React has it now."""
_POINT = f"""
(canvas, [column, row]) => {{
  {_GRID}
  const grid = gridOf(canvas).ref.current;
  grid.scrollTo(column, row);
  const {{y, height}} = grid.getBounds(column, row);
  const top = document.querySelector('[data-testid="stHeader"]').getBoundingClientRect().bottom;
  if (y < top || y + height > innerHeight)  // long tables reach beyond the window, and under what stays at its top
    canvas.closest('[data-testid="stMain"]').scrollBy(0, y - innerHeight / 2);
  return new Promise(done => setTimeout(() => {{
    const box = grid.getBounds(column, row);
    done([box.x + box.width / 2, box.y + box.height / 2]);
  }}, 100));
}}
"""
_CONTENT = f"""
(canvas, [column, row]) => {{
  {_GRID}
  const cell = gridOf(canvas).memoizedProps.getCellContent([column, row]);
  return String((cell.data?.kind === 'button-cell' ? cell.data.data : cell.displayData ?? cell.copyData) ?? '');
}}
"""
_SELECTED = f"""
canvas => {{
  {_GRID}
  return gridOf(canvas).memoizedProps.gridSelection.current?.cell ?? null;
}}
"""
_HAND = 80
"""Milliseconds from one key or click to the next: the grid misses what is faster than any hand."""
_AGAIN = 1.5
"""Seconds after which a person clicks again where nothing came of it: a page that is being drawn anew may swallow a click."""
_GRACE = 30.0
"""Seconds for which a test waits for what a cell is to show."""


@dataclass(frozen=True)
class Grid:
    """A grid by the `key` that the page gave it; rows count from 0, columns go by the heading that is shown."""

    page: Page
    key: str

    @property
    def root(self) -> Locator:
        """The element around it."""
        return self.page.locator(f".st-key-{self.key}")

    @property
    def canvas(self) -> Locator:
        """What takes focus and keys."""
        return self.root.get_by_test_id("data-grid-canvas")

    @property
    def columns(self) -> list[str]:
        """The headings, as far as they are in view."""
        self.canvas.locator("th").first.wait_for(state="attached")
        return self.canvas.locator("th").all_text_contents()

    @property
    def height(self) -> int:
        """The number of rows."""
        return int(self.canvas.locator("table").get_attribute("aria-rowcount") or 0) - 1

    def cell(self, row: int, column: str) -> Locator:
        """The cell in the hidden table: there while in view, and sometimes a step behind; for what it shows ask `read_cell`."""
        return self.canvas.get_by_test_id(f"glide-cell-{self._number(column)}-{row}")

    def read_cell(self, row: int, column: str) -> str:
        """What a cell shows, when the page is at rest."""
        wait_until_idle(self.page)
        return self._content(row, column)

    def read_row(self, row: int) -> dict[str, str]:
        """What a row shows."""
        return {column: self.read_cell(row, column) for column in self.columns}

    def expect_cell(self, row: int, column: str, text: str) -> None:
        """Wait until a cell shows `text`; fail where it does not come to."""
        until = time.monotonic() + _GRACE
        while (shown := self._content(row, column)) != text:
            assert time.monotonic() < until, f"{column} of row {row} shows {shown!r}, not {text!r}"
            self.page.wait_for_timeout(20)

    def select_cell(self, row: int, column: str, by: Hand = "mouse") -> None:
        """Make a cell the current one.

        By keyboard it works as for a person without a mouse: a grid that keys reach after a click elsewhere on the page takes no keys.
        """
        target = [self._number(column), row]
        if by == "mouse":
            self._press(row, column)
        else:
            self.canvas.focus()
        began = pressed = time.monotonic()
        while (at := self.canvas.evaluate(_SELECTED)) != target:
            assert time.monotonic() < began + _GRACE, f"cell {at} is selected, not {target}"
            if by == "mouse" and time.monotonic() > pressed + _AGAIN:
                self._press(row, column)
                pressed = time.monotonic()
            if by == "keyboard" and at:
                self.page.keyboard.press(_towards(at, target))
            self.page.wait_for_timeout(10)

    def type_into(self, row: int, column: str, text: str, by: Hand = "mouse") -> None:
        """Put `text` into a cell and go on at once, as a fast hand does; of a list, choose the entry of that name."""
        self.select_cell(row, column, by)
        if by == "mouse":
            self.page.wait_for_timeout(_HAND)
            self.page.mouse.down(click_count=2)
            self.page.mouse.up(click_count=2)
        else:
            self.page.keyboard.press("Enter")
        editor = self.page.locator("#portal").locator("textarea, input").first
        expect(editor).to_be_visible()
        if by == "mouse" and editor.get_attribute("role") == "combobox":
            self.page.get_by_role("option", name=text, exact=True).click()
        else:
            self._write(editor, text)
            self.page.keyboard.press("Enter")
        expect(editor).to_be_hidden()

    def time_edit(self, row: int, column: str, text: str, shown: Locator) -> float:
        """Seconds from the Enter that ends an edit to when the page shows `shown`, such as the finding that follows from it."""
        wait_until_idle(self.page)
        self.select_cell(row, column)
        self.page.keyboard.press("Enter")
        self._write(self.page.locator("#portal").locator("textarea, input").first, text)
        return seconds_until(lambda: self.page.keyboard.press("Enter"), shown)

    def edit_cell(self, row: int, column: str, text: str, by: Hand = "mouse") -> None:
        """Put `text` into a cell of a page at rest and wait until the page has taken it in."""
        wait_until_idle(self.page)
        self.type_into(row, column, text, by)
        wait_until_idle(self.page)

    def press_button(self, row: int, column: str) -> None:
        """Press the button in a cell and wait until the page has answered; the grid lets nobody do it by keyboard."""
        self._press(row, column)
        wait_until_idle(self.page)

    def _number(self, column: str) -> int:
        heading = self.canvas.locator("th", has_text=column).and_(self.canvas.locator(f'th:text-is("{column}")'))
        return int(heading.get_attribute("aria-colindex") or 0) - 1

    def _content(self, row: int, column: str) -> str:
        return str(self.canvas.evaluate(_CONTENT, [self._number(column), row]))

    def _write(self, editor: Locator, text: str) -> None:
        expect(editor).to_be_focused()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.wait_for_timeout(_HAND)

    def _press(self, row: int, column: str) -> None:
        self.page.bring_to_front()  # a tab behind another one is not drawn
        self.page.mouse.move(*self._locate(row, column), steps=3)
        self.page.mouse.down()
        self.page.wait_for_timeout(_HAND)
        self.page.mouse.up()

    def _locate(self, row: int, column: str) -> tuple[float, float]:
        self.canvas.scroll_into_view_if_needed()
        x, y = self.canvas.evaluate(_POINT, [self._number(column), row])
        return x, y


def _towards(at: list[int], target: list[int]) -> str:
    """The key that brings the selection nearer."""
    if at[1] != target[1]:
        return "ArrowDown" if at[1] < target[1] else "ArrowUp"
    return "ArrowRight" if at[0] < target[0] else "ArrowLeft"
