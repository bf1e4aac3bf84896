"""A claim in a real browser: what is typed is kept while it is typed, and the form is still sent the ordinary way."""

from typing import Any

from organizations.enums import Role
from providers.models import Claim
from tests.browser.conftest import Visitor
from tests.factories.providers import PDF, provider, provider_side


def test_a_half_filled_claim_survives_and_is_sent_with_its_file(visitor: Visitor, tmp_path: Any):
    owner, of = provider_side(Role.OWNER), provider("Wacker")
    visitor.sign_in(owner.user)
    visitor.goto(f"/providers/{of.slug}/claim/")
    page = visitor.page
    page.fill("[name=position]", "Head of quality")
    with page.expect_response(lambda answer: "statement=We" in (answer.request.post_data or "")) as kept:
        page.fill("[name=statement]", "We are this company.")
    assert kept.value.status == 204
    visitor.goto("/my/claims/")
    visitor.goto(f"/providers/{of.slug}/claim/")
    assert page.input_value("[name=statement]") == "We are this company."
    assert page.get_by_text("was kept").is_visible()
    file = tmp_path / "register.pdf"
    file.write_bytes(PDF)
    page.set_input_files("[name=evidence]", str(file))
    page.click("#form button[type=submit]")
    page.wait_for_url("**/my/claims/")
    assert Claim.objects.get().evidence.get().name == "register.pdf"
