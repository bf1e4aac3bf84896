"""A visitor becomes a sponsor: the pages between "sign up" and an organisation of their own."""

import re

from django.core import mail

from notifications.sending import send_due
from tests.browser.conftest import Visitor


def sign_up(visitor: Visitor, email: str) -> None:
    """From the form to the page that sets up an organisation, with the code that was mailed."""
    visitor.page.fill("input[name=name]", "Ada Lovelace")
    visitor.page.fill("input[name=email]", email)
    visitor.page.fill("input[name=password1]", "a long enough phrase")
    visitor.press("Sign Up")
    visitor.page.wait_for_url("**/confirm-email/**")
    send_due()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None
    visitor.page.fill("input[name=code]", code[1])
    visitor.page.locator("main form button.primary").first.click()
    visitor.page.wait_for_url("**/organizations/new/**")


def set_up(visitor: Visitor) -> None:
    visitor.page.fill("input[name=legal_name]", "Harbour BioTherapeutics Ltd.")
    visitor.page.select_option("select[name=country]", "CN")
    visitor.press("Set it up")
    visitor.sees("is set up. You are its owner.")
