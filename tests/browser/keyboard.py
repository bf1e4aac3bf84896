"""A person without a mouse: Tab, Enter, Space and letters, who must see at every stop where they are."""

from typing import Any

from tests.browser.conftest import Visitor

MOST_STOPS = 150

STOP = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const name = (one.ariaLabel || one.labels?.[0]?.innerText || one.innerText || one.value || one.title || '').trim();
  const outlined = one.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  const drawn = ['date', 'datetime-local'].includes(one.type); // the browser draws the focus on the part of a date that has it
  return {name: name.replace(/\\s+/g, ' '), id: one.id, tag: one.tagName.toLowerCase(), field: one.name ?? '', seen: (outlined || drawn) && box.width > 0};
}"""


SETTLED = """() => {
  delete document.body.dataset.settled;
  document.body.addEventListener('htmx:afterSettle', () => { document.body.dataset.settled = 'yes'; }, {once: true});
}"""


class Keyboard:
    """What is pressed, and where it leads."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.keys = visitor, visitor.page.keyboard

    def stop(self) -> dict[str, Any]:
        """What has the focus: its ``name`` as it is read out, ``id``, ``tag``, ``field``, and whether the focus is ``seen``."""
        found: dict[str, Any] = self.visitor.page.evaluate(STOP)
        return found

    def go_to(self, name: str = "", *, field: str = "", back: bool = False) -> None:
        """Press Tab until what is called ``name``, or the form's ``field``, has the focus."""
        passed = []
        for _one in range(MOST_STOPS):
            self.keys.press("Shift+Tab" if back else "Tab")
            here = self.stop()
            if here["tag"] == "body":
                continue
            assert here["seen"], f"nobody sees that the focus is on {here} of {self.visitor.path}"
            if (name and here["name"].startswith(name)) or (field and here["field"] == field):
                return
            passed.append(here["name"][:40])
        raise AssertionError(f"Tab leads nowhere to {name or field} on {self.visitor.path}: {passed}")

    def press(self, name: str, **how: Any) -> None:
        """Go there, and press Enter."""
        self.go_to(name, **how)
        self.keys.press("Enter")

    def follow(self, name: str, address: str) -> None:
        """Go there, press Enter, and arrive at ``address``, a pattern."""
        self.go_to(name)
        with self.visitor.page.expect_navigation(url=address):
            self.keys.press("Enter")

    def write(self, field: str, text: str) -> None:
        """Into the field of that name, in place of what stands there."""
        self.go_to(field=field)
        self.keys.press("Control+a")
        self.keys.insert_text(text)

    def leave_the_menu_bar(self) -> None:
        """The first stop of every page leads past what is the same on all."""
        self.keys.press("Tab")
        assert (self.stop()["name"], self.stop()["seen"]) == ("Skip to the content", True)
        self.keys.press("Enter")
        self.visitor.page.locator("main:focus").wait_for()

    def answered(self, key: str, path: str) -> None:
        """Press it, and wait until the answer from ``path`` has taken its place."""
        page = self.visitor.page
        page.evaluate(SETTLED)
        with page.expect_response(lambda answer: path in answer.url):
            self.keys.press(key)
        page.locator("body[data-settled]").wait_for()
