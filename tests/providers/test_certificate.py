"""Certificates: who writes, who decides, and what each may no longer do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from documents.models import Document
from events.models import Event
from organizations.enums import Kind, Role
from providers.actions.certificate import add_certificate, edit_certificate, remove_certificate, submit_certificate
from providers.actions.certificate_review import (
    reject_certificate,
    revoke_certificate,
    send_back_certificate,
    verify_certificate,
)
from providers.enums import CertificateStatus
from providers.models import Certificate, Review
from tests.factories import MembershipFactory, actor
from tests.providers.house import (
    House,
    build_house,
    evidence,
    facts,
    in_days,
    operator,
    signed_in,
    submitted,
    verified,
)
from tests.rewritten import rewritten
from vocabulary.models import ServiceLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build_house()


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="certificate.").order_by("pk").values_list("kind", flat=True))


# What its people do --------------------------------------------------------------------------------------------------


def test_a_certificate_goes_from_its_people_to_an_operator_and_every_step_is_told(house: House):
    certificate = verified(house)
    assert certificate.status == CertificateStatus.VERIFIED
    assert certificate.editor_ids == [house.owner.user_id]
    assert kinds() == ["certificate.created", "certificate.submitted", "certificate.verified"]
    told = Event.objects.filter(kind__startswith="certificate.")
    assert {event.data["provider"] for event in told} == {str(house.provider.pk)}
    assert all(house.owner.organization_id in event.organization_ids for event in told)


@pytest.mark.parametrize("status", ["under-review", "verified"])
def test_an_edit_takes_what_an_operator_sees_or_saw_back_to_its_beginning(house: House, status: str):
    certificate = verified(house) if status == "verified" else submitted(house)
    certificate = edit_certificate(actor=house.owner, certificate=certificate, changes=vars(facts(house, number="DE-2")))
    certificate.refresh_from_db()
    assert (certificate.status, certificate.verified_at, certificate.notice_due_at) == ("uploaded", None, None)
    assert not certificate.is_in_force
    assert Event.objects.get(kind="certificate.edited").data["lost_its_badge"] is (status == "verified")


def test_saving_without_a_change_takes_nothing_back(house: House):
    certificate = verified(house)
    before = kinds()
    assert edit_certificate(actor=house.owner, certificate=certificate, changes=vars(facts(house))).status == "verified"
    assert kinds() == before


def test_another_evidence_file_is_a_change(house: House):
    certificate = verified(house)
    certificate = edit_certificate(
        actor=house.owner, certificate=certificate, changes=vars(facts(house)), upload=evidence("new.pdf")
    )
    assert certificate.status == "uploaded"
    assert certificate.evidence.name == "new.pdf"


@pytest.mark.parametrize("decide", [reject_certificate, revoke_certificate])
def test_what_was_rejected_or_revoked_is_not_edited(house: House, decide: Callable[..., Certificate]):
    certificate = verified(house) if decide is revoke_certificate else submitted(house)
    decide(actor=operator(), certificate=certificate, reason="No.")
    with pytest.raises(WrongState):
        edit_certificate(actor=house.owner, certificate=certificate, changes=vars(facts(house, number="DE-2")))


def test_without_evidence_nothing_is_submitted(house: House):
    certificate = add_certificate(actor=house.owner, facts=facts(house))
    with pytest.raises(WrongState, match="Add the certificate itself"):
        submit_certificate(actor=house.owner, certificate=certificate)


def test_without_a_scope_nothing_is_submitted_and_nothing_verified(house: House):
    certificate = add_certificate(actor=house.owner, facts=facts(house, operations=()), upload=evidence())
    with pytest.raises(WrongState, match="which operations it covers"):
        submit_certificate(actor=house.owner, certificate=certificate)
    waiting = submitted(house, number="DE-2")
    waiting.operations.clear()
    with pytest.raises(WrongState, match="which operations it covers"):
        verify_certificate(actor=operator(), certificate=waiting, reason="Fine.")


def test_what_has_ended_is_neither_submitted_nor_verified(house: House):
    ended = add_certificate(actor=house.owner, facts=facts(house, valid_until=in_days(-1)), upload=evidence())
    with pytest.raises(WrongState, match="has ended"):
        submit_certificate(actor=house.owner, certificate=ended)
    waiting = submitted(house, number="DE-2")
    Certificate.objects.filter(pk=waiting.pk).update(valid_until=in_days(-1))
    with pytest.raises(WrongState, match="has ended"):
        verify_certificate(actor=operator(), certificate=waiting, reason="Fine.")


def test_only_what_nobody_relies_on_is_deleted(house: House):
    remove_certificate(actor=house.owner, certificate=add_certificate(actor=house.owner, facts=facts(house)))
    assert not Certificate.objects.exists()
    for certificate in (submitted(house), verified(house, number="DE-2")):
        with pytest.raises(WrongState, match="cannot be deleted"):
            remove_certificate(actor=house.owner, certificate=certificate)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"authority": None, "issuer": ""}, ""),
        ({"inspected_on": in_days(10)}, "inspected_on"),
        ({"inspected_on": in_days(-1), "valid_until": in_days(-2)}, ""),
        ({"number": "x" * 121}, "number"),
        ({"number": ""}, "number"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_nothing_is_kept(house: House, values: dict[str, Any], field: str):
    with pytest.raises(Invalid) as error:
        add_certificate(actor=house.owner, facts=facts(house, **values), upload=evidence())
    assert list(error.value.errors) == [field]


def test_a_number_is_once_for_a_site_and_standard(house: House):
    add_certificate(actor=house.owner, facts=facts(house))
    with pytest.raises(Invalid) as error:
        add_certificate(actor=house.owner, facts=facts(house))
    assert "already" in str(error.value.errors["number"][0])
    add_certificate(actor=house.owner, facts=facts(house, site=house.other_site))


def test_somebody_elses_certificate_and_site_are_not_there(house: House):
    rival = build_house("rival")
    certificate = verified(house)
    for act in (submit_certificate, remove_certificate):
        with pytest.raises(NotFound):
            act(actor=rival.owner, certificate=certificate)
    with pytest.raises(NotFound):
        edit_certificate(actor=rival.owner, certificate=certificate, changes=vars(facts(rival)))
    with pytest.raises(Invalid) as error:
        add_certificate(actor=rival.owner, facts=facts(house))
    assert list(error.value.errors) == ["site"]


def test_a_viewer_writes_nothing_and_an_old_version_overwrites_nothing(house: House):
    certificate = submitted(house)
    with pytest.raises(Forbidden):
        add_certificate(actor=house.viewer, facts=facts(house))
    for act in (submit_certificate, remove_certificate):
        with pytest.raises(Forbidden):
            act(actor=house.viewer, certificate=certificate)
        with pytest.raises(StaleVersion):
            act(actor=house.owner, certificate=certificate, expected_version=certificate.version - 1)
    with pytest.raises(StaleVersion):
        edit_certificate(
            actor=house.owner, certificate=certificate, changes=vars(facts(house, number="X")), expected_version=1
        )


# What operators decide -----------------------------------------------------------------------------------------------

DECISIONS = [
    (verify_certificate, submitted, "verified", "approved"),
    (reject_certificate, submitted, "rejected", "rejected"),
    (send_back_certificate, submitted, "sent-back", "sent-back"),
    (revoke_certificate, verified, "revoked", "revoked"),
]


@pytest.mark.parametrize(("decide", "begin", "status", "decision"), DECISIONS)
def test_a_decision_has_a_reason_and_a_row_of_its_own(house: House, decide: Any, begin: Any, status: str, decision: str):
    certificate, chief = begin(house), operator()
    with pytest.raises(Invalid) as error:
        decide(actor=chief, certificate=certificate, reason=" ")
    assert list(error.value.errors) == ["reason"]
    certificate = decide(actor=chief, certificate=certificate, reason="Seen.")
    review = Review.objects.filter(certificate=certificate).first()
    assert (certificate.status, review.decision, review.reason, review.reviewer_id) == (
        status,
        decision,
        "Seen.",
        chief.user_id,
    )


@pytest.mark.parametrize(("decide", "begin", "status", "decision"), DECISIONS)
def test_nobody_decides_on_what_is_their_own_or_twice_or_from_an_old_page(
    house: House, decide: Any, begin: Any, status: str, decision: str
):
    certificate, chief = begin(house), operator()
    with pytest.raises(Forbidden):
        decide(actor=house.owner, certificate=certificate, reason="Ours.")
    with pytest.raises(StaleVersion):
        decide(actor=chief, certificate=certificate, reason="Seen.", expected_version=certificate.version - 1)
    colleague = operator()
    MembershipFactory.create(user=colleague.user, organization=house.owner.organization, roles=[Role.VIEWER])
    with pytest.raises(Forbidden, match="Another operator has to decide"):
        decide(actor=colleague, certificate=certificate, reason="Ours.")
    with rewritten(Certificate):
        Certificate.objects.filter(pk=certificate.pk).update(editor_ids=[chief.user_id])
    with pytest.raises(Forbidden, match="Another operator has to decide"):
        decide(actor=chief, certificate=certificate, reason="Mine.")
    decide(actor=operator(), certificate=certificate, reason="Seen.")
    with pytest.raises(WrongState):
        decide(actor=operator(), certificate=certificate, reason="Again.")


def test_what_was_sent_back_is_completed_and_submitted_again(house: House):
    certificate = send_back_certificate(actor=operator(), certificate=submitted(house), reason="Page 2 is missing.")
    certificate = edit_certificate(
        actor=house.owner, certificate=certificate, changes=vars(facts(house)), upload=evidence("all.pdf")
    )
    assert certificate.status == "sent-back"
    assert submit_certificate(actor=house.owner, certificate=certificate).status == "under-review"


# Pages ---------------------------------------------------------------------------------------------------------------


def typed(house: House, **values: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    known = {"site": house.site.pk, "standard": "eu-gmp", "authority": "de-authority", "number": "DE-1",
             "operations": ["drug-substance"], "valid_until": "2030-01-31"}  # fmt: skip
    return known | values


def test_a_certificate_is_added_submitted_edited_and_deleted_on_pages(house: House):
    browser = signed_in(house.owner)
    assert browser.get("/my/certificates/new/").status_code == 200
    answer = browser.post("/my/certificates/new/", typed(house, evidence=evidence()))
    assert answer.status_code == 302, answer.context["form"].errors
    certificate = Certificate.objects.get()
    assert certificate.evidence.name == "certificate.pdf"
    assert browser.post(f"/my/certificates/{certificate.pk}/submit/").status_code == 302
    page = browser.get(f"/my/certificates/{certificate.pk}/").content.decode()
    assert "A change takes it back." in page
    certificate.refresh_from_db()
    form = typed(house, number="DE-9", version=certificate.version)
    assert browser.post(f"/my/certificates/{certificate.pk}/", form).status_code == 302
    certificate.refresh_from_db()
    assert (certificate.status, certificate.number) == ("uploaded", "DE-9")
    assert browser.post(f"/my/certificates/{certificate.pk}/remove/").status_code == 302
    assert not Certificate.objects.exists()


def test_the_page_warns_that_the_badge_goes(house: House):
    page = signed_in(house.owner).get(f"/my/certificates/{verified(house).pk}/").content.decode()
    assert "lose the badge of this certificate at once" in page


@pytest.mark.parametrize(
    "values",
    [
        {"number": ""},
        {"operations": []},
        {"valid_until": "31.31.2030"},
        {"standard": "no-such"},
        {"authority": "", "issuer": ""},
        {"inspected_on": "2031-01-01"},
        {"evidence": evidence("x.pdf", b"not a pdf")},
    ],
)
def test_a_wrong_form_is_422_with_what_was_typed_and_leaves_no_row_and_no_file(house: House, values: dict[str, Any]):
    response = signed_in(house.owner).post("/my/certificates/new/", typed(house, dosage_forms="Vials, typed", **values))
    assert response.status_code == 422
    assert "Vials, typed" in response.content.decode()
    assert not Certificate.objects.exists()
    assert not Document.objects.exists()


def test_finding_an_operation_sends_nothing_and_keeps_what_was_typed(house: House):
    form = typed(house, number="TYPED-1", **{"find-operations": "mab", "find": "operations"})
    page = signed_in(house.owner).post("/my/certificates/new/", form).content.decode()
    assert 'value="TYPED-1"' in page
    assert 'value="drug-substance" checked' in page
    assert "Drug substance: everything below it" in page
    assert not Certificate.objects.exists()


def test_a_stale_save_is_told_and_changes_nothing(house: House):
    certificate = submitted(house)
    response = signed_in(house.owner).post(f"/my/certificates/{certificate.pk}/", typed(house, number="X", version=1))
    assert response.status_code == 422
    assert "Somebody changed this" in response.content.decode()
    assert Certificate.objects.get().number == "DE-1"


@pytest.mark.parametrize("step", ["", "submit/", "remove/"])
def test_a_viewer_and_a_strange_house_are_kept_out_of_the_pages(house: House, step: str):
    certificate = verified(house)
    path = f"/my/certificates/{certificate.pk}/{step}"
    assert signed_in(house.viewer).post(path).status_code == 403
    assert signed_in(build_house("rival").owner).post(path).status_code == 404
    assert Client().post(path).status_code == 302


def test_a_viewer_sees_the_list_without_buttons_and_a_sponsor_nothing(house: House):
    certificate = verified(house)
    page = signed_in(house.viewer).get("/my/certificates/").content.decode()
    assert "DE-1" in page
    assert f"/my/certificates/{certificate.pk}/" not in page
    assert signed_in(actor()).get("/my/certificates/").status_code == 403


def test_the_list_says_why_an_operator_sent_it_back(house: House):
    send_back_certificate(actor=operator(), certificate=submitted(house), reason="Page 2 is missing.")
    assert "Page 2 is missing." in signed_in(house.owner).get("/my/certificates/").content.decode()


def test_without_a_profile_the_list_offers_the_directory():
    page = signed_in(actor(kind=Kind.PROVIDER)).get("/my/certificates/")
    assert "Find your profile" in page.content.decode()


# Public --------------------------------------------------------------------------------------------------------------


def test_everybody_sees_what_an_operator_has_verified_and_nothing_else(house: House):
    submitted(house, number="WAITING-1")
    verified(house, number="GOOD-1")
    revoke_certificate(actor=operator(), certificate=verified(house, number="REVOKED-1"), reason="Withdrawn.")
    ended = verified(house, number="ENDED-1")
    with rewritten(Certificate):
        Certificate.objects.filter(pk=ended.pk).update(valid_until=in_days(-1))
    page = Client().get(f"/providers/{house.provider.slug}/").content.decode()
    assert [number in page for number in ("WAITING-1", "GOOD-1", "REVOKED-1", "ENDED-1")] == [False, True, True, True]
    rows = Client().get(f"/api/v1/providers/{house.provider.slug}/certificates/").json()
    assert {row["number"]: row["state"] for row in rows} == {
        "GOOD-1": "in_force",
        "REVOKED-1": "revoked",
        "ENDED-1": "expired",
    }
    assert set(rows[0]) == {"number", "standard", "site", "authority", "issued_by", "operations", "dosage_forms",
                            "reference", "issued_on", "valid_until", "state"}  # fmt: skip


def test_the_certificates_of_a_suspended_profile_are_gone(house: House):
    verified(house)
    type(house.provider).objects.filter(pk=house.provider.pk).update(state="suspended")
    assert Client().get(f"/api/v1/providers/{house.provider.slug}/certificates/").status_code == 404
    assert not Certificate.objects.visible_to(actor()).exists()


@pytest.mark.parametrize("path", ["/my/certificates/", "/api/v1/my/certificates/", "/providers/harbour-bio/",
                                  "/api/v1/providers/harbour-bio/certificates/"])  # fmt: skip
def test_a_list_takes_the_same_number_of_queries_for_one_and_three(house: House, path: str):
    browser = signed_in(house.owner)
    send_back_certificate(actor=operator(), certificate=submitted(house), reason="More.")
    verified(house, number="DE-2")

    def queries() -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    first = queries()
    for number in range(3, 6):
        send_back_certificate(actor=operator(), certificate=submitted(house, number=f"B-{number}"), reason="More.")
        verified(house, number=f"DE-{number}", site=house.other_site,
                 operations=tuple(ServiceLine.objects.filter(parent="drug-substance")))  # fmt: skip
    assert queries() == first


def test_days_left_count_to_the_end_of_the_last_day(house: House):
    certificate = verified(house, valid_until=in_days(90))
    assert certificate.ends_at.date() == in_days(91)
    assert certificate.days_left == 91
    assert not certificate.is_expiring
    assert verified(house, number="B", valid_until=in_days(89)).is_expiring
    assert certificate.next_notice_after(timezone.now()) == certificate.ends_at - timedelta(days=90)


def test_who_issued_a_certificate_is_asked_beside_the_field_that_takes_it(house: House):
    answer = signed_in(house.owner).post("/my/certificates/new/", typed(house, authority="", issuer=""))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert (
        '<a href="#id_issuer">Issued by, if none of these</a>: Choose the authority above, or write here who issued it.'
        in text
    )
