"""A person without mouse or touch: Tab, arrows, Space, Enter, and seeing where the focus is."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from e2e.phone import Phone

FOCUS = (Path(__file__).parent / "scripts/focus.js").read_text()
# All that is asked after each press of a key, in one visit to the page.
STEP = f"""(target) => {{
  const here = document.activeElement;
  const called = here.getAttribute('aria-label') || here.innerText || here.name || here.tagName;
  return [here === target, ({FOCUS})(), called.slice(0, 30)];
}}"""
MOST_STEPS = 250


@dataclass
class Keyboard:
    """Every step checks that the focus can be seen."""

    page: Page

    def to(self, target: Locator) -> "Keyboard":
        """Tab until `target` has the focus."""
        target.wait_for()
        passed: list[str] = []
        is_there = target.evaluate("element => element === document.activeElement")
        for _ in range(MOST_STEPS):
            if is_there:
                return self
            self.page.keyboard.press("Tab")
            is_there, wrong, called = target.evaluate(STEP)
            assert not wrong or "nothing has the focus" in wrong, wrong
            passed.append(called)
        raise AssertionError(f"the keyboard does not reach {target}; it passed {passed[:40]}")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.to(target)
        self.page.keyboard.press(key)

    def tick(self, target: Locator) -> None:
        """A box or a radio button, with the space bar; radios of a group are reached with the arrows."""
        if target.is_checked():
            return
        if target.get_attribute("type") == "radio":
            self._to_radio(target)
        else:
            self.press(target, "Space")
        expect(target).to_be_checked()

    def type(self, target: Locator, words: str) -> None:
        self.to(target)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def choose(self, target: Locator, words: str) -> None:
        """In a list that is folded: its first letters choose."""
        self.to(target)
        self.page.keyboard.type(words)
        expect(target.locator("option:checked")).to_contain_text(words)

    def day(self, target: Locator, day: str) -> None:
        """Digit by digit. Whether day or month comes first is the browser's own language: both are the same number."""
        year, month, date = day.split("-")
        assert month == date, day
        self.to(target)
        self.page.keyboard.type(date + month + year)
        expect(target).to_have_value(day)

    def _to_radio(self, target: Locator) -> None:
        name = target.get_attribute("name")
        group = self.page.locator(f'input[type="radio"][name="{name}"]')
        checked = group.and_(self.page.locator(":checked"))
        self.to(checked.first if checked.count() else group.first)
        for _ in range(group.count()):
            if target.evaluate("element => element === document.activeElement"):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowRight")


def focus_is_on_heading(page: Page) -> None:
    """After a change of screen the heading is what a screen reader reads first."""
    expect(page.locator("main h1")).to_be_focused()


def at(phone: Phone, path: str) -> tuple[Page, Keyboard]:
    """That page, and the keys for it."""
    phone.open(path)
    return phone.page, Keyboard(phone.page)
