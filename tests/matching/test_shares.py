"""What is asked of one service is asked of no other: in the ranking, on the chips, in what programs send, and in the project."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.test import Client

from projects.briefs.models import Project
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.rules import cleaned
from projects.matching.api.preview import understood_rows
from projects.matching.asking import asked_by, question_of
from projects.matching.engine.asked import packages_of
from projects.matching.engine.judging.ranking import rank
from projects.matching.given import requirements_from
from projects.matching.preview import Preview, preview_of
from providers.models import Site
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.briefs.house import House, brief, project
from tests.catalogue import offering, seller
from tests.factories import providers
from tests.matching.needs import TODAY, any_requirement, eligible, must, order_of, ranked
from tests.matching.test_preview import API
from vocabulary.models import Country

pytestmark = pytest.mark.django_db

TEXT = "Mammalian drug substance of a monoclonal antibody in the US, fill-finish into vials in Germany or Austria."
CHINESE = "单抗原液在美国生产，制剂灌装放在德国或奥地利。"
DS, DP = "biologics-drug-substance", "dp-manufacture"


def houses() -> None:
    """One that does each in its place, and one that does each in the place of the other."""
    for name, substance, product in (
        ("as asked", ("Boston", "US"), ("Ulm", "DE")),
        ("turned", ("Ulm", "DE"), ("Boston", "US")),
    ):
        first = seller(name, *substance)
        offering(first, line="mammalian-ds-commercial", modalities=["mab"])
        offering(seller_site(first, *product), line="aseptic-vial-filling", modalities=["mab"])


def seller_site(site: Site, city: str, country: str) -> Site:
    return providers.site(site.provider, city, country=Country.objects.get(pk=country))


def previewed(text: str = TEXT, removed: Sequence[str] = (), **more: Any) -> Preview:
    return preview_of(cleaned(text), current_catalogue(), removed=removed, today=TODAY, **more)


def ours(preview: Preview) -> set[str]:
    """Which of the two miss nothing."""
    return eligible(preview.ranking) & {"as-asked", "turned"}


def chips(preview: Preview, subject: Subject = Subject.COUNTRY) -> dict[str, str]:
    return {one.label: one.key for one in preview.understood if one.subject is subject}


@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_who_does_each_in_its_place_misses_nothing_and_who_has_them_turned_does(shipped: None, text: str):
    houses()
    assert ours(previewed(text)) == {"as-asked"}


def test_nobody_is_told_to_miss_the_place_of_another_service(shipped: None):
    houses()
    missing = {one.slug: one.missing for one in previewed().first(9_999)}
    assert missing["as-asked"] == ()
    assert sorted(missing["turned"]) == [
        "Drug product manufacture: no site in Austria / Germany is known to offer it.",
        "Mammalian drug substance: no site in United States is known to offer it.",
    ]


def test_a_chip_says_for_which_service_a_place_is_asked_and_can_be_taken_away(shipped: None):
    houses()
    found = chips(previewed())
    assert list(found) == [
        "United States (for Mammalian drug substance)",
        "Austria / Germany (for Drug product manufacture)",
    ]
    without = previewed(removed=[found["Austria / Germany (for Drug product manufacture)"]])
    assert ours(without) == {"as-asked"}
    assert ours(previewed(removed=list(found.values()))) == {"as-asked", "turned"}


def test_the_place_of_a_service_that_is_taken_away_goes_with_it(shipped: None):
    houses()
    whole = previewed()
    gone = [one.key for one in whole.understood if one.subject is Subject.SERVICE_LINE and one.codes == (DP,)]
    assert list(chips(previewed(removed=gone))) == ["United States (for Mammalian drug substance)"]


@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_what_was_understood_comes_back_as_it_was_sent(catalogue: Catalogue, text: str):
    read = previewed(text)
    given = requirements_from(understood_rows(read), catalogue.vocabulary, read.text)
    again = preview_of(read.text, catalogue, requirements=given, today=TODAY)
    assert understood_rows(again) == understood_rows(read)
    assert order_of(again.ranking) == order_of(read.ranking)
    assert {tuple(one["service_lines"]) for one in understood_rows(read) if one["subject"] == "country"} == {(DS,), (DP,)}


def test_a_program_asks_a_place_of_one_service(shipped: None, client: Client):
    services = [{"subject": "service-line", "code": code} for code in ("mammalian-ds-commercial", "aseptic-vial-filling")]
    place = {"subject": "country", "code": "US"}

    def count(**more: Any) -> int:
        body = {"requirements": [*services, {**place, **more}]}
        return client.post(API, body, content_type="application/json").json()["count_eligible"]

    assert count() < count(service_lines=["aseptic-vial-filling"]) == count(service_lines=[DP])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"subject": "country", "code": "DE", "service_lines": ["packaging"]}, "not among the services asked for"),
        ({"subject": "country", "code": "DE", "service_lines": ["nothing"]}, "is called “nothing”"),
        ({"subject": "country", "code": "DE", "service_lines": DP}, "is a list"),
        ({"subject": "modality", "code": "mab", "service_lines": [DP]}, "says nothing of “Modality”"),
    ],
)
def test_a_service_that_is_not_asked_for_cannot_have_a_place(shipped: None, client: Client, row: Any, words: str):
    body = {"requirements": [{"subject": "service-line", "code": DP}, row]}
    answer = client.post(API, body, content_type="application/json")
    assert answer.status_code == 400
    assert words in answer.json()["errors"][0]["detail"]


def test_lines_of_a_family_with_places_of_their_own_are_packages_of_their_own(catalogue: Catalogue):
    tox, clinical = "non-gmp-tox-material", "mammalian-ds-clinical"
    asked = [
        must(Subject.SERVICE_LINE, tox),
        must(Subject.SERVICE_LINE, clinical),
        must(Subject.COUNTRY, "CN", service_lines=(tox,)),
        must(Subject.MODALITY, "mab"),
    ]
    packages = packages_of(asked, catalogue.vocabulary)
    assert [one.name for one in packages] == [DS, DS]
    found = {
        package.of(Subject.SERVICE_LINE)[0].codes: [one.codes for one in package.of(Subject.COUNTRY)]
        for package in packages
    }
    assert found == {(tox,): [("CN",)], (clinical,): []}
    assert packages_of(asked[::-1], catalogue.vocabulary) == packages


def test_one_more_place_of_a_service_never_makes_anybody_eligible(catalogue: Catalogue):
    """A hundred questions by lot."""
    lot, narrowed = Random(11), 0
    for _ in range(100):
        asked = [any_requirement(lot, catalogue) for _ in range(lot.randint(1, 4))]
        asked += [must(Subject.SERVICE_LINE, code) for code in lot.sample(["mammalian-ds-commercial", DP, "packaging"], 2)]
        place = Requirement(Subject.COUNTRY, lot.choice([Force.MUST, Force.EXCLUDED]), lot.choice(["DE", "CN", "US"]))
        more = replace(
            place, service_lines=(lot.choice([one.code for one in asked if one.subject is Subject.SERVICE_LINE]),)
        )
        before, after = eligible(ranked(asked, catalogue)), eligible(ranked([*asked, more], catalogue))
        assert after <= before, (asked, more)
        assert eligible(ranked([*asked, replace(more, service_lines=())], catalogue)) <= after
        narrowed += after < before
    assert narrowed > 20


def by_line(row: Project) -> dict[str, dict[str, list[str]]]:
    names = ("countries_allowed", "countries_preferred", "countries_excluded")
    return {
        one.service_line_id: {
            name: codes for name in names if (codes := sorted(country.pk for country in getattr(one, name).all()))
        }
        for one in row.packages.all()
    }


@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_the_packages_of_a_project_have_the_places_of_their_own(house: House, text: str):
    assert by_line(project(house, intake=brief(house, text))) == {
        DS: {"countries_allowed": ["US"]},
        DP: {"countries_allowed": ["AT", "DE"]},
    }


def test_a_place_refused_for_one_and_a_wish_for_another_stay_with_them(house: House):
    text = "Mammalian drug substance of a mAb, not in China, and fill-finish preferably in Germany. Packaging in Ireland."
    row = project(house, intake=brief(house, text))
    assert by_line(row) == {
        DS: {"countries_excluded": ["CN"]},
        DP: {"countries_preferred": ["DE"]},
        "packaging": {"countries_allowed": ["IE"]},
    }
    assert row.notes == ""


def test_the_preview_and_the_project_made_from_it_leave_out_the_same(house: House, catalogue: Catalogue):
    row = project(house, intake=brief(house, TEXT))
    ranking = rank(question_of(asked_by(row, house.owner), catalogue.vocabulary, TODAY), catalogue, {})
    previews = previewed().ranking
    for of_project, of_preview in zip(ranking.package_misses, previews.package_misses, strict=True):
        assert (of_project == of_preview).all()


def test_a_package_has_the_time_and_the_budget_that_are_its_own_and_the_project_the_whole_time(house: House):
    text = "单抗原液2027年二季度，制剂灌装2027年四季度。预算：原液200万欧元，灌装60万欧元。"
    row = project(house, intake=brief(house, text))
    found = {one.service_line_id: (one.starts_on, one.ends_on, one.budget_high, one.currency) for one in row.packages.all()}
    assert found == {
        DS: (date(2027, 4, 1), date(2027, 6, 30), Decimal(2_000_000), "EUR"),
        DP: (date(2027, 10, 1), date(2027, 12, 31), Decimal(600_000), "EUR"),
    }
    assert (row.starts_on, row.ends_on, row.budget_high) == (date(2027, 4, 1), date(2027, 12, 31), None)
    assert row.notes == ""


def test_a_time_of_its_own_stands_instead_of_that_of_the_whole(catalogue: Catalogue):
    services = [must(Subject.SERVICE_LINE, DS), must(Subject.SERVICE_LINE, DP)]
    whole = Requirement(Subject.WINDOW, starts_on=date(2027, 1, 1))
    own = Requirement(Subject.WINDOW, starts_on=date(2027, 10, 1), service_lines=(DP,))
    found = {one.name: one.starts_on for one in packages_of([*services, whole, own], catalogue.vocabulary)}
    assert found == {DS: date(2027, 1, 1), DP: date(2027, 10, 1)}
