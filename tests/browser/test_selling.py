"""A provider's way into the catalogue, and changes by spreadsheet: as its people and the operator do it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core import mail

from accounts.models import User
from notifications.sending import send_due
from providers.models import Provider
from services.models import Offering
from tests.browser.conftest import SECRET, Visitor, an_operator, current_code
from tests.factories.providers import PDF
from tests.selling import seller

pytestmark = pytest.mark.usefixtures("shipped")
EMAIL, PHRASE = "jana@example.org", "a long enough phrase"


def sign_up_as_a_provider(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goto("/")
    page.get_by_role("link", name="Sign up as a provider").first.click()
    page.fill("input[name=name]", "Jana Weiss")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password1]", PHRASE)
    visitor.press("Sign Up")
    page.wait_for_url("**/confirm-email/**")
    send_due()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None
    page.fill("input[name=code]", code[1])
    page.locator("main form button.primary").first.click()
    page.wait_for_url("**/organizations/new/**")
    page.fill("input[name=legal_name]", "Wacker Biotech GmbH")
    page.select_option("select[name=country]", "DE")
    visitor.press("Set it up")
    visitor.sees("is set up. You are its owner.")


def claim(visitor: Visitor, slug: str, folder: Path) -> None:
    page = visitor.page
    visitor.goto(f"/providers/{slug}/")
    page.locator(f"a[href='/providers/{slug}/claim/']").first.click()
    page.fill("[name=position]", "Head of business development")
    page.fill("[name=statement]", "I run its business development.")
    file = folder / "register.pdf"
    file.write_bytes(PDF)
    page.set_input_files("[name=evidence]", str(file))
    visitor.fits_a_phone()
    visitor.press("Send the claim")
    page.wait_for_url("**/my/claims/")


def approve_as_the_operator(visitor: Visitor) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(an_operator().require_person())
    page.fill("input[name=code]", current_code(SECRET))
    page.locator("main form button.primary").first.click()
    page.wait_for_url(lambda url: "/2fa/" not in url)
    visitor.goto("/admin/providers/claim/")
    page.get_by_role("link", name="Wacker Biotech").first.click()
    page.get_by_role("link", name="Approve").first.click()
    page.fill("[name=reason]", "The register names her.")
    page.locator("form:has([name=reason]) button[type=submit]").click()
    page.wait_for_url(lambda url: "/approve/" not in url)


def price(visitor: Visitor, title: str) -> None:
    page = visitor.page
    visitor.goto("/my/offerings/?q=mRNA")
    visitor.fits_a_phone()
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile("/my/offerings/[0-9a-f-]{36}/$"))
    visitor.press("Pause")
    visitor.sees("Before it can be published")
    page.get_by_role("link", name="Edit", exact=True).click()
    for name, value in {
        "lead_weeks_min": "14",
        "lead_weeks_max": "18",
        "price_min": "381000",
        "price_max": "520000",
    }.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=description_en]", "Clinical and commercial mRNA drug substance.")
    page.select_option("[name=price_model]", "per-batch")
    page.select_option("[name=currency]", "EUR")
    visitor.fits_a_phone()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    visitor.press("Resume")
    page.get_by_role("button", name="Pause", exact=True).wait_for()


def test_a_provider_signs_up_claims_its_profile_prices_an_offering_and_is_found(
    visitor: Visitor, tmp_path: Path, deliver_events: Callable[[], None]
):
    offering = Offering.objects.get(provider__slug="wacker-biotech", service_line="mrna-ds-gmp")
    sign_up_as_a_provider(visitor)
    claim(visitor, "wacker-biotech", tmp_path)
    approve_as_the_operator(visitor)
    visitor.page.context.clear_cookies()
    visitor.sign_in(User.objects.get(email=EMAIL), PHRASE)
    price(visitor, offering.title)
    deliver_events()
    visitor.page.context.clear_cookies()
    visitor.goto("/offerings/?q=mRNA+Halle&max_lead_weeks=20")
    card = visitor.page.locator("article.card", has_text="381,000")
    assert card.locator("h2").inner_text() == offering.title
    visitor.fits_a_phone()


def workbook(path: Path, weeks: Any) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Offerings"
    sheet.append(["Title in English", "State", "Service line", "Shortest lead time (weeks)", "Description in English"])
    sheet.append(["mRNA by spreadsheet", "draft", "mrna-ds-gmp", weeks, "Clinical and commercial mRNA drug substance."])
    book.save(path)
    return path


def bring_in(visitor: Visitor, path: Path) -> None:
    visitor.goto("/my/import/")
    visitor.page.set_input_files("input[type=file]", str(path))
    visitor.page.get_by_role("button", name="Bring in", exact=True).click()
    visitor.page.wait_for_url(re.compile("/my/import/[0-9a-f-]{36}/"))


def test_a_spreadsheet_with_an_error_changes_nothing_and_is_brought_in_when_mended(
    visitor: Visitor, tmp_path: Path, deliver_events: Callable[[], None]
):
    page, owner = visitor.page, seller()
    assert owner.user is not None
    mine = Offering.objects.filter(provider=Provider.objects.get(organization=owner.organization))
    before = mine.count()
    visitor.sign_in(owner.user)
    bring_in(visitor, workbook(tmp_path / "offerings.xlsx", "soon"))
    deliver_events()
    visitor.sees("Nothing was changed.")
    cells = page.locator("table tbody tr").first.locator("td").all_inner_texts()
    assert cells[:3] == ["Offerings", "2", "Shortest lead time (weeks)"]
    assert mine.count() == before
    visitor.fits_a_phone()
    bring_in(visitor, workbook(tmp_path / "mended.xlsx", 8))
    deliver_events()
    visitor.sees("It is brought in.")
    assert mine.get(title_en="mRNA by spreadsheet").lead_weeks_min == 8
    assert mine.count() == before + 1
    visitor.fits_a_phone()
