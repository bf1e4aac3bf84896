"""Operators decide in the admin site: oldest first, everything needed on one page, only the buttons that make sense."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from organizations.actor import Actor
from organizations.enums import Role
from providers.actions.claim import request_claim
from providers.models import Claim, Merge, Provider, Review
from tests.factories import MembershipFactory, UserFactory
from tests.factories.providers import PDF, claim, claimed, operator, provider, provider_side, site

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def chief() -> Actor:
    made = operator()
    User.objects.filter(pk=made.user_id).update(is_staff=True)
    TOTP.activate(made.user, "JBSWY3DPEHPK3PXP")
    return made


@pytest.fixture
def admin(client: Client, chief: Actor) -> Client:
    client.force_login(chief.user, backend=BACKEND)
    return client


def buttons(page: str, base: str) -> list[str]:
    """The last part of the address of each step that the page offers."""
    return sorted(set(re.findall(rf'href="{base}/([a-z-]+)/?"', page)) - {"change", "history"})


def page_of(admin: Client, row: Any) -> str:
    meta = row._meta
    response = admin.get(f"/admin/{meta.app_label}/{meta.model_name}/{row.pk}/change/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_queue_of_claims_has_what_waits_oldest_first(admin: Client):
    first, second = claim(provider("Alpha"), provider_side()), claim(provider("Beta"), provider_side())
    claim(provider("Gamma"), provider_side(), status="sent-back")
    page = admin.get("/admin/providers/claim/").content.decode()
    assert page.index("Alpha") < page.index("Beta")
    assert "Gamma" not in page
    assert "Gamma" in admin.get("/admin/providers/claim/?status=sent-back").content.decode()
    every = admin.get("/admin/providers/claim/?status=all").content.decode()
    assert all(name in every for name in ("Alpha", "Beta", "Gamma"))
    assert {str(one.pk) for one in (first, second)} <= set(re.findall(r"claim/([0-9a-f-]{36})/change", page))


def test_a_claims_page_shows_all_that_the_decision_needs(admin: Client):
    owner, of = provider_side(), provider("Wacker", domain="wacker.example")
    made = request_claim(
        actor=owner, provider=of, position="Head of quality", statement="We <b>are</b> it.",
        evidence=[SimpleUploadedFile("register.pdf", PDF)],
    )  # fmt: skip
    rival = claim(of, provider_side())
    page = page_of(admin, made)
    for words in ("Head of quality", "We &lt;b&gt;are&lt;/b&gt; it.", "register.pdf", owner.user.email, "wacker.example",
                  str(rival.organization), str(owner.organization), "The website is not the profile"):  # fmt: skip
        assert words in page
    assert f'href="/admin/documents/document/{made.evidence.get().pk}/open/' in page
    assert f'"/documents/{made.evidence.get().pk}/"' not in page


@pytest.mark.parametrize(
    ("status", "shown"),
    [("requested", ["approve", "reject", "send-back"]), ("sent-back", ["reject"]), ("approved", []), ("withdrawn", [])],
)
def test_a_claim_offers_what_its_state_allows(admin: Client, status: str, shown: list[str]):
    decided = None if status in {"requested", "sent-back"} else "2026-11-01T00:00Z"
    made = claim(provider(), provider_side(), status=status, decided_at=decided)
    assert buttons(page_of(admin, made), f"/admin/providers/claim/{made.pk}") == shown


@pytest.mark.parametrize(("step", "status"), [("approve", "approved"), ("reject", "rejected"), ("send-back", "sent-back")])
def test_a_claim_is_decided_with_a_reason(admin: Client, chief: Actor, step: str, status: str):
    made = claim(provider(), provider_side())
    path = f"/admin/providers/claim/{made.pk}/{step}/"
    assert admin.post(path, {"reason": " "}).status_code == 422
    assert admin.post(path, {"reason": "Looked at it"}).status_code == 302
    made.refresh_from_db()
    assert made.status == status
    review = Review.objects.get()
    assert (review.reason, review.reviewer) == ("Looked at it", chief.user)


def test_a_refused_decision_keeps_its_reason(admin: Client, chief: Actor):
    owner = provider_side()
    made = claim(provider(), owner)
    MembershipFactory.create(user=chief.user, organization=owner.organization, roles=[Role.VIEWER])
    response = admin.post(f"/admin/providers/claim/{made.pk}/approve/", {"reason": "We are it"})
    assert response.status_code == 422
    assert "Another operator has to decide" in response.content.decode()
    assert "We are it" in response.content.decode()


def test_profiles_that_wait_are_verified_or_sent_back(admin: Client):
    waiting = claimed(provider_side(), name="Waits", submitted_at="2026-11-20T00:00Z")
    site(waiting)
    claimed(provider_side(), name="Rests")
    page = admin.get("/admin/providers/provider/?queue=waiting").content.decode()
    assert "Waits" in page
    assert "Rests" not in page
    base = f"/admin/providers/provider/{waiting.pk}"
    assert buttons(page_of(admin, waiting), base) == ["send-back", "suspend", "verify"]
    assert admin.post(f"{base}/verify/", {"reason": "Checked"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "verified"
    assert buttons(page_of(admin, waiting), base) == ["suspend"]
    admin.post(f"{base}/suspend/", {"reason": "Complaint"})
    assert buttons(page_of(admin, waiting), base) == ["reinstate"]
    admin.post(f"{base}/reinstate/", {"reason": "Cleared"})
    waiting.refresh_from_db()
    assert waiting.state == "claimed"


def test_the_side_bar_counts_what_waits(admin: Client):
    for _one in range(3):
        claim(provider(), provider_side())
    page = admin.get("/admin/").content.decode()
    entry = page[page.index("/admin/providers/claim/?status=requested") :][:1500]
    assert re.search(r">\s*3\s*<", entry)


def test_profiles_that_may_be_there_twice_are_listed_and_lead_to_a_merge(admin: Client):
    one, two = provider("Wacker Biotech"), provider("Wacker Biotech GmbH")
    provider("Lonza")
    page = admin.get("/admin/providers/provider/?queue=twice").content.decode()
    assert (one.name in page, two.name in page, "Lonza<" in page) == (True, True, False)
    assert f"/admin/providers/merge/start?merged={two.pk}" in page_of(admin, two).replace("start/?", "start?")


def start(admin: Client, **query: str) -> Any:
    page = admin.get("/admin/providers/merge/").content.decode()
    (address,) = set(re.findall(r'href="(/admin/providers/merge/start/?)"', page))
    return address, admin.get(address, query)


def test_a_merge_is_searched_for_shown_and_made_with_a_reason(admin: Client):
    kept, merged = provider("Wacker Biotech"), provider("Wacker Biotech GmbH")
    site(merged, "Jena")
    _address, found = start(admin, q="wacker")
    assert f"?merged={merged.pk}" in found.content.decode()
    _address, chosen = start(admin, merged=str(merged.pk))
    assert f"?merged={merged.pk}&amp;kept={kept.pk}" in chosen.content.decode()
    address, preview = start(admin, merged=str(merged.pk), kept=str(kept.pk))
    assert "Jena, DE" in preview.content.decode()
    full = f"{address}?merged={merged.pk}&kept={kept.pk}"
    assert admin.post(full, {"reason": ""}).status_code == 422
    assert Merge.objects.count() == 0
    assert admin.post(full, {"reason": "One company"}).status_code == 302
    merge = Merge.objects.get()
    assert [one.city for one in kept.sites.all()] == ["Jena"]
    base = f"/admin/providers/merge/{merge.pk}"
    assert buttons(page_of(admin, merge), base) == ["undo"]
    assert admin.post(f"{base}/undo/", {"reason": "Two after all"}).status_code == 302
    assert buttons(page_of(admin, merge), base) == []
    merged.refresh_from_db()
    assert merged.merged_into is None


def test_a_merge_that_is_refused_says_why(admin: Client):
    mine = claimed(provider_side())
    address, _page = start(admin)
    response = admin.post(f"{address}?merged={mine.pk}&kept={provider().pk}", {"reason": "x"})
    assert response.status_code == 422
    assert "belongs to an organisation" in response.content.decode()


@pytest.mark.parametrize("query", [{"merged": "nonsense"}, {"merged": "0" * 32}, {"q": "%_\\'\"<x>"}])
def test_a_broken_address_of_the_merge_does_no_harm(admin: Client, query: dict[str, str]):
    assert start(admin, **query)[1].status_code == 200


def test_nobody_but_operators_comes_in_and_a_superuser_decides_nothing(client: Client):
    made = claim(provider(), provider_side())
    other = provider()
    paths = ["/admin/providers/claim/", f"/admin/providers/claim/{made.pk}/change/", "/admin/providers/merge/start"]
    for who in (provider_side(), operator(Role.VIEWER)):
        client.force_login(who.user, backend=BACKEND)
        assert {client.get(path, follow=False).status_code for path in paths} <= {301, 302, 404}
    root = UserFactory.create(is_staff=True, is_superuser=True)
    TOTP.activate(root, "JBSWY3DPEHPK3PXP")
    client.force_login(root, backend=BACKEND)
    assert client.post(f"/admin/providers/claim/{made.pk}/approve/", {"reason": "x"}).status_code == 422
    address, _page = start(client)
    assert client.post(f"{address}?merged={made.provider_id}&kept={other.pk}", {"reason": "x"}).status_code == 422
    assert (Claim.objects.get().status, Merge.objects.count()) == ("requested", 0)
    assert Provider.objects.filter(merged_into=None).count() == 2


@pytest.mark.parametrize("path", ["/admin/providers/claim/", "/admin/providers/provider/", "/admin/providers/review/"])
def test_a_queue_takes_the_same_number_of_queries_for_one_and_three(admin: Client, path: str):
    def another() -> None:
        made = claim(provider(), provider_side())
        Review.objects.create(claim=made, decision="sent-back", reason="x", reviewer=made.claimed_by)

    another()
    admin.get(path)
    with CaptureQueriesContext(connection) as one:
        assert admin.get(path).status_code == 200
    another()
    another()
    with CaptureQueriesContext(connection) as three:
        admin.get(path)
    assert len(three) == len(one)
