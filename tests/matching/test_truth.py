"""What is said of a scale is true of the place that it is said of. In a catalogue of a few offerings."""

from decimal import Decimal
from typing import Any

import pytest

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import packages_of
from projects.matching.engine.found import Match, first_matches
from projects.matching.engine.ground.totals import says_total
from projects.matching.enums import Criterion
from projects.matching.given import requirements_from
from projects.matching.preview import preview_of
from projects.matching.views.shown import shown_of
from providers.models import Site
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, seller
from tests.factories import providers
from tests.matching.needs import at_least, eligible, must, ranked, wish
from vocabulary.models import Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE = "mammalian-ds-commercial"
ANTIBODY = [must(Subject.SERVICE_LINE, LINE), must(Subject.MODALITY, "mab")]
CHINA = must(Subject.COUNTRY, "CN")
NOT_CHINA = Requirement(Subject.COUNTRY, Force.EXCLUDED, "CN")


def house(name: str, *places: tuple[str, str, int | None], note: str = "", **more: Any) -> list[Site]:
    """A provider with sites, each with its largest figure in litres; it does the work at all of them, on its largest scale."""
    first = seller(name, places[0][0], places[0][1])
    countries = {land: Country.objects.get(pk=land) for _city, land, _litres in places}
    others = [providers.site(first.provider, city, country=countries[land]) for city, land, _litres in places[1:]]
    sites = [first, *others]
    for site, (_city, _land, litres) in zip(sites, places, strict=True):
        unit = "l-bioreactor" if litres else None
        Site.objects.filter(pk=site.pk).update(scale_value=litres, scale_unit=unit, scale_note=note if litres else "")
    largest = max((litres for _city, _land, litres in places if litres), default=None)
    figure = {"scale_max": largest} if largest else {}
    offering(*sites, **{"line": LINE, "modalities": ["mab"], **figure, **more})
    return sites


def found(*asked: Requirement) -> dict[str, Match]:
    catalogue = current_catalogue()
    return {one.slug: one for one in first_matches(ranked([*ANTIBODY, *asked], catalogue), catalogue, 99)}


def told(match: Match, criterion: Criterion = Criterion.SCALE) -> tuple[float | None, str]:
    return next((one.score, one.reason) for one in match.criteria if one.criterion == criterion)


def test_a_figure_of_another_country_is_not_counted_where_it_must_be_done():
    house("two plants", ("Vienna", "AT", 185_000), ("Shanghai", "CN", 2_000))
    one = found(at_least(150_000, "l-bioreactor"), CHINA)["two-plants"]
    assert not one.is_eligible
    assert one.missing == ("At most 2,000 L is known for this in China; at least 150,000 L is needed.",)
    assert told(one) == (0.0107, "Up to 2,000 L in Shanghai; you asked for 150,000 L.")
    assert found(at_least(150_000, "l-bioreactor"))["two-plants"].is_eligible
    assert found(at_least(2_000, "l-bioreactor"), CHINA)["two-plants"].is_eligible


def test_where_nothing_is_known_of_the_place_nothing_is_missed():
    house("elsewhere", ("Vienna", "AT", 185_000), ("Shanghai", "CN", None))
    one = found(at_least(150_000, "l-bioreactor"), CHINA)["elsewhere"]
    assert one.is_eligible
    assert told(one) == (None, "Scale not known in the countries that you allow; you asked for 150,000 L.")


def test_a_figure_of_none_of_the_sites_holds_where_all_of_them_are():
    house("somewhere", ("Beijing", "CN", None), ("Shanghai", "CN", None), scale_max=5_000)
    house("in both", ("Vienna", "AT", None), ("Shanghai", "CN", None), scale_max=5_000)
    house("one place", ("Wuhan", "CN", None), scale_max=5_000)
    by_name = found(at_least(2_000, "l-bioreactor"), CHINA)
    assert told(by_name["somewhere"]) == (1.0, "Up to 5,000 L; you asked for 2,000 L.")
    assert told(by_name["one-place"]) == (1.0, "Up to 5,000 L in Wuhan; you asked for 2,000 L.")
    assert told(by_name["in-both"])[0] is None
    assert told(found(at_least(2_000, "l-bioreactor"))["in-both"])[0] == 1.0


def test_an_offering_goes_no_further_than_its_own_figure():
    house("small work", ("Vienna", "AT", 10_000), ("Graz", "AT", 20_000), scale_max=500)
    assert told(found(at_least(2_000, "l-bioreactor"))["small-work"])[1].startswith("Up to 500 L in Graz, Vienna;")


def test_a_figure_of_a_plant_that_is_only_planned_is_nobodys_yet():
    sites = house("builder", ("Syracuse", "US", 40_000), ("Incheon", "KR", 120_000))
    Site.objects.filter(pk=sites[1].pk).update(status="planned")
    one = found(at_least(100_000, "l-bioreactor"))["builder"]
    assert one.missing == ("At most 40,000 L is known; at least 100,000 L is needed.",)


