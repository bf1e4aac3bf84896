"""What a machine finds wrong with a page: rules of WCAG 2.2 AA that axe-core knows, too wide, left in English."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
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


def faults_of(page: Page, language: str) -> list[str]:
    """A sentence each."""
    return [*axe_faults(page), *_width(page), *(_english(page) if language.startswith("zh") else [])]


def axe_faults(page: Page) -> list[str]:
    """What axe-core says of the page as it stands."""
    page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']} ({one['impact']}, {len(one['nodes'])} times): {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
    ]


def _width(page: Page) -> list[str]:
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{beyond} pixels wider than the screen"] if beyond > 0 else []


def _english(page: Page) -> list[str]:
    return [f"in English: {text}" for text in page.evaluate(ENGLISH)]
