"""What nothing here can hold is listed with a sentence: what inspections found, what a later message takes back, a time that will not do."""

from collections.abc import Callable

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Reading
from tests.briefs.reading.facts import facts_of
from tests.briefs.reading.test_forces import SUBSTANCE, doubts, forces

Read = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exclude any site under FDA import alert.", "FDA import alert"),
        ("Exclude suppliers with a 483 from FDA.", "483"),
        ("Sites without FDA warning letters only.", "FDA warning letters"),
        ("EU sites without open 483 observations.", "483"),
        ("Indian suppliers with a warning letter are excluded.", "warning letter"),
        ("No data integrity findings in the last five years.", "data integrity findings"),
        ("排除有FDA警告信的供应商。", "警告信"),
    ],
)
def test_what_inspections_found_is_listed_and_no_market(text: str, words: str, read: Read) -> None:
    text = f"{SUBSTANCE} {text}"
    assert doubts(read, text)[words] == Doubt.HISTORY
    assert not {fact for fact in facts_of(read(text)) if fact.endswith(":excluded") or fact.startswith("jurisdiction:us")}


def test_483_of_something_else_is_a_number(read: Read) -> None:
    assert "scale:483-483 l-bioreactor" in facts_of(read("mAb drug substance at 483 L."))


def test_the_registration_of_a_site_is_no_filing(read: Read) -> None:
    for text in ("The site must hold FDA registration.", "Facility registration with the FDA is a must."):
        assert "stage:registration-filing:must" not in facts_of(read(f"{SUBSTANCE} {text}"))
    assert "stage:registration-filing" in facts_of(read("Registration of the mAb in Brazil, drug substance supply."))


@pytest.mark.parametrize("text", ["Non-GLP tox study in rats.", "A non GLP tox study in rats.", "大鼠非GLP毒理研究。"])
def test_a_study_that_is_not_under_glp_asks_for_none(text: str, read: Read) -> None:
    assert not {fact for fact in facts_of(read(text)) if fact.startswith("standard:glp")}
    assert "standard:glp-oecd:must" in facts_of(read("A tox study in rats under OECD GLP."))


def test_of_quoted_messages_the_later_figure_counts(read: Read) -> None:
    text = "> > we need a mAb drug substance slot in Q1 2027\n> nothing in Q1 2027, only Q3 2027\nOK we take Q3"
    windows = {fact for fact in facts_of(read(text)) if fact.startswith("window") and fact.count(":") == 1}
    assert windows == {"window:2027-07-01..2027-09-30"}
    assert doubts(read, text)["Q1 2027"] == Doubt.QUOTED_EARLIER


def test_a_message_below_the_answer_is_earlier(read: Read) -> None:
    text = "Make it EUR 2 million please.\n\nOn 3 November 2026 Ann wrote:\nAAV manufacture at 200 L in Germany, budget EUR 1 million."
    found = facts_of(read(text))
    assert "budget:2000000-2000000 EUR" in found
    assert "budget:1000000-1000000 EUR" not in found
    assert {"modality:aav:must", "country:DE:must"} <= found


def test_what_a_later_message_takes_back_is_listed(read: Read) -> None:
    text = "Sites in India are not acceptable any more.\n> mAb drug substance, sites in India."
    assert forces(read, text, "IN") == {"excluded"}
    assert Doubt.QUOTED_EARLIER in doubts(read, text).values()


@pytest.mark.parametrize(
    "text",
    [
        "mAb drug substance at 2,000 L; process development is already done by us.",
        "mAb drug substance, 2,000 L GMP. The process development is done by us already.",
        "We need mAb drug substance. We are not interested in process development.",
        "Not interested in process development, only in GMP manufacture of a mAb.",
    ],
)
def test_development_that_is_done_or_refused_is_not_guessed_from_the_product(text: str, read: Read) -> None:
    reading = read(text)
    assert "service-line:bioprocess-development:must" not in facts_of(reading)
    assert "The text asks for this and excludes it." not in [note.reason for note in reading.unclear]


def test_a_time_that_will_not_do_is_listed(read: Read) -> None:
    text = f"{SUBSTANCE} Not in August 2027."
    assert doubts(read, text)["August 2027"] == Doubt.REFUSED_TIME


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("mAb drug substance. Fill-finish: no", "service-line:dp-manufacture:excluded"),
        ("mAb drug substance. Fill-finish: yes", "service-line:dp-manufacture:must"),
        ("mAb drug substance. Stability studies are not required.", "service-line:stability-studies:excluded"),
        ("mAb drug substance. You need not do stability studies.", "service-line:stability-studies:excluded"),
        ("mAb drug substance, 2,000 L, not limited to but including fill-finish.", "service-line:dp-manufacture:must"),
    ],
)
def test_of_a_service_need_not_be_is_refused_and_yes_is_asked_for(text: str, fact: str, read: Read) -> None:
    assert fact in facts_of(read(text))


def test_what_is_accepted_to_be_done_elsewhere_is_not_asked_for(read: Read) -> None:
    found = facts_of(read("CAR-T, GMP manufacture. We accept that release testing is done elsewhere."))
    assert not {fact for fact in found if fact.startswith("service-line:release-testing")}