def test_a_plant_in_a_country_wished_for_is_named_where_it_is_large_enough():
    house("three plants", ("Hillerod", "DK", 240_000), ("Raleigh", "US", 4_000), ("Boston", "US", 1_000))
    america = wish(Subject.COUNTRY, "US")
    assert "4,000 L in Raleigh" in told(found(at_least(2_000, "l-bioreactor"), america)["three-plants"])[1]
    assert "240,000 L in Hillerod" in told(found(at_least(5_000, "l-bioreactor"), america)["three-plants"])[1]


def test_a_site_that_works_with_other_medicines_says_nothing_of_this_one():
    sites = house("mixed", ("Vienna", "AT", 20_000), ("Graz", "AT", 500), modalities=["mab", "recombinant-protein"])
    sites[0].modalities.set(["recombinant-protein"])
    sites[1].modalities.set(["mab"])
    one = found(at_least(2_000, "l-bioreactor"))["mixed"]
    assert one.missing == ("At most 500 L is known for this; at least 2,000 L is needed.",)
    assert told(one)[1] == "Up to 500 L in Graz; you asked for 2,000 L."


def test_who_is_small_at_every_place_that_is_left_misses_the_scale_and_one_unknown_place_may_do():
    house("small left", ("Shanghai", "CN", 20_000), ("Vienna", "AT", 500))
    house("unknown left", ("Shanghai", "CN", 20_000), ("Vienna", "AT", 500), ("Graz", "AT", None))
    by_name = found(at_least(2_000, "l-bioreactor"), NOT_CHINA)
    assert by_name["unknown-left"].is_eligible
    assert by_name["small-left"].missing == ("At most 500 L is known for this outside China; at least 2,000 L is needed.",)


def test_a_country_that_is_asked_for_and_excluded_is_told_as_that_and_not_as_a_site_that_is_missing():
    house("in Austria", ("Vienna", "AT", 20_000))
    both = [must(Subject.COUNTRY, "AT"), Requirement(Subject.COUNTRY, Force.EXCLUDED, "AT")]
    missing = found(*both)["in-austria"].missing
    assert "Austria is asked for and excluded, so nobody can meet both." in missing
    assert not [one for one in missing if "in Austria is known" in one]


def test_a_country_more_that_is_excluded_makes_nobody_large_enough():
    house("three places", ("Vienna", "AT", 20_000), ("Incheon", "KR", 500), ("Shanghai", "CN", None))
    asked = [*ANTIBODY, at_least(2_000, "l-bioreactor"), Requirement(Subject.COUNTRY, Force.EXCLUDED, "AT")]
    more = Requirement(Subject.COUNTRY, Force.EXCLUDED, "KR")
    before, after = (eligible(ranked(some, current_catalogue())) for some in (asked, [*asked, more]))
    assert after <= before
    assert before == {"three-places"}


@pytest.mark.parametrize(
    ("note", "figure", "is_total"),
    [
        ("19 reactors; bought in 2024", 332_000, True),
        ("Total announced with the 180,000 L Plant 5", 784_000, True),
        ("Two plants together", 60_000, True),
        ("48,000 L fed-batch plus 6,000 L perfusion", 54_000, True),
        ("12 x 20,000 L running, 20 x 20,000 L planned by 2026", 240_000, True),
        ("Four reactors of 2,500 L ordered in 2021, two of them replacements", 10_000, True),
        ("More than 25,000 L in total once the second 4,000 L reactor is in", 25_000, True),
        ("6个2000L一次性反应器", 12_000, True),
        ("总产能12,000升", 12_000, True),
        ("Four 2,000 L reactors in the expansion building", 2_000, False),
        ("2,000 L single-use trains planned in number; installed total not confirmed", 2_000, False),
        ("Up to 1 kg GMP DNA a month; 15 suites planned in total", 1_000, False),
        ("More than 200 million doses; part reserved (80 million doses together with others)", 200_000_000, False),
        ("Large Scale Cell Culture plant opened in 2021", 185_000, False),
        ("", 2_000, False),
    ],
)
def test_a_note_says_whether_several_units_make_up_a_figure(note: str, figure: int, is_total: bool):
    assert says_total(note, figure) == is_total


def test_a_total_is_called_one_and_is_not_taken_for_one_reactor():
    house("many tanks", ("Vacaville", "US", 332_000), note="19 reactors")
    house("few tanks", ("Durham", "US", 12_000), note="Six 2,000 L single-use reactors")
    house("one tank", ("Vienna", "AT", 20_000))
    several = found(at_least(10_000, "l-bioreactor"))
    assert told(several["many-tanks"])[1].startswith("332,000 L in total in Vacaville; you asked for 10,000 L.")
    assert told(several["many-tanks"])[0] == told(several["one-tank"])[0] == 1.0
    assert told(several["one-tank"])[1] == "Up to 20,000 L in Vienna; you asked for 10,000 L."
    single = found(Requirement(Subject.SCALE, low=Decimal(15_000), unit="l-bioreactor", of_one=True))
    assert {slug for slug, one in single.items() if one.is_eligible} == {"many-tanks", "one-tank"}
    assert told(single["many-tanks"]) == (
        None,
        "332,000 L in total; how large one unit is, is not known. You asked for 15,000 L in one unit.",
    )
    assert single["few-tanks"].missing == ("At most 12,000 L is known; at least 15,000 L in one unit is needed.",)


