"""Two ways to use a page: by the keyboard alone, and by touch. Both go by the words that one sees."""

import re

MOST = 300
"""Presses of Tab after which something counts as out of reach."""


def starting(words):
    """A name that begins with these words: a field's may go on with "(valinnainen)"."""
    return words if isinstance(words, re.Pattern) else re.compile(r"^\s*" + re.escape(words))


class Hand:
    """What both can do."""

    def __init__(self, page):
        self.page = page

    @property
    def main(self):
        return self.page.locator("main, aside")

    def field(self, label, within=None):
        return (within or self.main).get_by_label(starting(label)).first

    def press(self, name, exact=True):
        """A button that leads on."""
        self.act(self.main.get_by_role("button", name=name, exact=exact).first)

    def follow(self, name):
        """A link that leads on."""
        self.act(self.main.get_by_role("link", name=name).first)


class Keyboard(Hand):
    """Tab, Enter, Space, arrows and letters; nothing is clicked."""

    def to(self, target):
        """Tab until the target has the focus."""
        element = target.element_handle()
        for _press in range(MOST):
            if element.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"out of reach by Tab: {element.evaluate('e => e.outerHTML')[:200]}")

    def act(self, target):
        self.to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label, text, within=None):
        field = self.field(label, within)
        self.to(field)
        self.page.keyboard.press("Control+a")
        if field.get_attribute("type") == "date":
            day, month, year = text.split(".")
            text = f"{int(day):02}{int(month):02}{year}"
        self.page.keyboard.type(text)

    def choose(self, label, within=None):
        """A box is ticked; of round buttons one is reached by the arrows."""
        target = self.field(label, within)
        if target.get_attribute("type") == "radio":
            self._arrow_to(target)
        else:
            self.to(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")

    def _arrow_to(self, target):
        element = target.element_handle()
        same = (
            "e => document.activeElement.type === 'radio' && document.activeElement.name === e.name"
        )
        for _press in range(MOST):
            if element.evaluate(same):
                break
            self.page.keyboard.press("Tab")
        for _press in range(MOST):
            if element.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("out of reach by the arrows")

    def pick(self, label, option, within=None):
        """An option of a list, by its first letters."""
        field = self.field(label, within)
        self.to(field)
        self.page.keyboard.type(option)
        chosen = field.evaluate("e => e.selectedOptions[0].label")
        assert chosen.startswith(option), chosen


class Touch(Hand):
    """Taps, and letters in what was tapped."""

    def act(self, target):
        with self.page.expect_navigation():
            target.tap()
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"

    def write(self, label, text, within=None):
        field = self.field(label, within)
        field.tap()
        if field.get_attribute("type") == "date":  # the phone shows its own calendar
            day, month, year = text.split(".")
            text = f"{year}-{int(month):02}-{int(day):02}"
        field.fill(text)

    def choose(self, label, within=None):
        target = self.field(label, within)
        if not target.is_checked():
            target.tap()
        assert target.is_checked()

    def pick(self, label, option, within=None):
        field = self.field(label, within)
        labels = field.locator("option").all_inner_texts()
        field.select_option(label=next(each for each in labels if each.startswith(option)))
