"""Pages of claims: what stands in the way is said with a way on; what was typed stays; a list costs the same for one and three."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Opening
from drafts.models import Draft
from organizations.actor import Actor
from organizations.enums import Kind, Role
from providers.models import Claim, Provider
from tests.factories import MembershipFactory, UserFactory, actor
from tests.factories.providers import PDF, claim, claimed, country, provider, provider_side, site

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORDS = {"position": "Head of quality", "statement": "We are this company."}


def sign_in(client: Client, who: Actor) -> Actor:
    client.force_login(who.user, backend=BACKEND)
    return who


@pytest.fixture
def owner(client: Client) -> Actor:
    return sign_in(client, provider_side())


def form(**values: Any) -> dict[str, Any]:
    return {**WORDS, "evidence": [SimpleUploadedFile("register.pdf", PDF)], **values}


def test_the_directory_offers_to_claim_an_unclaimed_profile_alone(client: Client):
    free, taken = provider(), claimed(provider_side())
    assert f'href="/providers/{free.slug}/claim/"' in client.get(free.get_absolute_url()).content.decode()
    assert "/claim/" not in client.get(taken.get_absolute_url()).content.decode()


def test_a_visitor_signs_in_or_up_and_comes_back(client: Client):
    of = provider()
    response = client.get(f"/providers/{of.slug}/claim/", follow=True)
    assert response.redirect_chain[0][0] == f"/account/login/?next=/providers/{of.slug}/claim/"
    assert f"/account/signup/?next=%2Fproviders%2F{of.slug}%2Fclaim%2F" in response.content.decode()


def test_who_cannot_claim_is_told_why_and_where_to_go(client: Client):
    of = provider()
    path = f"/providers/{of.slug}/claim/"
    alone = UserFactory.create()
    client.force_login(alone, backend=BACKEND)
    page = client.get(path).content.decode()
    assert "Set up your company first" in page
    assert f"/organizations/new/?kind=provider&amp;next=%2Fproviders%2F{of.slug}%2Fclaim%2F" in page
    sign_in(client, actor(kind=Kind.SPONSOR))
    assert "is not set up as a provider" in client.get(path).content.decode()
    sign_in(client, provider_side(Role.VIEWER))
    assert "an owner or a manager" in client.get(path).content.decode()
    holder = sign_in(client, provider_side())
    claimed(holder)
    assert "You have a profile already" in client.get(path).content.decode()
    assert client.post(path, form()).status_code == 409
    assert Claim.objects.count() == 0


def test_a_claim_is_sent_with_its_evidence_and_listed(client: Client, owner: Actor):
    of = provider("Wacker")
    path = f"/providers/{of.slug}/claim/"
    assert 'enctype="multipart/form-data"' in client.get(path).content.decode()
    response = client.post(path, form(), follow=True)
    assert response.redirect_chain == [("/my/claims/", 302)]
    page = response.content.decode()
    document = Claim.objects.get().evidence.get()
    assert "Waiting for an operator" in page
    assert f'href="/documents/{document.pk}/"' in page
    assert b"".join(client.get(f"/documents/{document.pk}/").streaming_content) == PDF
    assert Opening.objects.get().person == owner.user
    assert "You have claimed this profile" in client.get(path).content.decode()


def test_a_wrong_claim_is_422_with_what_was_typed(client: Client, owner: Actor):
    of = provider()
    response = client.post(f"/providers/{of.slug}/claim/", form(evidence=[SimpleUploadedFile("x.pdf", b"MZ")]))
    assert response.status_code == 422
    assert "is not a file that is taken here" in response.content.decode()
    assert "We are this company." in response.content.decode()
    region = client.post(f"/providers/{of.slug}/claim/", {}, headers={"HX-Request": "true"})
    assert region.content.decode().lstrip().startswith("<form")
    assert Claim.objects.count() == 0


def test_a_half_filled_claim_is_kept_until_it_is_sent(client: Client, owner: Actor):
    of = provider()
    client.post(f"/drafts/claim/{of.pk}/", WORDS)
    page = client.get(f"/providers/{of.slug}/claim/").content.decode()
    assert "We are this company." in page
    assert "was kept" in page
    client.post(f"/providers/{of.slug}/claim/", form())
    assert Draft.objects.exclude(values={}).count() == 0


def test_a_claim_that_was_sent_back_says_why_and_is_answered(client: Client, owner: Actor):
    made = claim(provider(), owner, status="sent-back")
    made.reviews.create(decision="sent-back", reason="Which legal entity?")
    assert "Which legal entity?" in client.get("/my/claims/").content.decode()
    path = f"/my/claims/{made.pk}/answer/"
    assert "Which legal entity?" in client.get(path).content.decode()
    assert client.post(path, {"position": "", "statement": ""}).status_code == 422
    assert client.post(path, form(statement="The GmbH."))["Location"] == "/my/claims/"
    made.refresh_from_db()
    assert (made.status, made.statement, made.evidence.count()) == ("requested", "The GmbH.", 1)


def test_a_claim_is_withdrawn(client: Client, owner: Actor):
    made = claim(provider(), owner)
    client.post(f"/my/claims/{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.status == "withdrawn"


def test_another_organisations_claim_is_nowhere(client: Client, owner: Actor):
    made = claim(provider(), provider_side(), status="sent-back")
    assert client.get(f"/my/claims/{made.pk}/answer/").status_code == 404
    assert client.post(f"/my/claims/{made.pk}/withdraw/").status_code == 404
    assert made.provider.name not in client.get("/my/claims/").content.decode()


def test_a_viewer_sees_the_claims_and_no_buttons(client: Client, owner: Actor):
    made = claim(provider(), owner)
    sign_in(client, Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])))
    page = client.get("/my/claims/").content.decode()
    assert made.provider.name in page
    assert "Withdraw" not in page
    assert client.post(f"/my/claims/{made.pk}/withdraw/").status_code == 403


def test_a_sponsor_has_no_provider_side(client: Client):
    sign_in(client, actor(kind=Kind.SPONSOR))
    assert client.get("/my/claims/").status_code == 403


def test_the_list_takes_the_same_number_of_queries_for_one_and_three(client: Client, owner: Actor):
    def another() -> None:
        made = claim(provider(), owner, status="sent-back")
        made.reviews.create(decision="sent-back", reason="More")

    another()
    client.get("/my/claims/")
    with CaptureQueriesContext(connection) as one:
        client.get("/my/claims/")
    another()
    another()
    with CaptureQueriesContext(connection) as three:
        client.get("/my/claims/")
    assert len(three) == len(one)


# A first profile -----------------------------------------------------------------------------------------------------


def first(**values: Any) -> dict[str, Any]:
    return {
        "name": "Harbour Fill", "country": country().pk, "city": "Rostock", "website": "harbour.example",
        "types": ["cdmo"], "summary": "Fills vials.", **values,
    }  # fmt: skip


def test_a_first_profile_is_made(client: Client, owner: Actor):
    assert client.get("/my/provider/new/").status_code == 200
    assert client.post("/my/provider/new/", first())["Location"] == "/my/provider/"
    assert Provider.objects.get(organization=owner.organization).name == "Harbour Fill"
    assert "You have a profile already" in client.get("/my/provider/new/").content.decode()


def test_a_similar_company_is_offered_to_be_claimed_instead(client: Client, owner: Actor):
    there = provider("Harbour Fill GmbH")
    response = client.post("/my/provider/new/", first())
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="/providers/{there.slug}/claim/"' in page
    assert 'type="checkbox" name="is_new"' in page
    assert Provider.objects.count() == 1
    assert client.post("/my/provider/new/", first(is_new="on")).status_code == 302


def test_a_profile_is_submitted_for_verification(client: Client, owner: Actor):
    mine = claimed(owner)
    assert 'action="/my/provider/submit/"' in client.get("/my/provider/").content.decode()
    response = client.post("/my/provider/submit/", headers={"Referer": "http://testserver/my/provider/"}, follow=True)
    assert "at least one site" in response.content.decode()
    site(mine)
    client.post("/my/provider/submit/")
    mine.refresh_from_db()
    assert mine.submitted_at is not None
    mine.reviews.create(decision="sent-back", reason="Which site is yours?")
    page = client.get("/my/provider/").content.decode()
    assert "Waiting for verification." in page
    assert "Which site is yours?" in page


def test_whoever_has_no_profile_submits_none(client: Client, owner: Actor):
    assert client.post("/my/provider/submit/").status_code == 404
