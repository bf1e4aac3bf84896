"""How hard or soft something is said: a refusal never becomes a must, what is all the same is neither a must nor excluded, what will do is an
alternative or a wish, and what cannot be held is listed with a sentence."""

from collections.abc import Callable

import pytest

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Reading, Subject
from tests.briefs.reading.facts import facts_of

Read = Callable[[str], Reading]
SUBSTANCE = "mAb drug substance."


def forces(read: Read, text: str, country: str) -> set[str]:
    """What is said of a country: must, wish, excluded."""
    return {one.force.value for one in read(text).requirements if one.subject is Subject.COUNTRY and one.code == country}


def doubts(read: Read, text: str) -> dict[str, Doubt]:
    """What was not understood, with its reason."""
    return {note.words: note.doubt for note in read(text).unclear}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("India: not acceptable", "IN"),
        ("India would not be acceptable.", "IN"),
        ("Indian sites will not be considered.", "IN"),
        ("China is a no-go.", "CN"),
        ("China is a red line for us.", "CN"),
        ("China is off limits.", "CN"),
        ("China is out of the question.", "CN"),
        ("China won't work for us.", "CN"),
        ("We rule out China.", "CN"),
        ("We've ruled out India and China.", "CN"),
        ("We have ruled out India and China.", "IN"),
        ("We reject Indian sites.", "IN"),
        ("Sites in Russia are prohibited.", "RU"),
        ("We are not comfortable with India.", "IN"),
        ("Please stay away from China.", "CN"),
        ("Under no circumstances India.", "IN"),
        ("US: yes. EU: yes. China: no.", "CN"),
        ("Any EU country apart from Germany.", "DE"),
        ("Countries not acceptable: India, China", "CN"),
        ("Excluded countries: India, China", "CN"),
        ("Our supplier cannot be in China.", "CN"),
        ("China has been ruled out by our board.", "CN"),
        ("India is fine, China is not.", "CN"),
        ("Site in India or Spain no problem; Pakistan not.", "PK"),
        ("Location: EU (must), UK (ok), US (no)", "US"),
        ("印度不接受。", "IN"),
        ("排除印度的供应商。", "IN"),
    ],
)
def test_a_refusal_is_an_exclusion_however_it_is_said(text: str, country: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", country) == {"excluded"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("No problem with India or China.", "IN"),
        ("No problem with India or China.", "CN"),
        ("India is no problem.", "IN"),
        ("China is not a deal-breaker.", "CN"),
        ("No objections to a Chinese site.", "CN"),
        ("We do not mind India.", "IN"),
        ("India is not excluded.", "IN"),
        ("We would not rule out India.", "IN"),
        ("Not restricted to Europe.", "DE"),
        ("We do not insist on Germany.", "DE"),
        ("No particular preference for Germany.", "DE"),
        ("It does not matter whether it is in Germany or Poland.", "DE"),
        ("The site does not have to be in the UK.", "GB"),
        ("The plant need not be in the UK.", "GB"),
        ("A UK site is not required.", "GB"),
        ("We do not need a site in the UK.", "GB"),
        ("No UK site is needed.", "GB"),
        ("It is not a must to be in Europe.", "DE"),
        ("It is not necessary to be in Europe.", "DE"),
        ("印度没问题。", "IN"),
        ("不排除印度。", "IN"),
        ("不必在英国生产。", "GB"),
        ("无需在英国生产。", "GB"),
    ],
)
def test_what_is_all_the_same_or_need_not_be_says_nothing_of_a_country(text: str, country: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", country) == set()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("India okay", "IN"),
        ("India is fine.", "IN"),
        ("Happy with Spain.", "ES"),
        ("We could live with Ireland.", "IE"),
        ("We would accept India.", "IN"),
        ("Acceptable countries: India, Spain", "ES"),
        ("A US site would work for us. Also fine: Canada.", "CA"),
        ("A US site would work for us. Also fine: Canada.", "US"),
        ("US: yes. EU: yes. China: no.", "US"),
        ("Site location is flexible, e.g. Ireland.", "IE"),
        ("Anywhere, for example Spain, Italy or Portugal.", "PT"),
        ("Site: TBD (Ireland?)", "IE"),
        ("We would rather stay in Europe, though the USA is acceptable.", "US"),
        ("We would rather stay in Europe, though the USA is acceptable.", "FR"),
        ("Sites: US (preferred), EU (acceptable), China (not acceptable)", "FR"),
        ("Preferred regions: Germany, Austria", "AT"),
        ("Preferred location: Germany", "DE"),
        ("Location (preferred): Germany", "DE"),
        ("Preferred country of the site: Germany", "DE"),
        ("EU pref.", "FR"),
        ("印度可以接受。", "IN"),
    ],
)
def test_what_will_do_or_is_an_example_is_a_wish(text: str, country: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", country) == {"wish"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Site in Germany, but Austria would also be acceptable.", "Germany, but Austria"),
        ("Sites in Germany; Austria is fine too.", "Germany; Austria"),
        ("Site in Germany, or if necessary Austria.", "Germany, or if necessary Austria"),
        ("Site in Germany. No problem with Austria.", "Germany. No problem with Austria"),
        ("Site must be in Germany, though we would accept Austria.", "Germany, though we would accept Austria"),
        ("工厂须在德国，奥地利也可以接受。", "德国，奥地利"),
    ],
)
def test_what_will_do_beside_a_must_is_an_alternative_to_it(text: str, words: str, read: Read) -> None:
    countries = [one for one in read(f"{SUBSTANCE} {text}").requirements if one.subject is Subject.COUNTRY]
    assert {(one.code, one.force.value, one.words) for one in countries} == {("DE", "must", words), ("AT", "must", words)}


