"""What a provider is held to: certificates that are in force, prices in other currencies. In a catalogue of a few offerings."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from core.errors import Invalid
from projects.briefs.actions.package import PackageFacts, add_package, edit_package, facts_of_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import ExchangeRate
from projects.briefs.requirements import Requirement, Subject
from projects.matching.actions.match_run import start_match
from projects.matching.engine.found import Match, first_matches
from projects.matching.enums import Criterion
from projects.matching.given import requirements_from
from projects.matching.models import MatchRun
from projects.matching.selectors.outdated import outdated
from providers.enums import CertificateStatus
from providers.models import Site
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import House, build_house
from tests.catalogue import offering, seller
from tests.matching.certified import certificate
from tests.matching.needs import TODAY, eligible, must, ranked
from vocabulary.models import Regulator, ServiceLine, Standard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE = "mammalian-ds-clinical"
SHOWN = must(Subject.STANDARD, "eu-gmp", in_force=True)


@pytest.fixture
def house() -> House:
    return build_house()


def found(*asked: Requirement) -> dict[str, Match]:
    catalogue = current_catalogue()
    return {
        one.slug: one for one in first_matches(ranked([must(Subject.SERVICE_LINE, LINE), *asked], catalogue), catalogue, 99)
    }


def test_a_certificate_that_is_a_must_is_of_this_site_this_work_this_standard_and_in_force():
    sites = {name: seller(name) for name in ("holds", "ended", "other work", "other standard", "not verified", "none")}
    for site in sites.values():
        offering(site, line=LINE, standards=["eu-gmp"])
    certificate(sites["holds"])
    certificate(sites["ended"], until=TODAY - timedelta(days=1))
    certificate(sites["other work"], operations=["dp-manufacture"])
    certificate(sites["other standard"], standard="tga-gmp")
    certificate(sites["not verified"], status=CertificateStatus.UPLOADED, verified_at=None)
    elsewhere = seller("elsewhere")
    offering(elsewhere, line=LINE, standards=["eu-gmp"])
    certificate(Site.objects.create(provider=elsewhere.provider, city="Mainz", country=elsewhere.country))
    by_name = found(must(Subject.STANDARD, "eu-gmp"))
    assert all(one.is_eligible for one in by_name.values())
    shown = found(SHOWN)
    assert [slug for slug, one in shown.items() if one.is_eligible] == ["holds"]
    sentence = f"No certificate in force for {Standard.objects.get(pk='eu-gmp').label} is shown."
    assert {one.missing for slug, one in shown.items() if slug != "holds"} == {(sentence,)}


def test_who_works_under_a_part_of_a_standard_works_under_it_and_is_told_with_what_it_lists():
    """Part IV of EU GMP is its text for advanced therapies. Who asks for that part is not served by the whole."""
    for name, listed in (("part", "eu-gmp-atmp"), ("whole", "eu-gmp"), ("other", "fda-cgmp-210-211")):
        offering(seller(name), line=LINE, standards=[listed])
    certificate(Site.objects.get(provider__slug="part"), standard="eu-gmp-atmp")
    asked = found(must(Subject.STANDARD, "eu-gmp"))
    assert {slug for slug, one in asked.items() if one.is_eligible} == {"part", "whole"}
    said = {slug: judged(one, Criterion.STANDARDS) for slug, one in asked.items()}
    assert (said["part"][0], said["whole"][0], said["other"][0]) == (1.0, 1.0, 0.0)
    for slug, code in (("part", "eu-gmp-atmp"), ("whole", "eu-gmp")):
        assert f"Lists {Standard.objects.get(pk=code).label} for this;" in said[slug][1]
    assert [slug for slug, one in found(SHOWN).items() if one.is_eligible] == ["part"]
    assert [slug for slug, one in found(must(Subject.STANDARD, "eu-gmp-atmp")).items() if one.is_eligible] == ["part"]


def test_a_verified_certificate_is_claimed_for_its_own_standard_alone():
    for name, held in (("same", "eu-gmp"), ("another", "tga-gmp")):
        site = seller(name)
        certificate(site, standard=held, until=timezone.now().date() + timedelta(days=30))
        offering(site, line=LINE, standards=["eu-gmp", "tga-gmp"])
    said = {slug: judged(one, Criterion.STANDARDS)[1] for slug, one in found(must(Subject.STANDARD, "eu-gmp")).items()}
    assert "a verified certificate covers some of it" in said["same"]
    assert "no verified certificate is shown here" in said["another"]


def test_a_place_is_missed_by_who_is_not_there_and_not_by_who_lacks_the_medicine():
    """Who makes no AAV misses AAV, and is not told besides that not everything is offered in Germany."""
    offering(seller("both"), line=LINE, modalities=["mab", "aav"])
    offering(seller("one medicine"), line=LINE, modalities=["mab"])
    offering(seller("elsewhere", land="CH"), line=LINE, modalities=["mab", "aav"])
    asked = [must(Subject.MODALITY, "mab"), must(Subject.MODALITY, "aav"), must(Subject.COUNTRY, "DE")]
    by_name = found(*asked)
    assert [slug for slug, one in by_name.items() if one.is_eligible] == ["both"]
    assert not [text for text in by_name["one-medicine"].missing if "Germany" in text]
    assert [text for text in by_name["elsewhere"].missing if "Germany" in text]


def test_who_fills_vials_with_the_medicine_serves_its_own_fill_finish_and_is_told_as_it_lists_it():
    offering(seller("own"), line="mrna-fill-finish", modalities=["mrna"])
    offering(seller("vials"), line="aseptic-vial-filling", modalities=["mrna", "mab"])
    offering(seller("no mrna"), line="aseptic-vial-filling", modalities=["mab"])
    catalogue = current_catalogue()
    asked = [must(Subject.SERVICE_LINE, "mrna-fill-finish"), must(Subject.MODALITY, "mrna")]
    matches = {one.slug: one for one in first_matches(ranked(asked, catalogue), catalogue, 9)}
    assert {slug for slug, one in matches.items() if one.is_eligible} == {"own", "vials"}
    assert judged(matches["own"], Criterion.SERVICE)[1] == "Offers mRNA-LNP fill-finish."
    assert judged(matches["vials"], Criterion.SERVICE)[1] == "Offers Aseptic vial filling."


def test_work_that_is_done_without_gmp_is_shown_only_to_who_asks_for_it():
    site = seller("maker")
    offering(site, line="non-gmp-tox-material", modalities=["mab"])
    offering(site, line=LINE, modalities=["mab"])
    catalogue = current_catalogue()

    def best(line: str) -> str:
        asked = [must(Subject.SERVICE_LINE, line), must(Subject.MODALITY, "mab")]
        return first_matches(ranked(asked, catalogue), catalogue, 1)[0].best[0].offering.document["service_line"]

    assert best("biologics-drug-substance") == LINE
    assert best("non-gmp-tox-material") == "non-gmp-tox-material"


def test_asking_for_a_certificate_besides_never_makes_anybody_eligible():
    for name in ("a", "b"):
        offering(seller(name), line=LINE, standards=["eu-gmp"])
    certificate(Site.objects.get(provider__slug="a"))
    catalogue = current_catalogue()
    asked = [must(Subject.SERVICE_LINE, LINE), must(Subject.STANDARD, "eu-gmp")]
    assert eligible(ranked([*asked, SHOWN], catalogue)) == {"a"} < eligible(ranked(asked, catalogue))


def test_a_work_package_asks_for_certificates_and_a_run_is_outdated_when_one_ends(house: House, deliver_events: Any):
    offering(seller("holds"), line=LINE, standards=["eu-gmp"])
    certificate(Site.objects.get(provider__slug="holds"), until=timezone.now().date() + timedelta(days=5))
    project = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    line, standard = ServiceLine.objects.get(pk=LINE), Standard.objects.get(pk="eu-gmp")
    with pytest.raises(Invalid) as error:
        add_package(actor=house.owner, project=project, facts=PackageFacts(service_line=line, certificates_in_force=True))
    assert list(error.value.errors) == ["certificates_in_force"]
    facts = PackageFacts(service_line=line, certificates_in_force=True, standards_required=(standard,))
    package = add_package(actor=house.owner, project=project, facts=facts)
    run = start_match(actor=house.owner, project=project)
    deliver_events()
    run.refresh_from_db()
    assert (run.count, run.count_eligible, bool(outdated(run, house.owner))) == (1, 1, False)
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        assert outdated(run, house.owner).by_catalogue
    edit_package(
        actor=house.owner, package=package, changes=vars(replace(facts_of_package(package), certificates_in_force=False))
    )
    assert outdated(MatchRun.objects.get(pk=run.pk), house.owner).by_project


def test_a_program_asks_for_a_certificate():
    given = requirements_from([{"subject": "standard", "code": "eu-gmp", "in_force": True}], current_catalogue().vocabulary)
    assert [(one.code, one.in_force) for one in given] == [("eu-gmp", True)]


def priced(name: str, price: int, currency: str, **values: Any) -> None:
    offering(seller(name), line=LINE, price_model="per-batch", price_min=Decimal(price), currency=currency, **values)


def judged(match: Match, criterion: Criterion) -> tuple[float | None, str]:
    return next((one.score, one.reason) for one in match.criteria if one.criterion == criterion)


def test_a_price_in_another_currency_is_compared_at_a_rate_and_without_one_is_not_known():
    priced("euros", 900_000, "EUR")
    priced("dollars", 1_000_000, "USD")
    priced("francs", 100, "CHF")
    priced("yen", 1, "JPY")
    rate = {"source": "ECB", "on": TODAY - timedelta(days=2)}
    ExchangeRate.objects.create(base="USD", counter="EUR", rate=Decimal("0.8"), **rate)
    ExchangeRate.objects.create(base="EUR", counter="CHF", rate=Decimal("0.0001"), **rate)
    ExchangeRate.objects.create(base="JPY", counter="EUR", rate=Decimal(1), source="ECB", on=TODAY - timedelta(days=15))
    asked = (
        Requirement(Subject.BATCHES, low=Decimal(2)),
        Requirement(Subject.BUDGET, high=Decimal(1_700_000), unit="EUR"),
    )
    by_slug = {slug: judged(one, Criterion.BUDGET) for slug, one in found(*asked).items()}
    unknown = (None, "No price that compares with your budget; ask for one.")
    assert by_slug["yen"] == unknown
    assert by_slug["dollars"] == (
        1.0,
        "Indicative price from USD 2,000,000.00, EUR 1,600,000.00 at the rate of 22 Nov 2026 (ECB); your budget goes up to EUR 1,700,000.00.",
    )
    assert by_slug["euros"][0] == pytest.approx(0.8 * 17 / 18, abs=1e-4)
    assert by_slug["francs"][0] == pytest.approx(0.8 * 0.85, abs=1e-4)


def test_an_inspection_by_a_markets_regulator_is_a_track_record_of_the_sites_that_do_the_work():
    names = ("in the market", "elsewhere", "other site", "not known")
    sites = {name: seller(name) for name in names}
    for site in sites.values():
        offering(site, line=LINE)
    sites["in the market"].authorities.set(["us-fda"])
    sites["elsewhere"].authorities.set(["jp-pmda"])
    idle = Site.objects.create(provider=sites["other site"].provider, city="Mainz", country=sites["other site"].country)
    idle.authorities.set(["us-fda"])
    by_slug = found(must(Subject.JURISDICTION, "us"))
    fda, pmda = (Regulator.objects.get(pk=code).label for code in ("us-fda", "jp-pmda"))
    assert {slug: judged(one, Criterion.TRACK) for slug, one in by_slug.items()} == {
        "in-the-market": (1.0, f"Inspected: Halle ({fda})."),
        "elsewhere": (0.5, f"Inspected, by regulators of other markets: Halle ({pmda})."),
        "other-site": (None, "No inspection is known."),
        "not-known": (None, "No inspection is known."),
    }
    assert all(one.is_eligible for one in by_slug.values())
    assert Criterion.TRACK not in {one.criterion for match in found().values() for one in match.criteria}
