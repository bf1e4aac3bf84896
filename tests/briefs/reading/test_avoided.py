"""Where somebody would rather not have it done: a wish against a country is read as one, a refusal stays a refusal."""

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_forces import Read, doubts, forces

SUBSTANCE = "mAb drug substance."


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ideally not in China.", "CN"),
        ("Preferably not India.", "IN"),
        ("If possible, not in India.", "IN"),
        ("If possible outside the US.", "US"),
        ("Preferably outside the US.", "US"),
        ("Preferred: outside the US.", "US"),
        ("Avoid India if possible.", "IN"),
        ("We would rather avoid India.", "IN"),
        ("We would prefer to avoid China.", "CN"),
        ("We prefer non-Chinese sites.", "CN"),
        ("We prefer sites outside China and Korea.", "CN"),
        ("Strong preference for suppliers outside the US.", "US"),
        ("Non-US sites preferred.", "US"),
        ("Sites outside China are preferred.", "CN"),
        ("Locations other than China preferred.", "CN"),
        ("Ideally no Chinese sites.", "CN"),
        ("Prefer no sites in China.", "CN"),
        ("We would rather not work in China.", "CN"),
        ("We are not keen on China.", "CN"),
        ("Not a fan of India.", "IN"),
        ("China is not preferred.", "CN"),
        ("China would not be our preference.", "CN"),
        ("China is possible but not preferred.", "CN"),
        ("China would be a last resort.", "CN"),
        ("India only if nothing else is available.", "IN"),
        ("Sites in India are a second choice.", "IN"),
        ("India is out of the question, China ideally not.", "CN"),
        ("Region: EU, UK (ideally not)", "GB"),
        ("Preferably a CDMO not based in China.", "CN"),
        ("It would be a plus if the site is not in China.", "CN"),
        ("We want to reduce our dependence on India.", "IN"),
        ("We are reluctant to go to India.", "IN"),
        ("We would struggle with a Chinese site.", "CN"),
        ("最好不在印度。", "IN"),
        ("最好不要在中国生产。", "CN"),
        ("尽量不去印度。", "IN"),
        ("尽量避免印度供应商。", "IN"),
        ("印度最好不要。", "IN"),
        ("美国尽量别选。", "US"),
        ("能不去美国就不去美国。", "US"),
        ("能不用印度的就不用。", "IN"),
        ("不太希望在印度生产。", "IN"),
        ("不太倾向于印度的CDMO。", "IN"),
        ("不优先考虑印度。", "IN"),
        ("对美国的供应商不太放心。", "US"),
        ("优先考虑印度以外的供应商。", "IN"),
        ("最好在美国以外。", "US"),
        ("非美国供应商优先。", "US"),
        ("如果可以的话，不要在印度。", "IN"),
        ("最好不在印度，也不在中国。", "CN"),
        ("小分子API，尽量不要印度", "IN"),
        ("美国最好不要", "US"),
        ("欧洲太远", "FR"),
        ("The US is too expensive for us.", "US"),
    ],
)
def test_a_wish_against_a_country_is_read_as_one(text: str, country: str, read: Read) -> None:
    text = f"{SUBSTANCE} {text}"
    assert forces(read, text, country) == {"avoided"}
    assert not [one for one in read(text).unclear if one.start >= len(SUBSTANCE)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Not in China.", "CN"),
        ("Avoid China.", "CN"),
        ("Outside China please.", "CN"),
        ("Sites outside China, preferably in Germany.", "CN"),
        ("Sites outside China only.", "CN"),
        ("A non-Chinese supplier is required, Germany preferred.", "CN"),
        ("No Chinese site; ideally Switzerland.", "CN"),
        ("We would not be happy with a site in China.", "CN"),
        ("Where possible we avoid Chinese suppliers, and never use Indian ones.", "IN"),
        ("不要在印度。", "IN"),
        ("印度除外，其他都可以。", "IN"),
        ("最好在欧洲，不要在印度。", "IN"),
    ],
)
def test_a_refusal_stays_one(text: str, country: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", country) == {"excluded"}


@pytest.mark.parametrize(
    "text", ["Ideally not outside Europe.", "We would prefer no sites outside Europe.", "不要考虑欧洲以外的供应商。"]
)
def test_to_rather_stay_somewhere_avoids_nothing(text: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", "FR") == {"wish"}


def test_all_of_a_list_are_avoided(read: Read) -> None:
    text = f"{SUBSTANCE} We would prefer to avoid China, Korea and India."
    assert {code: forces(read, text, code) for code in ("CN", "KR", "IN")} == {
        "CN": {"avoided"},
        "KR": {"avoided"},
        "IN": {"avoided"},
    }


def test_a_region_is_avoided_with_all_of_its_countries(read: Read) -> None:
    avoided = [one for one in read(f"{SUBSTANCE} If possible not in Asia.").requirements if one.force == "avoided"]
    assert {"CN", "IN", "JP"} <= {one.code for one in avoided}
    assert {one.words for one in avoided} == {"Asia"}


def test_a_country_that_is_avoided_is_taken_out_of_a_region_that_is_wished_for(read: Read) -> None:
    text = f"{SUBSTANCE} Preferably in Europe, ideally not in Switzerland."
    assert (forces(read, text, "CH"), forces(read, text, "FR")) == ({"avoided"}, {"wish"})
    assert Doubt.ASKED_AND_EXCLUDED not in doubts(read, text).values()


def test_and_stays_in_one_that_is_a_must_since_it_shuts_nobody_out(read: Read) -> None:
    text = f"{SUBSTANCE} Only in Europe, ideally not in the UK."
    assert (forces(read, text, "GB"), forces(read, text, "FR")) == ({"must", "avoided"}, {"must"})
    assert Doubt.ASKED_AND_EXCLUDED not in doubts(read, text).values()


@pytest.mark.parametrize(
    "text", ["It must be made in Germany. Ideally not in Germany.", "Germany preferred. We would rather avoid Germany."]
)
def test_to_want_a_country_and_rather_avoid_it_is_a_contradiction(text: str, read: Read) -> None:
    assert Doubt.ASKED_AND_EXCLUDED in doubts(read, f"{SUBSTANCE} {text}").values()


def test_what_is_excluded_is_not_avoided_as_well(read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} No Chinese sites. Ideally not in China.", "CN") == {"excluded"}


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Ideally not in Shanghai.", Doubt.SMALLER_REFUSED),
        ("Ideally not in California.", Doubt.SMALLER_REFUSED),
        ("Ideally no Chinese excipients.", Doubt.OF_MATERIAL),
        ("尽量避免使用中国原辅料。", Doubt.OF_MATERIAL),
    ],
)
def test_a_place_that_cannot_be_compared_is_listed_and_avoids_nothing(text: str, doubt: Doubt, read: Read) -> None:
    text = f"{SUBSTANCE} {text}"
    assert not [one for one in read(text).requirements if one.subject is Subject.COUNTRY]
    assert doubt in doubts(read, text).values()


def test_only_countries_are_weighed_so(read: Read) -> None:
    text = "mAb drug substance. Ideally no stability studies."
    assert not {fact for fact in facts_of(read(text)) if fact.startswith("service-line:stability")}
    assert doubts(read, text)["stability studies"] == Doubt.AGAINST


def test_what_is_softly_refused_and_not_known_is_listed(read: Read) -> None:
    text = f"{SUBSTANCE} 尽量不用一次性袋子。"
    assert [one for one in read(text).unclear if one.start >= len(SUBSTANCE)]
