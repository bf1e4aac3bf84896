"""Following the links of one role, one page of each kind of address."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page

from tests.shots.faults import faults_of

ACCOUNTS = {
    "sponsor": "sponsor@harbour.example",
    "evaluator": "evaluator@harbour.example",
    "approver": "approver@harbour.example",
    "provider": "provider@wacker.example",
    "operator": "operator@platform.example",
}
STARTS = {
    "visitor": ["/", "/offerings/?q=mRNA", "/offerings/?q=nothing-like-it", "/match/"],
    "provider": ["/dashboard/", "/my/provider/", "/quotes/", "/invitations-to-quote/", "/"],
    "operator": ["/admin/", "/dashboard/"],
}
OF_A_SPONSOR = ["/dashboard/", "/rfqs/", "/projects/", "/"]
LEFT_ALONE = re.compile(r"logout|/static/|/media/|/api/|/export|/download|\.(ics|pdf|csv|xlsx)$|[?&]as=|/jsi18n/")
KEYS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<=/providers/)[^/]+(?=/)|(?<=/vocabulary/)[^/]+/[^/]+")
EACH = 2
"""Rows of one kind differ by their state: two of each are looked at."""


@dataclass(frozen=True)
class Look:
    """As whom, in which language, how wide, how bright."""

    role: str
    language: str
    width: int
    theme: str

    @property
    def name(self) -> str:
        return f"{self.role}-{self.language}-{self.width}-{self.theme}"


@dataclass(frozen=True)
class Seen:
    """A page with its picture and what is wrong with it."""

    look: Look
    path: str
    picture: Path
    faults: list[str]


class Walk:
    """One browser, one person, from page to page."""

    def __init__(self, browser: Browser, base: str, people: list[dict[str, Any]], look: Look, folder: Path, most: int):
        self.base, self.look, self.most = base, look, most
        self.folder = folder / look.name
        self.person = next((one for one in people if one["email"] == ACCOUNTS.get(look.role)), None)
        self.context = browser.new_context(viewport={"width": look.width, "height": 900}, bypass_csp=True)
        self.context.set_default_timeout(30_000)

    def pages(self) -> list[Seen]:
        """Each page that was reached, at most ``most``."""
        page = self.context.new_page()
        self._enter(page)
        waiting = deque(self.base + path for path in STARTS.get(self.look.role, OF_A_SPONSOR))
        known, kinds, seen = set(waiting), Counter[str](), []
        while waiting and len(seen) < self.most:
            address = waiting.popleft()
            kind = KEYS.sub("-", urlparse(address).path)
            if kinds[kind] >= (EACH if kind != urlparse(address).path else 1) and "?" not in address:
                continue
            kinds[kind] += 1
            answer = page.goto(address)
            if answer is None or "html" not in answer.headers.get("content-type", ""):
                continue
            seen.append(self._look_at(page, kind, kinds[kind], answer.status))
            for link in self._links(page):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        self.context.close()
        return seen

    def _enter(self, page: Page) -> None:
        """Sign in, then choose the language and the brightness as a person does."""
        page.goto(f"{self.base}/account/login/")
        if self.person:
            page.fill("[name=login]", self.person["email"])
            page.fill("[name=password]", self.person["password"])
            page.click("main form button[type=submit]")
            page.wait_for_load_state()
        if self.person and self.person["totp_secret"]:
            counter = next(iter(yield_hotp_counters_from_time()))
            page.fill("[name=code]", str(format_hotp_value(hotp_value(self.person["totp_secret"], counter))))
            page.click("main form button[type=submit]")
            page.wait_for_load_state()
        page.goto(f"{self.base}/coverage/" if not self.person else f"{self.base}/dashboard/")
        with page.expect_navigation():
            page.eval_on_selector(f"button[name=language][value={self.look.language}]", "button => button.click()")
        domain = urlparse(self.base).hostname
        self.context.add_cookies([{"name": "opencdmo_theme", "value": self.look.theme, "domain": domain, "path": "/"}])

    def _look_at(self, page: Page, kind: str, number: int, status: int) -> Seen:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "_", kind.lower()).strip("_") or "home"
        picture = self.folder / f"{name}-{number}.png"
        page.screenshot(path=str(picture), full_page=True)
        faults = faults_of(page, self.look.language)
        if status >= 400 and status != 403:
            faults.append(f"answered {status}")
        return Seen(self.look, urlparse(page.url).path, picture, faults)

    def _links(self, page: Page) -> list[str]:
        """Of the site, that a person sees, without what only changes a list's filter."""
        script = "all => all.filter(a => typeof a.href == 'string' && a.checkVisibility()).map(a => a.href.split('#')[0])"
        found: list[str] = page.eval_on_selector_all("a[href]", script)
        return [link for link in found if link.startswith(self.base) and "?" not in link and not LEFT_ALONE.search(link)]
