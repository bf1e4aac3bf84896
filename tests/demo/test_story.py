"""The story that a demo starts with, told once for all that look at it."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import User
from demo import story
from demo.cast import HARBOUR, OPERATOR, PARTS, WACKER
from demo.people import acting
from demo.telling import paper
from events.models import Event
from organizations.models import Organization
from projects.briefs.enums import IntakeStatus
from projects.briefs.models import Intake, Project
from projects.sourcing.models import Outcome, Quote, Rfq
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.disclosure import cda_between
from projects.sourcing.selectors.funnel import funnel_of
from projects.sourcing.selectors.quarter import quarter_of
from providers.enums import CertificateStatus, ClaimStatus, ProviderState
from providers.models import Certificate, Claim, Provider, Slot
from services.actions.catalogue import rebuild_catalogue
from services.enums import OfferingStatus
from services.models import Offering, Shortlist, ShortlistItem


@pytest.fixture(scope="class")
def told(shipped: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Committed into the copy of the reference database, which is made anew for whoever comes next."""
    with django_db_blocker.unblock():
        story.tell()


def rows() -> dict[str, int]:
    """How many there are in every table."""
    with connection.cursor() as cursor:
        counted = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counted[table] = cursor.fetchone()[0]
    return counted


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped", "told")
class TestStory:
    def test_telling_it_twice_changes_nothing(self):
        before, last = rows(), Event.objects.latest("id").pk
        story.tell()
        assert (rows(), Event.objects.latest("id").pk) == (before, last)

    def test_what_a_visitor_has_deleted_does_not_come_back(self):
        Shortlist.objects.all().delete()
        Intake.objects.filter(status=IntakeStatus.DRAFT).delete()
        story.tell()
        assert (Shortlist.objects.count(), Intake.objects.count()) == (0, 1)

    def test_a_company_that_an_older_folder_does_not_know_joins_the_story(self):
        Claim.objects.filter(status=ClaimStatus.REQUESTED).delete()
        for model in (User, EmailAddress):
            model.objects.filter(email="provider@lakeside.example").update(email="somebody@lakeside.example")
        story.tell()
        assert set(User.objects.values_list("email", flat=True)) >= {part.email for part in PARTS}
        assert Claim.objects.get(status=ClaimStatus.REQUESTED).claimed_by.email == "provider@lakeside.example"

    def test_wacker_is_verified_with_prices_certificates_and_capacity(self):
        wacker = Provider.objects.get(slug="wacker-biotech")
        assert wacker.state == ProviderState.VERIFIED
        assert "演示" in wacker.summary_zh
        assert not wacker.offerings.exclude(shipped_digest="").exists()
        priced = wacker.offerings.exclude(price_min=None)
        assert set(priced.values_list("service_line", flat=True)) == {"mrna-ds-gmp", "plasmid-gmp", "lnp-encapsulation-gmp"}
        assert all("invented" in one.price_unit and one.lead_weeks_min for one in priced)
        slots = Slot.objects.filter(suite__site__provider=wacker, suite__site__city="Halle").free()
        assert [slot.starts_on.year for slot in slots] == [timezone.now().year + 1] * 2
        today = timezone.now().date()
        certificates = Certificate.objects.order_by("number")
        assert [(one.status, one.valid_until - today) for one in certificates] == [
            (CertificateStatus.VERIFIED, timedelta(days=730)),
            (CertificateStatus.VERIFIED, timedelta(days=20)),
            (CertificateStatus.UNDER_REVIEW, timedelta(days=540)),
        ]
        assert all(one.number.startswith("DEMO-") and "demo" in one.issuer for one in certificates)

    def test_a_profile_and_a_claim_wait_for_the_operator(self):
        profile = Provider.objects.get(slug="boehringer-bioxcellence")
        assert (profile.state, profile.submitted_at is not None) == (ProviderState.CLAIMED, True)
        states = profile.offerings.exclude(status=OfferingStatus.PUBLISHED).values_list("status", flat=True)
        assert set(states) == {OfferingStatus.DRAFT, OfferingStatus.PAUSED}
        waiting = Claim.objects.get(status=ClaimStatus.REQUESTED)
        assert (waiting.provider.slug, waiting.evidence.count()) == ("richter-biologics", 1)

    def test_the_sponsor_has_two_lists_a_project_and_a_brief_that_is_read(self):
        items = ShortlistItem.objects.select_related("shortlist", "offering__provider")
        assert (
            sorted(one.shortlist.name for one in items)
            == ["Antibody manufacture (demo)"] * 2 + ["mRNA drug substance (demo)"] * 3
        )
        assert all(one.note for one in items)
        project = Project.objects.get(codename="Magnolia (demo)")
        assert {"mab"} <= set(project.modalities.values_list("pk", flat=True))
        assert project.packages.filter(countries_allowed="CN").exists()
        assert Intake.objects.filter(status=IntakeStatus.DRAFT).count() == 1

    def test_one_request_is_awarded_one_opened_in_two_currencies_and_one_sealed(self):
        names = ("Cedar (demo)", "Juniper (demo)", "Willow (demo)")
        cedar, juniper, willow = (Rfq.objects.get(codename=name) for name in names)
        assert [one.status for one in (cedar, juniper, willow)] == ["awarded", "evaluation", "open"]
        results = Outcome.objects.filter(quote__invitation__rfq=cedar).values_list("result", flat=True)
        assert sorted(results) == ["awarded", "not-selected"]
        comparison = comparison_of(acting(HARBOUR), juniper)
        assert {column.content.currency for column in comparison.columns} == {"EUR", "USD"}
        assert all(column.levelled for column in comparison.columns)
        assert {one.submitted_at < juniper.deadline for one in Quote.objects.filter(invitation__rfq=juniper)} == {True}
        sealed = Quote.objects.get(invitation__rfq=willow, status="submitted")
        assert (sealed.sent.payload, willow.is_closed_at(timezone.now())) == (None, False)
        assert cda_between(acting(WACKER), willow) is not None
        assert willow.questions.exclude(published_at=None).count() == 1

    def test_an_operator_sees_what_three_sponsors_asked_for_in_vain(self):
        now = timezone.now()
        funnel = funnel_of(acting(OPERATOR), quarter_of(now).previous, now)
        told = [(one.stage.pk, one.lines, one.unanswered, one.is_unmet) for one in funnel.demand.cells if one.stage]
        assert told == [("lead-optimisation", 3, 3, True), ("phase-1", 3, 3, True)]
        assert (funnel.projects.begun, funnel.requests.quoted) == (3, 0)
        assert (funnel.declined["outside-scope"], funnel.declined["no-capacity"]) == (3, 3)

    def test_the_catalogue_is_right_without_a_worker(self):
        assert rebuild_catalogue() == (0, 0)

    def test_every_company_of_the_stage_says_that_it_is_of_the_demo(self):
        assert [one for one in Organization.objects.all() if "(demo" not in one.legal_name] == []
        assert all(one.description_en for one in Offering.objects.exclude(price_min=None))


def test_its_papers_are_whole_pdf_files():
    body = paper("a.pdf", "A title").read()
    start = int(body.split(b"startxref\n")[1].split(b"\n")[0])
    assert body[start:].startswith(b"xref")
    assert body[int(body[start:].split(b"\n")[3].split()[0]) :].startswith(b"1 0 obj")


@pytest.mark.django_db
def test_an_empty_demo_has_its_people_and_nothing_else(settings: Any, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    call_command("demo_story", empty=True, stdout=StringIO())
    known = json.loads((tmp_path / "demo.json").read_text())["users"]
    assert {one["email"] for one in known} == {part.email for part in PARTS}
    assert (Provider.objects.count(), Rfq.objects.count(), Shortlist.objects.count(), Intake.objects.count()) == (
        0,
        0,
        0,
        0,
    )
