"""``make pictures``: photograph the running demo after ``make tour`` for the page "How it works", in each language.

BASE_URL and OPENCDMO_DATA as for the tour. ``make shots`` looks at every page.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from core.views.how import PICTURED
from tests.shots.browser import CHROMIUM, OPTIONS

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var").expanduser()
SHOWN = {"width": 1200, "height": 800}
QUALITY = 55
SPONSOR, PROVIDER = "sponsor@bund.example", "provider@bioxcellence.example"
PATIENCE_MS = 60_000


def main() -> None:
    known = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
    base = (os.environ.get("BASE_URL") or known["base_url"]).rstrip("/")
    people = {one["email"]: one for one in known["users"]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for email, pages in ((SPONSOR, _asking(base, people)), (PROVIDER, _bidding(base, people))):
            page, shown = _signed_in(browser, base, people.get(email)), list(pages)
            for language, folder in reversed(PICTURED.items()):  # the last one stays the person's own
                _read_in(page, base, language)
                for name, path in shown:
                    _photograph(page, base + path, folder + name)
        browser.close()


def _asking(base: str, people: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The pages of the newest request that was awarded."""
    token = people[SPONSOR]["token"]
    rfq = next(one for one in _list(base, token, "rfqs/") if one["status"] == "awarded")
    project = next(one for one in _list(base, token, "projects/") if one["codename"] == rfq["codename"])
    yield "brief", f"/intake/{project['intake']}/"
    yield "matches", f"/projects/{project['id']}/matches/"
    yield "request", f"/rfqs/{rfq['id']}/"
    yield "comparison", f"/rfqs/{rfq['id']}/comparison/"


def _bidding(base: str, people: dict[str, Any]) -> Iterator[tuple[str, str]]:
    token = people[PROVIDER]["token"]
    quote = next(one for one in _list(base, token, "quotes/") if one["status"] == "awarded")
    (invitation,) = _list(base, token, f"rfqs/{quote['rfq']}/invitations/")
    yield "invitation", f"/invitations-to-quote/{invitation['id']}/"
    yield "quote", f"/quotes/{quote['id']}/"


def _list(base: str, token: str, path: str) -> list[dict[str, Any]]:
    with urlopen(Request(f"{base}/api/v1/{path}", headers={"Authorization": f"Bearer {token}"})) as answer:
        rows: list[dict[str, Any]] = json.load(answer)["results"]
    return rows


def _signed_in(browser: Browser, base: str, person: dict[str, Any] | None) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE_MS)
    if person:
        page.goto(f"{base}/account/login/")
        page.fill("input[name=login]", person["email"])
        page.fill("input[name=password]", person["password"])
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "login" not in address)
    return page


def _read_in(page: Page, base: str, language: str) -> None:
    """Choose the language as a person does."""
    page.goto(f"{base}/dashboard/")
    with page.expect_navigation():
        page.eval_on_selector(f"button[name=language][value={language}]", "button => button.click()")


def _photograph(page: Page, address: str, name: str) -> None:
    page.set_viewport_size(SHOWN)
    page.goto(address)
    place = ROOT / "platform" / "static" / "img" / "tour" / f"{name}.jpg"
    place.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=place, type="jpeg", quality=QUALITY)


if __name__ == "__main__":
    main()
