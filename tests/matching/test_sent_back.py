"""What was understood is what was counted: sent back it ranks alike, and what cannot be honoured is said."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Subject
from projects.briefs.rules import cleaned
from projects.matching.api.preview import understood_rows
from projects.matching.given import requirements_from
from projects.matching.preview import preview_of
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.matching.needs import TODAY, must, order_of
from tests.matching.test_preview import API, BRIEF, CHINESE

pytestmark = pytest.mark.django_db

KOREA = {"subject": "country", "code": "KR"}
BASE = [{"subject": "modality", "code": "mab"}, {"subject": "service-line", "code": "mammalian-ds-commercial"}]
GUESSED = (
    "For the US we look for a cell therapy CMO that builds dedicated suites for two autologous gene-modified cell products,"
    " with process validation before and supply after approval. Viral vector comes from elsewhere."
)
TWO_FAMILIES = (
    "Pichia strain at 4 g/L in 5 L needs to reach 10 m3 with food-grade cost. We want scale-down models, not before"
    " January 2027, in Germany, Austria or Switzerland."
)
AVOIDING = (
    "Commercial drug substance of a monoclonal antibody. Only in Asia or Europe, ideally not in China, and we would rather avoid"
    " Switzerland and the UK."
)


def ask(client: Client, **body: Any) -> Any:
    return client.post(API, body, content_type="application/json").json()


@pytest.mark.parametrize("text", [BRIEF, CHINESE, GUESSED, TWO_FAMILIES, AVOIDING])
def test_what_was_understood_sent_back_with_its_text_ranks_as_the_text(catalogue: Catalogue, text: str):
    read = preview_of(cleaned(text), catalogue, today=TODAY)
    given = requirements_from(understood_rows(read), catalogue.vocabulary, read.text)
    again = preview_of(read.text, catalogue, requirements=given, today=TODAY)
    assert order_of(again.ranking) == order_of(read.ranking)
    assert again.count_eligible == read.count_eligible
    assert understood_rows(again) == understood_rows(read)


def test_a_guess_that_is_sent_back_stays_one_until_it_is_confirmed(shipped: None, client: Client):
    guess = {"subject": "country", "code": "AT", "force": "must"}
    plain, confirmed, guessed = (
        ask(client, requirements=[*BASE, *more])["count_eligible"]
        for more in ([], [guess], [{**guess, "confidence": 0.4, "words": "Vienna", "start": 4, "end": 10}])
    )
    assert confirmed < guessed == plain


def test_two_choices_stay_two(shipped: None, client: Client):
    body = ask(
        client,
        requirements=[
            *BASE,
            {"subject": "country", "codes": ["AT", "DE"]},
            {"subject": "country", "codes": ["GB", "DK"]},
        ],
    )
    labels = [one["label"] for one in body["understood"] if one["subject"] == "country"]
    assert sorted(labels) == ["Austria / Germany", "Denmark / United Kingdom"]
    assert len({one["key"] for one in body["understood"]}) == len(body["understood"])


def test_a_country_that_is_avoided_is_said_so_and_shuts_nobody_out(shipped: None, client: Client):
    plain, avoiding = (ask(client, requirements=[*BASE, *more]) for more in ([], [{**KOREA, "force": "avoided"}]))
    assert avoiding["count_eligible"] == plain["count_eligible"]
    assert [one["label"] for one in avoiding["understood"] if one["subject"] == "country"] == ["rather not South Korea"]
    assert avoiding["unclear"] == plain["unclear"]


def test_what_is_no_country_cannot_be_rather_avoided(client: Client, shipped: None):
    sent = {"requirements": [{"subject": "modality", "code": "mab", "force": "avoided"}]}
    answer = client.post(API, sent, content_type="application/json")
    assert answer.status_code == 400
    assert "Only countries can be rather avoided." in answer.content.decode()


def test_a_region_is_shown_by_its_name(shipped: None, client: Client):
    body = ask(client, requirements=[*BASE, {"subject": "country", "code": "europe"}])
    assert [one["label"] for one in body["understood"] if one["subject"] == "country"] == ["Europe"]


def test_what_cannot_be_excluded_is_said_to_be_weighed_by_nobody(shipped: None, client: Client):
    for more in ({"subject": "modality", "code": "aav"}, {"subject": "scale", "low": 500, "unit": "l-bioreactor"}):
        body = ask(client, requirements=[*BASE, {**more, "force": "excluded"}])
        assert [(one["code"], one["reason"]) for one in body["unclear"]] == [("not-honoured", Doubt.NOT_HONOURED.label)]
        assert body["count_eligible"] == ask(client, requirements=BASE)["count_eligible"]
    place = {"subject": "country", "code": "KR", "force": "excluded"}
    assert ask(client, requirements=[*BASE, place])["unclear"] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("20 t per year", "20,000 kg per year"),
        ("20 tonnes per year", "20 t per year"),
        ("a 10 m3 reactor", "a 10,000 L reactor"),
        ("a 2,000 L reactor", "a two thousand litres reactor"),
        ("50 g", "0.05 kg"),
        ("start in January 2027", "start in 2027-01"),
    ],
)
def test_an_amount_or_a_day_written_otherwise_says_no_other_words(shipped: None, one: str, other: str):
    brief = "We need GMP manufacture of a small molecule API by hydrogenation, at {}, for a phase 3 study."
    catalogue = current_catalogue()
    words = [preview_of(brief.format(each), catalogue, today=TODAY).ranking.question.words for each in (one, other)]
    assert words[0] == words[1]
    assert "hydrogenation" in words[0]


def test_a_system_is_weighed_by_its_own_criterion_alone(catalogue: Catalogue):
    """Without a text as well, where the names of what is asked for stand for words."""
    asked = [must(Subject.MODALITY, "mab"), must(Subject.SERVICE_LINE, "mammalian-ds-commercial")]
    system = replace(must(Subject.SYSTEM, "cho"))
    plain, more = (preview_of("", catalogue, requirements=each, today=TODAY) for each in (asked, [*asked, system]))
    assert more.ranking.question.words == plain.ranking.question.words
