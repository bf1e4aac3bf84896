"""Places that an address, a story, an event or a language names are no places asked for; the one that is asked for stays."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject

Read = Callable[[str], Reading]


def sites(reading: Reading, force: Force = Force.MUST) -> set[str]:
    return {one.code for one in reading.requirements if one.subject is Subject.COUNTRY and one.force is force}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BioX GmbH, 10115 Berlin, Germany. We look for AAV manufacture in Switzerland or Ireland only.", {"CH", "IE"}),
        ("Kyoto Bio KK, Japan is looking for a mAb CDMO with a site in Singapore.", {"SG"}),
        ("Acme Therapeutics Inc., 12 Main Street, Boston. Vial filling at a site in Spain.", {"ES"}),
        ("Fill-finish in Spain. Bill to: Roche, Basel", {"ES"}),
        ("Tel +49 89 1234, Munich. mAb drug substance made at a site in Ireland.", {"IE"}),
        ("We need plasmid DNA at a site in Denmark.\n\nBest regards,\nJohn Smith\nHead of CMC\nBoston, MA", {"DK"}),
        ("质粒生产场地在丹麦。\n此致\n张伟\n上海", {"DK"}),
    ],
)
def test_where_somebody_sits_is_no_place_asked_for(text: str, wanted: set[str], read: Read) -> None:
    assert sites(read(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("AAV licensed from University of Oxford, UK. Manufacture at a site in Spain.", {"ES"}),
        ("Lonza did for us in Visp the first batch; now a second manufacturing site in Spain.", {"ES"}),
        ("Drug product by another CMO in Italy; a drug substance site in Austria is wanted.", {"AT"}),
        ("The tox studies were performed in Lyon. Manufacture of tablets at a site in Spain.", {"ES"}),
        ("Process transferred from Lonza Slough, UK to a manufacturing site in Denmark.", {"DK"}),
        ("The patent expires in Germany. Tablets made in Spain.", {"ES"}),
        ("We met at CPHI Milan. API manufacture in India.", {"IN"}),
        ("See you at BIO San Diego; mAb manufacture in Denmark.", {"DK"}),
        ("Chinese-speaking project manager; mAb manufacture in Singapore.", {"SG"}),
    ],
)
def test_where_something_was_done_or_comes_from_is_no_place_asked_for(text: str, wanted: set[str], read: Read) -> None:
    assert sites(read(text)) == wanted


def test_a_place_after_a_story_of_another_sentence_is_asked_for(read: Read) -> None:
    assert sites(read("Testing was done by our partner. Manufacture in France, filling in Italy.")) == {"FR", "IT"}


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("mAb sites in Eastern Europe only.", {"PL", "CZ"}, {"FR", "US"}),
        ("mAb sites in Western Europe only.", {"FR", "GB"}, {"PL", "AL"}),
        ("mAb sites in the Nordics or Baltics only.", {"SE", "EE"}, {"DE"}),
        ("mAb sites in Europe or N. America.", {"FR", "CA", "US"}, {"JP"}),
        ("单抗生产场地必须在东欧。", {"PL"}, {"FR"}),
    ],
)
def test_parts_of_a_continent_are_read_as_their_countries(text: str, some: set[str], none: set[str], read: Read) -> None:
    found = sites(read(text))
    assert some <= found
    assert not none & found


def test_who_excludes_a_part_of_a_continent_keeps_the_rest(read: Read) -> None:
    excluded = sites(read("mAb manufacture. Sites in Eastern Europe are excluded."), Force.EXCLUDED)
    assert "PL" in excluded
    assert not {"FR", "DE", "CH"} & excluded


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sites in DE, FR, IT or ES for tablets.", {"DE", "FR", "IT", "ES"}),
        ("IE/BE/NL/LU sites for tablets.", {"IE", "BE", "NL", "LU"}),
    ],
)
def test_a_list_of_countries_codes_is_read(text: str, wanted: set[str], read: Read) -> None:
    assert sites(read(text)) == wanted


@pytest.mark.parametrize(
    "text", ["Release by LC/MS and PK/PD.", "IT or QA staff is not needed, tablets are.", "DS/DP stability."]
)
def test_what_only_looks_like_codes_names_no_country(text: str, read: Read) -> None:
    assert sites(read(text)) == set()


def test_the_american_georgia_is_in_the_united_states(read: Read) -> None:
    assert sites(read("mAb drug substance at a site in Georgia, USA.")) == {"US"}
    assert sites(read("Clinical supplies from a site in Georgia.")) == {"GE"}


def test_a_year_before_a_place_is_no_post_code(read: Read) -> None:
    assert sites(read("Tablets made from June 2027 Germany or Austria only.")) == {"DE", "AT"}
