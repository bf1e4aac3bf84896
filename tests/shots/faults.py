"""What a machine finds wrong with a page: rules of WCAG 2.2 AA that axe-core knows, too wide, too heavy, restless, left in English."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page, Response

from tests.markup import MOST_BYTES, weight_of

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_WIDTH = ["target-size", "scrollable-region-focusable"]
OF_BRIGHTNESS = ["color-contrast"]
"""The rules whose answer another width, another brightness can change."""
ENGLISH = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim(), element = node.parentElement;
    if (!/^[A-Za-z][a-z]+( [a-z]+){2,}/.test(text) || element.closest('[lang=en], script, style, code, pre, textarea')) continue;
    if (element.checkVisibility()) found.push(text.slice(0, 80));
  }
  return [...new Set(found)];
}"""
"""Runs of three English words with nothing saying that they are English. Names begin with capitals and pass."""

OBSERVE_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver(list => window.shifts.push(...list.getEntries())).observe({type: 'layout-shift', buffered: true});
"""
"""To be run before a page's own scripts."""

SHIFTED = """async () => {
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return window.shifts.filter(one => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0);
}"""
MOST_SHIFT = 0.02
"""Cumulative layout shift. 0.1 is called good; nothing here loads late, so there is no reason for any."""

ZOOMED = 320
"""CSS pixels that are left of a screen of 1280 at 400 %."""

HELD_SCROLLERS = """() => [...document.querySelectorAll('main *')].filter(one =>
  one.scrollWidth > one.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
  && one.checkVisibility() && one.tabIndex < 0 && !one.querySelector('a[href], button, input, select, textarea, summary, [tabindex]')
  && !['TEXTAREA', 'INPUT', 'SELECT'].includes(one.tagName)
).map(one => one.outerHTML.slice(0, 120))"""
"""Regions that scroll sideways and that a keyboard cannot get into."""


def faults_of_answer(answer: Response) -> list[str]:
    """What is missing, broken or too heavy; and a refusal, since the walk follows links that the person was offered."""
    weight = weight_of(answer.body())
    return [
        *([f"answered {answer.status}"] if answer.status >= 400 else []),
        *([f"weighs {weight:,} bytes compressed"] if weight > MOST_BYTES else []),
    ]


def axe_faults(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe-core says of the page as it stands; by ``rules`` alone when some are named."""
    page.evaluate(AXE)
    asked = {"type": "rule", "values": [*rules]} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']} ({one['impact']}, {len(one['nodes'])} times): {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
    ]


def narrow_faults(page: Page) -> list[str]:
    """The page zoomed to 400 %: it does not scroll sideways, and what does so inside it can be reached with the keyboard."""
    before: Any = page.viewport_size
    page.set_viewport_size({"width": ZOOMED, "height": 640})
    faults = [f"at {ZOOMED}: {fault}" for fault in width_faults(page)]
    faults += [f"at {ZOOMED}: scrolls out of the keyboard's reach: {one}" for one in page.evaluate(HELD_SCROLLERS)]
    page.set_viewport_size(before)
    return faults


def width_faults(page: Page) -> list[str]:
    """Nothing sticks out of the screen."""
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{beyond} pixels wider than the screen"] if beyond > 0 else []


def shift_faults(page: Page) -> list[str]:
    """What moved while the page was loading; the page was opened with ``OBSERVE_SHIFTS``."""
    shift = page.evaluate(SHIFTED)
    return [f"its layout shifts by {shift:.3f} while it loads"] if shift > MOST_SHIFT else []


def english_faults(page: Page) -> list[str]:
    """What was left untranslated on a Chinese page."""
    return [f"in English: {text}" for text in page.evaluate(ENGLISH)]
