"""``make shots``: walks the demo at BASE_URL with headless Chromium and leaves pictures and a contact sheet in var/shots/.

ROLES (visitor,sponsor,evaluator,approver,provider,operator), LANGUAGES (en,zh-hans), WIDTHS (1440,1024,390), THEMES (light,dark)
narrow it; PAGES is the most that one walk looks at. Ends with 1 if a page breaks a rule of accessibility, is wider than its
screen, or answers with an error.
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

from tests.shots.sheet import contact_sheet  # noqa: E402
from tests.shots.walk import Look, Walk  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EVERYBODY = "visitor,sponsor,evaluator,approver,provider,operator"


def main() -> int:
    """The exit code."""
    base = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    data = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var")
    folder = ROOT / "var" / "shots"
    people = json.loads((data / "demo.json").read_text())["users"]
    shutil.rmtree(folder, ignore_errors=True)
    looks = [
        Look(role, language, int(width), theme)
        for role, language, width, theme in product(
            _chosen("ROLES", EVERYBODY), _chosen("LANGUAGES", "en,zh-hans"), _chosen("WIDTHS", "1440,390"),
            _chosen("THEMES", "light"),
        )
    ]  # fmt: skip
    seen = []
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for look in looks:
            pages = Walk(browser, base, people, look, folder, int(os.environ.get("PAGES", "120"))).pages()
            print(f"{look.name}: {len(pages)} pages", flush=True)  # noqa: T201 - the terminal is its interface
            for page in pages:
                for fault in page.faults:
                    print(f"  {page.path}: {fault}", flush=True)  # noqa: T201
            seen += pages
            contact_sheet(folder, seen)
        browser.close()
    return 1 if any(page.faults for page in seen) else 0


def _chosen(name: str, default: str) -> list[str]:
    return os.environ.get(name, default).split(",")


if __name__ == "__main__":
    sys.exit(main())
