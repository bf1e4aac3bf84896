"""``make shots``: walks the demo at BASE_URL with headless Chromium and leaves pictures and a contact sheet in var/shots/ (SHOTS).

ROLES (visitor,sponsor,evaluator,approver,provider,operator), LANGUAGES (en,zh-hans), WIDTHS (1440,1024,390), THEMES (light,dark)
narrow it, and leave the pictures of what was walked before; PAGES is the most that one walk looks at. Ends with 1 if a page breaks
a rule of accessibility, is wider than its screen (also at 400 %), is too heavy, moves while it loads, or answers with an error.
"""

import json
import os
import shutil
import sys
from itertools import product
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

django.setup()  # for allauth's codes

from tests.shots.browser import CHROMIUM, OPTIONS  # noqa: E402
from tests.shots.sheet import contact_sheet  # noqa: E402
from tests.shots.walk import Look, Walk  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EVERYBODY = "visitor,sponsor,evaluator,approver,provider,operator"


def main() -> int:
    """The exit code."""
    base = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    data = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var")
    folder = Path(os.environ.get("SHOTS") or ROOT / "var" / "shots").resolve()
    people = json.loads((data / "demo.json").read_text())["users"]
    seen = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        for role, language in product(_chosen("ROLES", EVERYBODY), _chosen("LANGUAGES", "en,zh-hans")):
            looks = [
                Look(role, language, int(width), theme)
                for theme, width in product(_chosen("THEMES", "light,dark"), _chosen("WIDTHS", "1440,1024,390"))
            ]
            for look in looks:
                shutil.rmtree(folder / look.name, ignore_errors=True)
            for one in Walk(browser, base, people, looks, folder).pages(int(os.environ.get("PAGES", "120"))):
                for fault in one.faults:
                    print(f"{one.look.name} {one.path}: {fault}", flush=True)  # noqa: T201 - the terminal is its interface
                seen.append(one)
            print(f"{role} in {language}: {len({page.path for page in seen if page.look in looks})} pages", flush=True)  # noqa: T201
            contact_sheet(folder, seen)
        browser.close()
    return 1 if any(page.faults for page in seen) else 0


def _chosen(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).split(",")


if __name__ == "__main__":
    sys.exit(main())
