"""An operator's day: helping somebody in, reading the trail in words, mending what was not delivered."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.limits import PER_ADDRESS, ensure_not_too_many, is_locked_out, note_failure
from core.errors import Forbidden, TooMany
from events.actions import emit
from events.models import Dispatch, Event, Seal
from events.seals import recent_flaw, seal_committed
from organizations.actor import Actor
from providers.models import Merge
from tests.events.test_trail import tamper, three_events
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory, actor
from tests.factories.providers import claim, provider, provider_side, site
from tests.providers.test_admin import buttons
from tests.sourcing.deal import open_deal
from tests.sourcing.test_entering import administration
from webhooks.actions.delivery import send_again
from webhooks.actions.endpoint import create_endpoint, pause_endpoint
from webhooks.kinds import ALL
from webhooks.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_data_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_somebody_locked_out_is_seen_and_let_in_at_once_with_a_reason():
    operator, person = administration(), UserFactory.create()
    base = f"/admin/accounts/user/{person.pk}"
    assert "let-in-again" not in buttons(operator.get(f"{base}/change/").content.decode(), base)
    for _attempt in range(PER_ADDRESS):
        note_failure(person.email, "203.0.113.7")
    page = operator.get(f"{base}/change/").content.decode()
    assert "10 in the last quarter of an hour: refused until it is over" in page
    assert "let-in-again" in buttons(page, base)
    with pytest.raises(TooMany):
        ensure_not_too_many(person.email, "198.51.100.1")
    assert operator.post(f"{base}/let-in-again/", {"reason": "Called, known by voice"}).status_code == 302
    ensure_not_too_many(person.email, "198.51.100.1")
    assert Event.objects.get(kind="user.let_in_again").data == {"reason": "Called, known by voice"}
    assert operator.post(f"{base}/let-in-again/", {"reason": "Again"}).status_code == 422


def test_wrong_codes_of_a_second_factor_are_forgotten_too_and_nobody_elses():
    operator, person, other = administration(), UserFactory.create(), UserFactory.create()
    for one in (person, other):
        for _attempt in range(PER_ADDRESS):
            note_failure(f"code:{one.pk}", "203.0.113.7")
    operator.post(f"/admin/accounts/user/{person.pk}/let-in-again/", {"reason": "Called"})
    assert (is_locked_out(person), is_locked_out(other)) == (False, True)


def test_a_person_is_offered_what_their_state_allows():
    operator, person = administration(), UserFactory.create()
    base = f"/admin/accounts/user/{person.pk}"

    def offered() -> list[str]:
        return buttons(operator.get(f"{base}/change/").content.decode(), base)

    assert offered() == ["deactivate", "plan-erasure"]
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert offered() == ["deactivate", "plan-erasure", "remove-second-factor"]
    operator.post(f"{base}/deactivate/", {"reason": "Left"})
    operator.post(f"{base}/plan-erasure/", {"reason": "Asked for it"})
    assert offered() == ["cancel-erasure", "reactivate", "remove-second-factor"]


def test_an_organisation_is_offered_one_way_and_shows_who_is_in_it():
    operator, member = administration(), MembershipFactory.create()
    base = f"/admin/organizations/organization/{member.organization_id}"
    page = operator.get(f"{base}/change/").content.decode()
    assert buttons(page, base) == ["deactivate"]
    assert f'href="/admin/accounts/user/{member.user_id}/change/"' in page
    assert "/admin/providers/provider/?q=" in page
    operator.post(f"{base}/deactivate/", {"reason": "Fraud"})
    assert buttons(operator.get(f"{base}/change/").content.decode(), base) == ["reactivate"]


def test_organisations_take_the_same_number_of_queries_for_one_and_three():
    operator = administration()
    OrganizationFactory.create(country="DE")
    operator.get("/admin/organizations/organization/")
    with CaptureQueriesContext(connection) as one:
        page = operator.get("/admin/organizations/organization/").content.decode()
    assert "Germany" in page
    OrganizationFactory.create(country="FR")
    OrganizationFactory.create(country="AT")
    with CaptureQueriesContext(connection) as three:
        operator.get("/admin/organizations/organization/")
    assert len(three) == len(one)


def test_the_trail_is_read_and_searched_in_words_and_leads_to_what_it_is_about():
    operator, deal = administration(), open_deal(1)
    page = operator.get("/admin/events/event/", {"q": "request published"}).content.decode()
    rows = page[page.index('id="result_list"') :].split("</table>")[0]
    assert ("Request published" in rows, "Request begun" in rows) == (True, False)
    event = Event.objects.filter(kind="rfq.published").latest("id")
    page = operator.get(f"/admin/events/event/{event.pk}/change/").content.decode()
    assert f'href="/admin/sourcing/rfq/{deal.rfq.pk}/change/"' in page
    assert f'href="/admin/accounts/user/{event.actor_user_id}/change/"' in page
    assert f'href="/admin/organizations/organization/{deal.rfq.organization_id}/change/"' in page


def test_an_operator_is_not_spoken_to_as_a_bidder():
    operator, deal = administration(), open_deal(1)
    emit("bidding.invited", actor=Actor.system(), subject=deal.rfq, organizations=[deal.bidder.manager.organization_id])
    for path in ("/dashboard/", "/trail/?kind=bidding.invited", "/admin/events/event/?kind=bidding.invited"):
        page = operator.get(path).content.decode()
        assert ("Bidders told: asked to quote" in page, "You are asked to quote" in page) == (True, False), path


def test_the_dashboard_of_an_operator_counts_invitations_that_nobody_reads():
    operator, deal = administration(), open_deal(1)
    company = deal.bidder.invitation.provider
    type(company).objects.filter(pk=company.pk).update(organization=None, state="unclaimed")
    page = operator.get("/dashboard/").content.decode()
    assert '?queue=unread">Unread invitations <span class="badge figure">1</span>' in page


def test_the_trail_is_verified_from_its_page_and_a_broken_one_is_named():
    operator = administration()
    emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())
    seal_committed()
    page = operator.get("/admin/events/event/verify/", follow=True).content.decode()
    assert "stand as they were sealed" in page
    tamper(
        "UPDATE events_event SET actor_label = 'Somebody else' WHERE id = (SELECT event_id FROM events_seal WHERE position = 1)"
    )
    page = operator.get("/admin/events/event/verify/", follow=True).content.decode()
    assert "The trail is broken at position 1" in page


def test_what_was_given_up_is_sent_again_where_the_endpoint_is_enabled():
    operator, owner = administration(), actor()
    values = {"actor": owner, "description": "", "kinds": [ALL]}
    open_one, _secret = create_endpoint(url="https://8.8.8.8/hook", **values)
    paused, _secret = create_endpoint(url="https://8.8.4.4/hook", **values)
    event = emit("thing.happened", actor=owner, subject=owner.organization)
    rows = [
        Delivery.objects.create(endpoint=one, event=event, message_id=f"m{n}", status="failed", finished_at=timezone.now())
        for n, one in enumerate((open_one, paused))
    ]
    pause_endpoint(actor=owner, endpoint=paused)
    form = {"action": "send_again", "_selected_action": [str(row.pk) for row in rows]}
    page = operator.post("/admin/webhooks/delivery/", form, follow=True).content.decode()
    assert ("1 delivery is sent again." in page, "stays as it is" in page) == (True, True)
    assert [Delivery.objects.get(pk=row.pk).status for row in rows] == ["waiting", "failed"]
    told = Event.objects.get(kind="webhook_endpoint.redelivered")
    assert owner.organization_id in told.organization_ids


def test_only_an_operator_sends_deliveries_again():
    with pytest.raises(Forbidden):
        send_again(actor=actor(), keys=[])


def test_of_a_long_trail_the_newest_part_is_verified_up_to_the_event_before_it():
    three_events()
    seal_committed()
    last = Seal.objects.latest("position").position
    assert recent_flaw(2) == (None, 2)
    tamper(f"UPDATE events_seal SET digest = 'x' WHERE position = {last - 2}")
    flaw, _count = recent_flaw(2)
    assert flaw is not None
    assert flaw.position == last - 1


def test_sending_what_is_done_already_says_so():
    operator = administration()
    event = emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())
    Dispatch.objects.filter(pk=event.pk).update(confirmed_at=timezone.now())
    form = {"action": "send_again", "_selected_action": [event.pk]}
    page = operator.post("/admin/events/dispatch/", form, follow=True).content.decode()
    assert ("None of these is open" in page, "0 events" in page) == (True, False)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("providers/claim/", "Nothing waits for an operator here."),
        ("providers/claim/?status=requested", "Nothing waits for an operator here."),
        ("providers/provider/?queue=waiting", "Nothing waits for an operator here."),
        ("sourcing/invitation/?queue=unread", "Nothing waits for an operator here."),
        ("providers/claim/?status=rejected", "Nothing fits this search or these filters."),
        ("accounts/user/?q=nobody-at-all", "Nothing fits this search or these filters."),
        ("providers/merge/", "Nothing is here yet."),
    ],
)
def test_an_empty_list_says_why_and_offers_nothing_that_cannot_be_done(path: str, told: str):
    page = administration().get(f"/admin/{path}").content.decode()
    assert (told in page, "Create a new item" in page) == (True, False)


def test_a_password_is_changed_on_the_page_that_tells_the_person_and_the_trail():
    answer = administration().get("/admin/password_change/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/password/change/")


def test_a_merge_says_in_words_what_moved_and_counts_each_term():
    operator, kept, merged = administration(), provider("Wacker Biotech"), provider("Wacker Biotech GmbH")
    site(merged, "Jena")
    moved = {"sites": {"x": 1}, "terms": {"stages": ["a", "b"], "modalities": ["c"]}, "twins": []}
    made = Merge.objects.create(kept=kept, merged=merged, reason="One company", moved=moved)
    page = operator.get(f"/admin/providers/merge/{made.pk}/change/").content.decode()
    assert ("Terms of the vocabulary: 3" in page, "Sites: 1" in page, "twins" in page) == (True, True, False)


def test_times_are_told_in_one_zone_that_is_named():
    operator = administration()
    made = claim(provider(), provider_side())
    operator.post(f"/admin/providers/claim/{made.pk}/send-back/", {"reason": "An older extract"})
    page = operator.get(f"/admin/providers/claim/{made.pk}/change/").content.decode()
    assert ("Times are those of UTC." in page, " UTC ·" in page) == (True, False)


def test_what_a_house_writes_to_itself_is_not_read_in_the_trail_by_an_operator():
    operator, deal = administration(), open_deal(1)
    words = "Our budget is two million, do not say so"
    emit("rfq.returned", actor=deal.manager, subject=deal.rfq, data={"reason": words, "edition": 1})
    event = Event.objects.latest("id")
    seal_committed()
    page = operator.get(f"/admin/events/event/{event.pk}/change/").content.decode()
    assert (words in page, "edition" in page) == (False, True)
    rows = operator.get("/api/v1/events/?kind=rfq.returned").json()
    assert [one["data"] for one in rows["results"]] == [{"edition": 1}]
    assert event.data_for(deal.manager) == {"reason": words, "edition": 1}
    assert event.data_for(deal.bidder.manager) == {"edition": 1}


def test_an_operator_reads_its_own_reasons_in_the_trail():
    operator, person = administration(), UserFactory.create()
    operator.post(f"/admin/accounts/user/{person.pk}/deactivate/", {"reason": "Left the company"})
    event = Event.objects.get(kind="user.deactivated")
    assert "Left the company" in operator.get(f"/admin/events/event/{event.pk}/change/").content.decode()