@pytest.mark.parametrize("text", ["Ideally not outside Europe.", "We would prefer no sites outside Europe."])
def test_a_wish_to_stay_somewhere_said_twofold_is_a_wish(text: str, read: Read) -> None:
    assert forces(read, f"{SUBSTANCE} {text}", "FR") == {"wish"}


def test_a_service_that_would_rather_not_be_done_is_neither_asked_for_nor_excluded(read: Read) -> None:
    text = "mAb drug substance. Ideally no stability studies."
    assert not {fact for fact in facts_of(read(text)) if fact.startswith("service-line:stability")}
    assert doubts(read, text)["stability studies"] == Doubt.AGAINST


def test_a_direction_names_no_country(read: Read) -> None:
    text = f"{SUBSTANCE} Nothing east of Germany."
    assert forces(read, text, "DE") == set()
    assert doubts(read, text)["Germany"] == Doubt.DIRECTION


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The total cost may not be above EUR 500,000 for AAV manufacture at 200 L.", {"modality:aav:must", "budget:None-500000 EUR:must"}),
        ("Not to exceed USD 3 million for AAV manufacture at 200 L.", {"modality:aav:must", "budget:None-3000000 USD:must"}),
        ("AAV manufacture at 200 L, cost not to exceed USD 3 million", {"modality:aav:must", "budget:None-3000000 USD:must"}),
        ("Budget not to exceed CHF 800'000 for mAb process development.", {"modality:mab:must", "budget:None-800000 CHF:must"}),
        ("We cannot pay more than EUR 750,000 for mAb process development.", {"service-line:bioprocess-development:must", "budget:None-750000 EUR:must"}),
        ("We can't go above $1.2m for the plasmid manufacture at 50 L.", {"modality:plasmid-dna:must", "budget:None-1200000 USD:must"}),
        ("We must not spend more than two million euros on the AAV manufacture.", {"service-line:aav-gmp-manufacture:must", "budget:None-2000000 EUR:must"}),
        ("Prices higher than EUR 400/g cannot be accepted for the peptide API.", {"modality:peptide:must", "service-line:peptide-gmp-api:must"}),
        ("Offers above EUR 1m will not be considered for the AAV manufacture.", {"service-line:aav-gmp-manufacture:must", "budget:None-1000000 EUR:must"}),
        ("AAV manufacture. Anything over EUR 2m is out of the question.", {"budget:None-2000000 EUR:must"}),
        ("AAV manufacture. Costs may under no circumstances exceed EUR 2 million.", {"budget:None-2000000 EUR:must"}),
        ("AAV manufacture. Don't quote above EUR 2 million.", {"budget:None-2000000 EUR:must"}),
        ("We cannot wait longer than 6 months for the mAb drug substance.", {"modality:mab:must", "service-line:biologics-drug-substance:must"}),
        ("You must not deliver the AAV later than March 2027.", {"modality:aav:must"}),
        ("AAV生产，价格不能超过300万美元。", {"modality:aav:must", "service-line:aav-gmp-manufacture:must"}),
    ],
)  # fmt: skip
def test_a_limit_of_price_or_time_excludes_nothing(text: str, facts: set[str], read: Read) -> None:
    found = facts_of(read(text))
    assert facts <= found
    assert not {fact for fact in found if fact.endswith(":excluded")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Our current CDMO in India cannot make the 100 kg of API. We need a second source.",
            "service-line:api-manufacture:must",
        ),
        ("Our incumbent CMO no longer makes the peptide API. We look for another.", "service-line:peptide-gmp-api:must"),
        ("Our own plant cannot fill the vials of the mAb, so we look for help.", "service-line:dp-manufacture:must"),
        (
            "We cannot use our own fill-finish line, so we need vial filling of a mAb.",
            "service-line:aseptic-vial-filling:must",
        ),
        (
            "mAb drug substance. Their plant does not do lyophilisation, we need it from you.",
            "service-line:lyophilised-manufacture:must",
        ),
        ("Competitors cannot do AAV manufacture at 500 L; we need it.", "service-line:aav-gmp-manufacture:must"),
        ("We look for an AAV CDMO that does not compete with us in AAV.", "modality:aav:must"),
        ("现有供应商不能生产原料药，需要第二供应商。", "service-line:api-manufacture:must"),
    ],
)
def test_what_somebody_else_cannot_do_is_not_excluded(text: str, fact: str, read: Read) -> None:
    found = facts_of(read(text))
    assert fact in found
    assert not {one for one in found if one.endswith(":excluded")}


@pytest.mark.parametrize(
    ("text", "words", "doubt"),
    [
        ("AAV manufacture. We are not interested in process development.", "process development", Doubt.REFUSED_PART),
        ("Peptide API of 2 kg. No LPPS-only vendors.", "LPPS", Doubt.LIMITED),
        ("No Chinese API but Chinese excipients fine. Tablets.", "Chinese", Doubt.OF_MATERIAL),
        ("Tablets with European starting materials.", "European", Doubt.OF_MATERIAL),
    ],
)
def test_what_cannot_be_excluded_by_itself_is_listed(text: str, words: str, doubt: Doubt, read: Read) -> None:
    assert doubts(read, text)[words] == doubt
    assert not {fact for fact in facts_of(read(text)) if fact.startswith("service-line") and fact.endswith(":excluded")}


def test_a_run_that_is_not_required_leaves_the_product(read: Read) -> None:
    found = facts_of(read("A GMP-compliant mAb run is not required; mAb process development."))
    assert {"modality:mab:must", "service-line:bioprocess-development:must"} <= found
    assert "modality:mab:excluded" not in found
