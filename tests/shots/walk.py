"""Following the links of one role, one page of each kind of address, looking at each in every width and brightness."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Error, Page, Response

from tests.shots.faults import (
    OBSERVE_SHIFTS,
    OF_BRIGHTNESS,
    OF_WIDTH,
    axe_faults,
    english_faults,
    faults_of_answer,
    narrow_faults,
    shift_faults,
    width_faults,
)

ACCOUNTS = {
    "sponsor": "sponsor@harbour.example",
    "evaluator": "evaluator@harbour.example",
    "approver": "approver@harbour.example",
    "provider": "provider@wacker.example",
    "operator": "operator@platform.example",
}
STARTS = {
    "visitor": ["/", "/offerings/?q=mRNA", "/offerings/?q=nothing-like-it", "/match/"],
    "provider": ["/dashboard/", "/my/provider/", "/my/performance/", "/quotes/", "/invitations-to-quote/", "/"],
    "operator": ["/admin/", "/market/", "/dashboard/"],
}
OF_A_SPONSOR = ["/dashboard/", "/rfqs/", "/projects/", "/"]
LEFT_ALONE = re.compile(r"logout|/static/|/media/|/api/|/export|/download|\.(ics|pdf|csv|xlsx|json)$|[?&]as=|/jsi18n/")
THE_SAME_FOR_ALL = re.compile(r"/vocabulary/|/ui/|/how-it-works/")
"""Left to the visitor."""
KEYS = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<!/admin/providers/)(?<=/providers/)[^/]+(?=/)|(?<=/vocabulary/)[^/]+/[^/]+"
)
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

    def __init__(self, browser: Browser, base: str, people: list[dict[str, Any]], looks: Sequence[Look], folder: Path):
        self.base, self.looks, self.folder = base, looks, folder
        self.role, self.language = looks[0].role, looks[0].language
        self.person = next((one for one in people if one["email"] == ACCOUNTS.get(self.role)), None)
        self.context = browser.new_context(bypass_csp=True)
        self.context.set_default_timeout(30_000)
        self.context.add_init_script(OBSERVE_SHIFTS)

    def pages(self, most: int) -> Iterator[Seen]:
        """Each page that was reached, at most ``most``, as often as there are looks."""
        page = self.context.new_page()
        self._enter(page)
        waiting = deque(self.base + path for path in STARTS.get(self.role, OF_A_SPONSOR))
        known, kinds = set(waiting), Counter[str]()
        while waiting and sum(kinds.values()) < most:
            address = waiting.popleft()
            kind = KEYS.sub("-", urlparse(address).path)
            if kinds[kind] >= (EACH if kind != urlparse(address).path else 1) and "?" not in address:
                continue
            answer = self._open(page, address)
            if answer is None or "html" not in answer.headers.get("content-type", ""):
                continue
            kinds[kind] += 1
            links = self._links(page)
            yield from self._look_at(page, kind, kinds[kind], answer)
            waiting.extend(link for link in links if link not in known)
            known.update(links)
        self.context.close()

    def _open(self, page: Page, address: str) -> Response | None:
        """None for what a browser saves rather than shows."""
        self._see_as(page, self.looks[0])
        try:
            return page.goto(address)
        except Error as error:
            if "Download is starting" in error.message:
                return None
            raise

    def _see_as(self, page: Page, look: Look) -> None:
        page.set_viewport_size({"width": look.width, "height": 900})
        page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light", reduced_motion="reduce")

    def _enter(self, page: Page) -> None:
        """Sign in, then choose the language as a person does."""
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
            page.eval_on_selector(f"button[name=language][value={self.language}]", "button => button.click()")

    def _look_at(self, page: Page, kind: str, number: int, answer: Response) -> Iterator[Seen]:
        name = re.sub(r"[^a-z0-9]+", "_", kind.lower()).strip("_") or "home"
        path = urlparse(page.url).path
        faults = [*faults_of_answer(answer), *shift_faults(page), *narrow_faults(page)]
        faults += english_faults(page) if self.language.startswith("zh") else []
        theme = self.looks[0].theme
        for look in self.looks:
            self._see_as(page, look)
            if look.theme != theme and path.startswith("/admin/"):
                page.reload()  # the admin's own theme looks at the brightness once, while it loads
            theme = look.theme
            picture = self.folder / look.name / f"{name}-{number}.jpg"
            picture.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(picture), full_page=True, type="jpeg", quality=80)
            yield Seen(look, path, picture, [*faults, *self._faults_of(page, look)])
            faults = []

    def _faults_of(self, page: Page, look: Look) -> list[str]:
        """axe-core is slow on long pages: it is asked everything once, then what the look can change."""
        first = self.looks[0]
        if look == first:
            return [*axe_faults(page), *width_faults(page)]
        if look.theme == first.theme:
            return [*axe_faults(page, OF_WIDTH), *width_faults(page)]
        return axe_faults(page, OF_BRIGHTNESS) if look.width == first.width else []

    def _links(self, page: Page) -> list[str]:
        """Of the site, that a person sees, without what only changes a list's filter."""
        script = "all => all.filter(a => typeof a.href == 'string' && a.checkVisibility()).map(a => a.href.split('#')[0])"
        found: list[str] = page.eval_on_selector_all("a[href]", script)
        left = LEFT_ALONE if self.role == "visitor" else re.compile(f"{LEFT_ALONE.pattern}|{THE_SAME_FOR_ALL.pattern}")
        return [link for link in found if link.startswith(self.base) and "?" not in link and not left.search(link)]
