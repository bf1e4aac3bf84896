"""What holds of every ranking, whatever is asked."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import countries_of, package_of
from projects.matching.engine.found import first_matches
from projects.matching.engine.ground.laying import GROUNDS
from projects.matching.engine.judging.ranking import Question, rank
from projects.matching.enums import Criterion
from providers.models import Provider, Site
from services.actions.catalogue import refresh_entries, refresh_provider
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.matching.needs import TODAY, any_requirement, at_least, eligible, must, order_of, ranked, wish

pytestmark = pytest.mark.django_db

ANTIBODY = [
    must(Subject.MODALITY, "mab"),
    must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
    must(Subject.SERVICE_LINE, "aseptic-vial-filling"),
    must(Subject.STANDARD, "eu-gmp"),
    must(Subject.COUNTRY, "europe"),
    wish(Subject.STAGE, "commercial-manufacture"),
    at_least(2000, "l-bioreactor"),
]
WORDS = ("isolator", "lyophilization", "mammalian")


@pytest.fixture
def lot() -> random.Random:
    return random.Random(4)


def test_one_more_must_never_makes_anybody_eligible(catalogue: Catalogue, lot: random.Random):
    """Three hundred questions by lot, each with one requirement more."""
    narrowed = 0
    for _ in range(300):
        asked = [any_requirement(lot, catalogue) for _ in range(lot.randint(0, 4))]
        more = replace(any_requirement(lot, catalogue), force=Force.MUST)
        before, after = eligible(ranked(asked, catalogue)), eligible(ranked([*asked, more], catalogue))
        assert after <= before, (asked, more)
        narrowed += after < before
    assert narrowed > 150


def test_one_place_or_scale_or_medicine_more_never_makes_anybody_eligible(catalogue: Catalogue):
    lot, narrowed = random.Random(7), 0
    for _ in range(150):
        asked = [more_of(lot) for _ in range(lot.randint(1, 4))]
        one = more_of(lot)
        before, after = (eligible(ranked(some, catalogue)) for some in (asked, [*asked, one]))
        assert after <= before, (asked, one)
        narrowed += after < before
    assert narrowed > 40


def more_of(lot: random.Random) -> Requirement:
    """A must, or a country that is excluded, and is no must."""
    places, others = ["CN", "US", "AT", "DE", "europe"], ["IE", "KR", "CH", "DK", "asia-pacific"]
    makers = [
        lambda: at_least(lot.choice([500, 2_000, 20_000, 100_000]), "l-bioreactor"),
        lambda: Requirement(Subject.SCALE, low=Decimal(lot.choice([2_000, 20_000])), unit="l-bioreactor", of_one=True),
        lambda: must(Subject.COUNTRY, lot.choice(places)),
        lambda: Requirement(Subject.COUNTRY, Force.EXCLUDED, lot.choice(others)),
        lambda: must(Subject.MODALITY, lot.choice(["mab", "aav", "recombinant-protein"])),
        lambda: must(
            Subject.SERVICE_LINE, lot.choice(["mammalian-ds-commercial", "mammalian-ds-clinical", "vector-services"])
        ),
    ]
    return lot.choice(makers)()


def test_a_country_more_to_be_left_out_never_makes_anybody_eligible(catalogue: Catalogue):
    without_china = [*ANTIBODY[:2], Requirement(Subject.COUNTRY, Force.EXCLUDED, "CN")]
    without_either = [*without_china, Requirement(Subject.COUNTRY, Force.EXCLUDED, "KR")]
    everybody = eligible(ranked(ANTIBODY[:2], catalogue))
    assert {"samsung-biologics", "chime-biologics", "lotte-biologics"} <= everybody
    elsewhere = eligible(ranked(without_china, catalogue))
    assert elsewhere < everybody
    assert "chime-biologics" not in elsewhere
    assert eligible(ranked(without_either, catalogue)) <= elsewhere


def test_to_exclude_something_besides_never_makes_anybody_eligible(catalogue: Catalogue, lot: random.Random):
    """Whatever it is, and be it a must as well."""
    for _ in range(150):
        asked = [any_requirement(lot, catalogue) for _ in range(lot.randint(1, 4))]
        besides = replace(lot.choice([*asked, any_requirement(lot, catalogue)]), force=Force.EXCLUDED)
        assert eligible(ranked([*asked, besides], catalogue)) <= eligible(ranked(asked, catalogue)), (asked, besides)


def test_what_must_be_done_in_a_country_that_is_excluded_nobody_can_do(catalogue: Catalogue):
    without = Requirement(Subject.COUNTRY, Force.EXCLUDED, "DE")
    assert eligible(ranked([*ANTIBODY[:2], must(Subject.COUNTRY, "DE")], catalogue))
    assert not eligible(ranked([*ANTIBODY[:2], must(Subject.COUNTRY, "DE"), without], catalogue))


def test_a_region_without_one_of_its_countries_asks_for_a_site_in_the_rest(catalogue: Catalogue):
    """A site in Germany and one in America are not Europe without Germany."""
    without = Requirement(Subject.COUNTRY, Force.EXCLUDED, "DE")
    europe = must(Subject.COUNTRY, "europe")
    rest = sorted(set(countries_of("europe", catalogue.vocabulary)) - {"DE"})
    named = [must(Subject.COUNTRY, code, group="the rest") for code in rest]
    said, listed = (eligible(ranked([*ANTIBODY[:2], *more], catalogue)) for more in ([europe, without], named))
    assert said <= listed


def test_codes_of_a_group_are_a_choice_and_two_groups_are_two(catalogue: Catalogue):
    first, second = (
        [must(Subject.COUNTRY, code, group="/".join(codes)) for code in codes] for codes in (("AT", "DE"), ("DK", "GB"))
    )
    one, other, both = (eligible(ranked([*ANTIBODY[:2], *more], catalogue)) for more in (first, second, [*first, *second]))
    single = [eligible(ranked([*ANTIBODY[:2], must(Subject.COUNTRY, code)], catalogue)) for code in ("AT", "DE")]
    assert one == single[0] | single[1]
    assert both == one & other < one


def test_an_upper_figure_alone_shuts_nobody_out_and_is_said_as_one(catalogue: Catalogue):
    plain = ranked(ANTIBODY[:2], catalogue)
    most = Requirement(Subject.SCALE, high=Decimal(200_000), unit="l-bioreactor")
    found = ranked([*ANTIBODY[:2], most], catalogue)
    assert eligible(found) == eligible(plain)
    assert eligible(ranked([*ANTIBODY[:2], at_least(200_000, "l-bioreactor")], catalogue)) < eligible(plain)
    reasons = [
        one.reason for match in first_matches(found, catalogue, 5) for one in match.criteria if one.criterion == "scale"
    ]
    assert all("you asked for up to 200,000 L." in reason for reason in reasons)


@pytest.mark.parametrize(
    "weights",
    [{}, {Criterion.QUALITY: 10.0}, {Criterion.STANDARDS: 0.0, Criterion.QUALITY: 5.0}],
    ids=["usual", "most for quality", "none for the standard asked"],
)
def test_to_list_the_standard_that_is_asked_for_never_lowers_its_owner(
    catalogue: Catalogue, weights: dict[Criterion, float]
):
    """Even of one who fits in everything else, whatever the weights are."""
    asked = [*ANTIBODY[:2], must(Subject.STANDARD, "eu-gmp")]
    owner = Provider.objects.get(slug=order_of(ranked(asked, catalogue))[0])
    for offering in owner.offerings.all():
        offering.standards.clear()
    refresh_provider(owner.pk)
    silent = ranked(asked, current_catalogue(), weights)
    place = silent.ground.slugs.index(owner.slug)
    assert np.isnan(silent.scores[Criterion.QUALITY][place])
    for offering in owner.offerings.all():
        offering.standards.add("eu-gmp")
    refresh_provider(owner.pk)
    now = ranked(asked, current_catalogue(), weights)
    assert now.totals[now.ground.slugs.index(owner.slug)] > silent.totals[place]


def test_nothing_is_done_at_a_site_that_is_only_planned(catalogue: Catalogue):
    singapore = [*ANTIBODY[:2], must(Subject.COUNTRY, "SG")]
    assert "wuxi-biologics" not in eligible(ranked(singapore, catalogue))
    Site.objects.filter(provider__slug="wuxi-biologics", city="Singapore").update(status="operating")
    refresh_provider(Provider.objects.get(slug="wuxi-biologics").pk)
    assert "wuxi-biologics" in eligible(ranked(singapore, current_catalogue()))


def test_the_order_of_requirements_does_not_matter(catalogue: Catalogue, lot: random.Random):
    first = ranked(ANTIBODY, catalogue, words=WORDS)
    for _ in range(10):
        shuffled = lot.sample(ANTIBODY, len(ANTIBODY))
        again = ranked(shuffled, catalogue, words=WORDS)
        assert again.order == first.order
        assert np.array_equal(again.totals, first.totals)


def test_what_is_asked_for_twice_counts_once(catalogue: Catalogue):
    assert np.array_equal(ranked([*ANTIBODY, *ANTIBODY], catalogue).totals, ranked(ANTIBODY, catalogue).totals)


def test_the_same_question_is_answered_alike_by_a_new_worker(catalogue: Catalogue):
    first = order_of(ranked(ANTIBODY, catalogue, words=WORDS))
    GROUNDS.forget()
    assert order_of(ranked(ANTIBODY, current_catalogue(), words=WORDS)) == first


@pytest.mark.parametrize(
    ("criterion", "more"),
    [
        (Criterion.STAGE, wish(Subject.STAGE, "phase-1")),
        (Criterion.MARKET, must(Subject.JURISDICTION, "us")),
        (Criterion.TIME, Requirement(Subject.WINDOW, starts_on=date(2027, 1, 4))),
        (Criterion.BUDGET, Requirement(Subject.BUDGET, high=Decimal(1_000_000), unit="EUR")),
        (Criterion.SCALE, at_least(500, "l-bioreactor", Force.WISH)),
        (Criterion.PLACE, wish(Subject.COUNTRY, "CH")),
        (Criterion.SYSTEM, wish(Subject.SYSTEM, "cho")),
        (Criterion.STANDARDS, wish(Subject.STANDARD, "nmpa-gmp")),
    ],
)
def test_a_wish_with_the_weight_nought_changes_no_score(catalogue: Catalogue, criterion: Criterion, more: Requirement):
    without = ranked(ANTIBODY[:2], catalogue, {criterion: 0})
    with_it = ranked([*ANTIBODY[:2], more], catalogue, {criterion: 0})
    assert criterion in with_it.scores
    assert np.allclose(with_it.totals, without.totals)
    assert with_it.order == without.order


@pytest.mark.parametrize("criterion", Criterion.values)
def test_a_criterion_with_the_weight_nought_counts_for_nothing(catalogue: Catalogue, criterion: str):
    asked = [*ANTIBODY, must(Subject.SYSTEM, "cho"), must(Subject.JURISDICTION, "us")]
    found = ranked(asked, catalogue, {Criterion(criterion): 0}, WORDS)
    rest = {one: scores for one, scores in found.scores.items() if one != criterion}
    summed = sum(found.weights[one] * np.nan_to_num(scores, nan=0.3) for one, scores in rest.items())
    assert np.allclose(found.totals, summed / sum(found.weights[one] for one in rest))


def test_all_weights_nought_rank_by_eligibility_alone(catalogue: Catalogue):
    found = ranked(ANTIBODY, catalogue, dict.fromkeys(Criterion, 0.0))
    assert set(found.totals) == {0.0}
    count = len(eligible(found))
    assert set(order_of(found)[:count]) == eligible(found)


def test_a_copy_of_an_offering_does_not_help_its_owner(catalogue: Catalogue):
    before = ranked(ANTIBODY, catalogue, words=WORDS)
    owner = order_of(before)[5]
    for offering in list(Offering.objects.filter(provider__slug=owner)):
        links = {
            name: list(getattr(offering, name).all()) for name in ("sites", "stages", "modalities", "systems", "standards")
        }
        offering.pk, offering.shipped_digest = None, ""
        offering._state.adding = True
        offering.save()
        for name, rows in links.items():
            getattr(offering, name).set(rows)
        refresh_entries([offering.pk])
    after = ranked(ANTIBODY, current_catalogue(), words=WORDS)
    assert len(after.ground.entries) > len(before.ground.entries)
    assert after.order == before.order
    assert np.allclose(after.totals, before.totals)


def test_saying_the_same_in_every_offering_adds_nothing(catalogue: Catalogue):
    owner = Provider.objects.get(slug="polpharma-biologics")
    offerings = list(owner.offerings.all())
    Offering.objects.filter(pk=offerings[0].pk).update(description_en="Filling in an isolator.")
    refresh_provider(owner.pk)
    once = ranked(ANTIBODY, current_catalogue(), words=WORDS)
    Offering.objects.filter(provider=owner).update(description_en="Filling in an isolator. " * 9)
    refresh_provider(owner.pk)
    often = ranked(ANTIBODY, current_catalogue(), words=WORDS)
    assert np.array_equal(once.totals, often.totals)


def test_what_a_provider_says_in_an_offering_is_found(catalogue: Catalogue):
    owner = Provider.objects.get(slug="polpharma-biologics")
    place = ranked(ANTIBODY, catalogue, words=("microtablet",)).ground.slugs.index(owner.slug)
    Offering.objects.filter(pk=owner.offerings.first().pk).update(included="Microtablets")
    refresh_provider(owner.pk)
    after = ranked(ANTIBODY, current_catalogue(), words=("microtablet",))
    assert after.scores[Criterion.WORDS][place] == max(after.scores[Criterion.WORDS])


def test_nobody_is_found_by_a_name(catalogue: Catalogue):
    plain = ranked(ANTIBODY, catalogue)
    named = ranked(ANTIBODY, catalogue, words=("lonza", "samsung", "rentschler", "wacker", "catalent", "药明"))
    assert named.order == plain.order


def test_a_change_elsewhere_re_ranks_nothing(catalogue: Catalogue):
    """A provider of another trade leaves; those who stay keep their order."""
    before = order_of(ranked(ANTIBODY, catalogue, words=WORDS))
    gone = Provider.objects.get(slug="marken")
    Provider.objects.filter(pk=gone.pk).update(state="suspended")
    refresh_provider(gone.pk)
    after = order_of(ranked(ANTIBODY, current_catalogue(), words=WORDS))
    assert after == [slug for slug in before if slug != "marken"]


def test_an_empty_question_ranks_everybody_alike(catalogue: Catalogue):
    found = ranked([], catalogue)
    assert eligible(found) == set(found.ground.slugs)
    assert set(found.totals) == {0.0}


def test_a_guess_is_weighed_and_shuts_nobody_out(catalogue: Catalogue):
    sure = must(Subject.COUNTRY, "AT")
    guess = replace(sure, confidence=0.4)
    plain, hard, soft = (ranked([*ANTIBODY[:2], *more], catalogue) for more in ([], [sure], [guess]))
    assert eligible(hard) < eligible(plain)
    assert eligible(soft) == eligible(plain)
    assert not np.array_equal(soft.totals, plain.totals)


def test_of_packages_that_can_be_sourced_one_by_one_one_is_enough(catalogue: Catalogue):
    """Each package more, and none of what is asked of one, takes anybody in or out of another."""
    vocabulary = catalogue.vocabulary
    vectors = package_of(
        "a", [must(Subject.MODALITY, "aav"), must(Subject.SERVICE_LINE, "aav-gmp-manufacture")], vocabulary
    )
    trials = package_of("b", [must(Subject.SERVICE_LINE, "clinical-monitoring"), must(Subject.COUNTRY, "CN")], vocabulary)
    split, whole = (rank(Question((vectors, trials), (), TODAY, is_split), catalogue, {}) for is_split in (True, False))
    alone = [eligible(rank(Question((one,), (), TODAY), catalogue, {})) for one in (vectors, trials)]
    assert eligible(split) == alone[0] | alone[1]
    assert eligible(whole) == alone[0] & alone[1]