def test_a_small_tank_elsewhere_does_not_make_a_plant_of_many_small():
    house("both", ("Vacaville", "US", 332_000), ("Portsmouth", "US", 2_000), note="19 reactors")
    Site.objects.filter(city="Portsmouth").update(scale_note="")
    one = found(Requirement(Subject.SCALE, low=Decimal(15_000), unit="l-bioreactor", of_one=True))["both"]
    assert (one.is_eligible, told(one)[0]) == (True, None)


def test_a_text_and_a_program_can_ask_for_one_reactor():
    catalogue = current_catalogue()
    text = "单抗商业化原液生产，需要单个反应器规模100,000L，用于欧盟上市。"
    read = [one for one in preview_of(text, catalogue).understood if one.subject == Subject.SCALE]
    assert [(one.label, one.first.of_one) for one in read] == [("100,000 L in one unit", True)]
    sent = {"scale": {"value": 2000, "unit": "l-bioreactor", "of_one": True}}
    assert [one.of_one for one in requirements_from(sent, catalogue.vocabulary)] == [True]


def card(slug: str, *asked: Requirement) -> list[tuple[str, str]]:
    """Of each line of a provider's card the place and the scale."""
    shown = shown_of(found(*asked)[slug], current_catalogue())
    return [(one.place, one.scale) for one in shown.best]


def test_the_line_of_an_offering_shows_the_figure_of_the_site_that_it_names_or_none():
    house(
        "two plants", ("Dundalk", "IE", 54_000), ("Wuxi", "CN", 4_000), ("Suzhou", "CN", None), note="Two plants together"
    )
    assert card("two-plants", CHINA, at_least(2_000, "l-bioreactor")) == [("Wuxi (China)", "4,000 L in total")]
    Site.objects.filter(city="Dundalk").update(scale_note="")
    assert card("two-plants", must(Subject.COUNTRY, "IE"))[0] == ("Dundalk (Ireland)", "up to 54,000 L")
    house("unknown", ("Cork", "IE", 54_000), ("Harbin", "CN", None))
    assert card("unknown", CHINA) == [("Harbin (China)", "")]
    house("as a whole", ("Galway", "IE", None), ("Jinan", "CN", None), scale_max=7_000)
    assert card("as-a-whole", CHINA) == [("Jinan (China)", "")]


def test_a_family_that_is_asked_for_and_excluded_is_still_asked_for_so_that_not_everything_would_fit():
    vocabulary = current_catalogue().vocabulary
    asked = [*ANTIBODY, wish(Subject.SERVICE_LINE, "dp-manufacture")]
    without = Requirement(Subject.SERVICE_LINE, Force.EXCLUDED, "dp-manufacture")
    assert [one.name for one in packages_of(asked, vocabulary)] == ["biologics-drug-substance", "dp-manufacture"]
    for several in ([*asked, without], [asked[2], without]):
        package = packages_of(several, vocabulary)[-1]
        assert [one.codes for one in package.of(Subject.SERVICE_LINE)] == [("dp-manufacture",)]


def test_who_has_no_site_there_is_not_told_that_a_part_is_missing_there():
    house("abroad", ("Visp", "CH", None))
    house("in part", ("Shanghai", "CN", None))
    offering(seller("x", "Basel", "CH"), line=LINE, modalities=["aav"])
    both = found(CHINA, must(Subject.MODALITY, "aav"))
    assert "No site in China is known to offer this." in both["abroad"].missing
    assert not [text for text in both["in-part"].missing if "China" in text]
    outside = found(NOT_CHINA)
    assert outside["in-part"].missing == ("No site outside China is known to offer this.",)


def test_every_service_that_is_not_done_there_has_a_sentence():
    sites = house("here and there", ("Shanghai", "CN", None), ("Biberach", "DE", None))
    lines = ["stability-studies", "aseptic-vial-filling"]
    for line in lines:
        offering(sites[1], line=line, modalities=["mab"])
    one = found(CHINA, *(must(Subject.SERVICE_LINE, line) for line in lines))["here-and-there"]
    assert sorted(one.missing) == [
        "Aseptic vial filling: no site in China is known to offer it.",
        "Stability studies: no site in China is known to offer it.",
    ]


def test_a_description_without_the_names_asked_for_is_said_to_lack_the_names():
    house("plain", ("Vienna", "AT", None))
    other = house("named", ("Graz", "AT", None))[0].provider
    type(other).objects.filter(pk=other.pk).update(summary="Makers of monoclonal antibodies.")
    offering(seller("late", "Linz"), line=LINE)
    by_name = {slug: told(one, Criterion.CORE)[1] for slug, one in found().items()}
    assert by_name["named"] == "Its own description names Monoclonal antibody."
    assert (
        by_name["plain"]
        == "Its own description uses none of these names: Monoclonal antibody, Commercial drug substance (mammalian)."
    )
