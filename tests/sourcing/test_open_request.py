"""Requests that all who match may join, and requests that start from a project's matches."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import database_now
from core.errors import Invalid, NotFound, WrongState
from notifications.models import Notification
from organizations.enums import Kind
from projects.sourcing.actions.cda import offer_cda
from projects.sourcing.actions.invitation import invite_provider
from projects.sourcing.actions.joining import join_rfq
from projects.sourcing.actions.rfq import create_rfq, edit_rfq, publish_rfq
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.forms.rfq_line import LineForm
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.selectors.facts import LineFacts
from projects.sourcing.selectors.open_request import fitting_requests, matching_providers
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.selectors.snapshot import differences, snapshot_of
from projects.sourcing.sheets import quote_csv
from providers.models import Site
from services.actions.catalogue import refresh_provider
from services.enums import OfferingStatus
from services.models import Offering
from tests.factories import actor
from tests.providers.house import Program, signed_in, term, vocabulary
from tests.sourcing.deal import Bidder, Deal, as_facts, bidder, content_of, draft_deal, line_facts, pass_deadline
from vocabulary.models import Country

pytestmark = pytest.mark.django_db


def with_offering(one: Bidder, line: str) -> Bidder:
    """In the catalogue with one published offering."""
    Offering.objects.create(
        provider=one.provider,
        service_line_id=line,
        title_en=line,
        status=OfferingStatus.PUBLISHED,
        published_at=database_now(),
    )
    refresh_provider(one.provider.pk)
    return one


def open_to_all(**values: Any) -> tuple[Deal, Bidder, Bidder]:
    """Published to all that match, with one provider that does and one that does not."""
    vocabulary()
    values = {"lines": (line_facts(quantity_value=None, quantity_unit=None, standards=(), stage=None),), **values}
    deal = draft_deal(0, audience="matching", needs_cda=False, **values)
    fit, other = with_offering(bidder("fit"), "mab-gmp"), with_offering(bidder("other"), "mrna-gmp")
    deal.rfq = publish_rfq(actor=deal.manager, rfq=deal.rfq)
    return deal, fit, other


def test_whoever_matches_sees_the_request_and_joins_and_the_sponsor_is_told(deliver_events: Callable[[], None]):
    deal, fit, other = open_to_all()
    assert [one.rfq for one in fitting_requests(fit.manager)] == [deal.rfq]
    assert list(fitting_requests(other.manager)) == []
    deliver_events()
    told = Notification.objects.filter(kind="rfq.announced").values_list("person__email", flat=True)
    assert set(told) == {fit.owner.user.email, fit.manager.user.email}
    joined = join_rfq(actor=fit.manager, rfq=deal.rfq)
    assert (joined.status, joined.joined, joined.provider) == ("intends", True, fit.provider)
    assert join_rfq(actor=fit.manager, rfq=deal.rfq) == joined
    assert list(fitting_requests(fit.manager)) == []
    deliver_events()
    assert Notification.objects.filter(kind="rfq_invitation.joined", person=deal.manager.user).count() == 1


def test_whoever_does_not_match_is_told_what_its_profile_misses():
    deal, _fit, other = open_to_all()
    with pytest.raises(Invalid) as refused:
        join_rfq(actor=other.manager, rfq=deal.rfq)
    assert [str(text) for text in refused.value.errors["eligibility"]] == ["Does not offer Mab gmp."]
    assert not Invitation.objects.exists()


def test_a_certificate_in_force_is_asked_for_with_the_line():
    """Told to the provider; who has none to show does not match; a later edition that does without says so."""
    vocabulary()
    line = line_facts(quantity_value=None, quantity_unit=None, stage=None, certificates_in_force=True)
    deal, fit, _other = open_to_all(lines=(line,))
    with pytest.raises(Invalid) as refused:
        join_rfq(actor=fit.manager, rfq=deal.rfq)
    assert "certificate" in str(refused.value.errors["eligibility"])
    (asked,) = lines_of(deal.rfq)
    assert asked.certificates_text == f"Certificate in force: {asked.standards.get().label}"
    assert asked.certificates_text in quote_csv(content_of(deal.rfq), [asked]).decode()
    shown = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/").json()["lines"]
    assert [one["certificates_in_force"] for one in shown] == [True]
    before = snapshot_of(deal.rfq)
    old = {**before, "lines": [{k: v for k, v in one.items() if k != "certificates_in_force"} for one in before["lines"]]}
    assert differences(before, before) == []
    assert [(one["field"], one["before"], one["after"]) for one in differences(old, before)] == [
        ("line.certificates_in_force", False, True)
    ]


def test_a_certificate_without_a_standard_is_no_line():
    vocabulary()
    with pytest.raises(Invalid):
        draft_deal(0, lines=(line_facts(standards=(), certificates_in_force=True),))


def test_nobody_joins_a_request_by_invitation_a_closed_one_or_their_own():
    deal, fit, _other = open_to_all()
    Rfq.objects.filter(pk=deal.rfq.pk).update(audience="selected")
    with pytest.raises(NotFound):
        join_rfq(actor=fit.manager, rfq=deal.rfq)
    Rfq.objects.filter(pk=deal.rfq.pk).update(audience="matching", round=2)
    with pytest.raises(WrongState, match="by invitation"):
        join_rfq(actor=fit.manager, rfq=deal.rfq)
    Rfq.objects.filter(pk=deal.rfq.pk).update(round=1)
    pass_deadline(deal.rfq)
    with pytest.raises(WrongState, match="The deadline was"):
        join_rfq(actor=fit.manager, rfq=deal.rfq)
    assert list(fitting_requests(fit.manager)) == []
    Rfq.objects.filter(pk=deal.rfq.pk).update(organization=fit.provider.organization)
    with pytest.raises(Invalid):
        join_rfq(actor=fit.manager, rfq=deal.rfq)


def test_a_provider_without_a_profile_is_told_to_make_one():
    deal, _fit, _other = open_to_all()
    nobody = actor(kind=Kind.PROVIDER)
    with pytest.raises(Invalid, match="profile first"):
        join_rfq(actor=nobody, rfq=deal.rfq)
    assert "No profile yet" in signed_in(nobody).get("/open-requests/").content.decode()


def test_the_pages_show_the_teaser_to_whoever_matches_and_the_reasons_to_the_others():
    deal, fit, other = open_to_all(teaser="CANARY-TEASER")
    mine, theirs = signed_in(fit.manager), signed_in(other.manager)
    assert "Heron" in mine.get("/open-requests/").content.decode()
    path = f"/open-requests/{deal.rfq.pk}/"
    page, refused = mine.get(path).content.decode(), theirs.get(path).content.decode()
    assert ("CANARY-TEASER" in page, "CANARY-BRIEF" in page) == (True, False)
    assert ("CANARY-TEASER" in refused, "Does not offer Mab gmp." in refused) == (False, True)
    answer = mine.post(f"{path}join/")
    assert answer.status_code == 302
    assert answer.url == mine.get(path).url == f"/invitations-to-quote/{Invitation.objects.get().pk}/"
    assert "joined by itself" in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/").content.decode()


def test_a_program_lists_what_fits_and_joins():
    deal, fit, other = open_to_all()
    mine, theirs = Program(fit.owner), Program(other.owner)
    (row,) = mine.get("/api/v1/open-requests/").json()
    assert (row["id"], row["is_eligible"], row["whole_lines"]) == (str(deal.rfq.pk), True, [str(deal.rfq.lines.get().pk)])
    assert mine.send("POST", f"/api/v1/open-requests/{deal.rfq.pk}/join/", {}).status_code == 201
    refused = theirs.send("POST", f"/api/v1/open-requests/{deal.rfq.pk}/join/", {})
    assert (refused.status_code, "Does not offer Mab gmp." in refused.content.decode()) == (400, True)
    seen = theirs.get(f"/api/v1/open-requests/{deal.rfq.pk}/").json()
    assert (seen["is_eligible"], seen["teaser"], seen["lines"]) == (False, None, None)


def test_one_open_to_all_needs_a_service_line_and_no_invitation_and_one_for_a_single_provider_has_one():
    vocabulary()
    deal = draft_deal(0, audience="matching", lines=(line_facts(service_line=None),))
    with pytest.raises(Invalid, match="decides which providers match"):
        publish_rfq(actor=deal.manager, rfq=deal.rfq)
    single = draft_deal(1, audience="single")
    with pytest.raises(Invalid) as refused:
        invite_provider(actor=single.manager, rfq=single.rfq, provider=bidder("second").provider)
    assert "addressed to one provider" in str(refused.value.errors["provider"][0])
    assert publish_rfq(actor=single.manager, rfq=single.rfq).status == "open"


def test_a_request_starts_with_the_providers_that_were_chosen():
    deal = draft_deal(0)
    chosen = [bidder("one").provider, bidder("two").provider]
    program = Program(deal.manager)
    body = {"codename": "Kite", "deadline": "2027-06-01T12:00:00Z", "providers": [one.slug for one in chosen]}
    answer = program.send("POST", "/api/v1/rfqs/", body)
    assert answer.status_code == 201, answer.content
    invited = Invitation.objects.filter(rfq_id=answer.json()["id"]).values_list("provider__slug", flat=True)
    assert set(invited) == {"one", "two"}
    wrong = program.send("POST", "/api/v1/rfqs/", {**body, "providers": ["nobody"]})
    assert (wrong.status_code, Rfq.objects.count()) == (400, 2)


def test_the_agreement_can_be_offered_for_all_that_match():
    deal = draft_deal(0, audience="matching")
    assert offer_cda(actor=deal.owner, rfq=deal.rfq, name="Olga Owner").cda_offered_at is not None


def test_the_list_takes_the_same_number_of_queries_for_one_and_three():
    deal, fit, _other = open_to_all()
    program = Program(fit.manager)
    program.get("/api/v1/open-requests/")  # reads the catalogue into memory
    counted = []
    for more in (0, 2):
        for _one in range(more):
            facts = as_facts(
                deal.rfq, deadline=deal.rfq.deadline, lines=(line_facts(quantity_value=None, quantity_unit=None),)
            )
            publish_rfq(actor=deal.manager, rfq=create_rfq(actor=deal.manager, facts=facts))
        with CaptureQueriesContext(connection) as queries:
            found = program.get("/api/v1/open-requests/").json()
        assert [len(one["lines"]) for one in found] == [1] * len(found)
        counted.append((len(found), len(queries)))
    assert [count for count, _queries in counted] == [1, 3]
    assert counted[0][1] == counted[1][1]


def test_a_provider_in_a_country_that_a_line_rules_out_neither_finds_the_request_nor_joins_it():
    vocabulary()
    plain = line_facts(quantity_value=None, quantity_unit=None, standards=(), stage=None)
    germany, france = Country.objects.get(pk="DE"), country("FR", "France")
    deal, fit, _other = open_to_all(lines=(replace(plain, countries_excluded=(germany,)),))
    at_home(fit)
    assert list(fitting_requests(fit.manager)) == []
    assert fit.provider not in matching_providers(deal.rfq)
    with pytest.raises(Invalid) as refused:
        join_rfq(actor=fit.manager, rfq=deal.rfq)
    assert "Germany" in " ".join(refused.value.errors["eligibility"])
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes={"lines": elsewhere(deal, france)}, reason="We may.")
    assert [one.rfq for one in fitting_requests(fit.manager)] == []
    amend_rfq(actor=deal.manager, rfq=deal.again(), changes={"lines": elsewhere(deal, france, germany)}, reason="We may.")
    assert join_rfq(actor=fit.manager, rfq=deal.again()).joined


def country(code: str, name: str) -> Country:
    found: Country = term(Country, code, label_en=name, region=Country.objects.get(pk="DE").region)
    return found


def elsewhere(deal: Deal, *allowed: Country) -> tuple[LineFacts, ...]:
    """The line only in these countries, ruling out none."""
    return (replace(as_facts(deal.rfq).lines[0], countries_excluded=(), countries_allowed=allowed),)


def at_home(one: Bidder) -> None:
    """Its offering is made at a site in Germany."""
    site = Site.objects.create(provider=one.provider, city="Halle", country_id="DE")
    Offering.objects.get(provider=one.provider).sites.add(site)
    refresh_provider(one.provider.pk)


def test_countries_of_a_line_are_typed_by_name_or_code_and_read_on_the_page_and_by_programs():
    deal = draft_deal(0)
    for code, name in (("RU", "Russia"), ("KP", "North Korea")):
        country(code, name)
    form = LineForm({"title": "Line", "countries_excluded": "Russia, kp", "countries_allowed": ""})
    assert form.is_valid(), form.errors
    assert [one.pk for one in form.cleaned_data["countries_excluded"]] == ["RU", "KP"]
    assert LineForm({"title": "Line", "countries_excluded": "Atlantis"}).errors["countries_excluded"] == [
        "“Atlantis” is not known. Write names or codes with commas between them."
    ]
    facts = as_facts(deal.rfq)
    lines = (replace(facts.lines[0], countries_excluded=tuple(form.cleaned_data["countries_excluded"])), facts.lines[1])
    edit_rfq(actor=deal.manager, rfq=deal.rfq, changes={"lines": lines})
    client = signed_in(deal.manager)
    assert "Not in these countries: " in client.get(f"/rfqs/{deal.rfq.pk}/preview/").content.decode()
    assert "Russia" in client.get(f"/rfqs/{deal.rfq.pk}/edit/").content.decode()
    shown = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/").json()["lines"]
    assert [one["countries_excluded"] for one in shown] == [["KP", "RU"], []]
    both = (replace(lines[0], countries_allowed=lines[0].countries_excluded[:1]), facts.lines[1])
    with pytest.raises(Invalid) as refused:
        edit_rfq(actor=deal.manager, rfq=deal.again(), changes={"lines": both})
    assert "cannot be in Russia and not be there" in str(refused.value.errors["lines"])
