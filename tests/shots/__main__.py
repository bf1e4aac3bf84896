"""``make shots``: photograph the running demo after ``make tour``, each page wide and narrow, with a sheet to look at them all.

Writes var/shots/ and renews the pictures of the page "How it works". BASE_URL and OPENCDMO_DATA as for the tour.
"""

import html
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var").expanduser()
CHROMIUM = "/usr/bin/chromium"
WIDTHS = (1440, 390)
SHOWN = {"width": 1200, "height": 800}
QUALITY = 55
SPONSOR, PROVIDER = "sponsor@bund.example", "provider@bioxcellence.example"
PATIENCE_MS = 60_000


def main() -> None:
    known = json.loads((DATA / "demo.json").read_text(encoding="utf-8"))
    base = (os.environ.get("BASE_URL") or known["base_url"]).rstrip("/")
    people = {one["email"]: one for one in known["users"]}
    folder = ROOT / "var" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options = {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else {}
        browser = playwright.chromium.launch(args=["--no-sandbox"], **options)
        for email, pages in (("", _public()), (SPONSOR, _asking(base, people)), (PROVIDER, _bidding(base, people))):
            page = _signed_in(browser, base, people.get(email))
            for name, path in pages:
                _photograph(page, base + path, folder, name, is_shown=bool(email))
        browser.close()
    (folder / "index.html").write_text(_sheet(folder), encoding="utf-8")
    print(folder / "index.html")  # noqa: T201 - the terminal is its interface


def _public() -> list[tuple[str, str]]:
    return [("home", "/"), ("catalogue", "/offerings/"), ("providers", "/providers/"), ("how", "/how-it-works/")]


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


def _photograph(page: Page, address: str, folder: Path, name: str, *, is_shown: bool) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
    if is_shown:
        page.set_viewport_size(SHOWN)
        place = ROOT / "platform" / "static" / "img" / "tour" / f"{name}.jpg"
        page.screenshot(path=place, type="jpeg", quality=QUALITY)


def _sheet(folder: Path) -> str:
    pictures = "".join(
        f'<figure><a href="{one.name}"><img src="{one.name}" height="420"></a><figcaption>{html.escape(one.stem)}</figcaption></figure>'
        for one in sorted(folder.glob("*.png"))
    )
    return f"<!doctype html><title>Shots</title><style>body{{display:flex;flex-wrap:wrap}}figure{{margin:8px}}</style>{pictures}"


if __name__ == "__main__":
    main()
