import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from vocabulary.actions.term import edit_term, retire_term
from vocabulary.models import VOCABULARIES, ExpressionSystem, Modality

pytestmark = pytest.mark.usefixtures("shipped")

ROOT = "/api/v1/vocabulary"
COMMON = {"code", "label", "description", "parent", "order", "synonyms", "retired_at"}


def codes(answer) -> list[str]:
    return [row["code"] for row in answer.json()["results"]]


def test_one_page_holds_each_whole_vocabulary_in_order(client: Client) -> None:
    for kind, model in VOCABULARIES.items():
        answer = client.get(f"{ROOT}/{kind}/")
        body = answer.json()
        assert (answer.status_code, body["count"], body["next"]) == (200, model.objects.count(), None)
        assert codes(answer) == list(model.objects.values_list("pk", flat=True))
        assert set(body["results"][0]) >= COMMON


def test_pages_come_when_asked_for(client: Client) -> None:
    body = client.get(f"{ROOT}/stages/?page_size=4&page=3").json()
    assert ([row["code"] for row in body["results"]], body["next"]) == (
        ["registration-filing", "commercial-manufacture", "post-market"],
        None,
    )


@pytest.mark.parametrize("query", ["page_size=0", "page_size=101", "page_size=x", "colour=red", "retired=maybe", "stage=x"])
def test_what_cannot_be_read_is_named(client: Client, query: str) -> None:
    answer = client.get(f"{ROOT}/service-lines/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"#/{query.split('=')[0]}"


def test_stage_says_its_gate_and_overlaps(client: Client) -> None:
    body = client.get(f"{ROOT}/stages/phase-3/").json()
    assert {
        name: body[name] for name in ("code", "label", "parent", "order", "exit_gate", "overlaps_with", "retired_at")
    } == {
        "code": "phase-3",
        "label": "Phase III",
        "parent": None,
        "order": 80,
        "exit_gate": "pivotal-readout",
        "overlaps_with": ["cmc-development", "registration-filing"],
        "retired_at": None,
    }


def test_service_line_says_its_place_and_what_it_is_bought_for(client: Client) -> None:
    body = client.get(f"{ROOT}/service-lines/hts-screening/").json()
    assert (body["parent"], body["level"], body["is_leaf"], body["stages"]) == ("hit-finding", 3, True, ["hit-to-lead"])
    assert sorted(body["modalities"]) == ["degrader", "hpapi", "oligonucleotide", "peptide", "small-molecule"]
    assert "HTS" in body["synonyms"]["en"]
    assert "化合物库筛选" in body["synonyms"]["zh-hans"]


def test_unit_says_how_it_converts(client: Client) -> None:
    body = client.get(f"{ROOT}/units/kg-ds-batch/").json()
    assert (body["symbol"], body["dimension"], body["base_unit"], body["factor"]) == (
        "kg/batch",
        "ds-mass-per-batch",
        "g/batch",
        "1000",
    )
    assert body["aliases"]["mg"] == "0.001"


def test_jurisdiction_says_its_region_and_regulators(client: Client) -> None:
    body = client.get(f"{ROOT}/jurisdictions/in/").json()
    assert (body["parent"], body["country"], body["regulators"]) == ("asia-pacific", "IN", ["in-cdsco"])


def test_template_says_its_milestones_in_order(client: Client) -> None:
    body = client.get(f"{ROOT}/milestone-templates/ms-cho-cld/").json()
    assert (body["weeks_min"], body["weeks_max"], body["confidence"], body["source"]) == (18, 34, "medium", "")
    assert body["milestones"][1] == {
        "code": "vector-transfection",
        "label": "Vector build & transfection",
        "week_min": 2,
        "week_max": 5,
    }


def test_labels_are_in_the_readers_language(client: Client) -> None:
    answer = client.get(f"{ROOT}/stages/phase-1/", headers={"Accept-Language": "zh-CN"})
    assert answer.json()["label"] == "I期临床试验"
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("service-lines", "under=hit-finding&stage=hit-to-lead&modality=mab", ["assay-development", "antibody-discovery", "antibody-engineering", "research-protein-production"]),
        ("modalities", "under=vaccine&under=conjugate-radio", ["vaccine", "vaccine-protein", "vaccine-viral", "vaccine-conjugate", "conjugate-radio", "adc", "bioconjugate-other", "radiopharmaceutical"]),
        ("expression-systems", "family=insect&family=avian", ["insect-sf9", "egg"]),
        ("modalities", "q=慢病毒", ["lentivirus"]),
        ("modalities", "q=no such thing", []),
        ("regulators", "jurisdiction=in", ["in-cdsco"]),
        ("jurisdictions", "region=latin-america", ["br"]),
    ],
)  # fmt: skip
def test_filters_narrow_and_repeat_as_or(client: Client, kind: str, query: str, expected: list[str]) -> None:
    assert codes(client.get(f"{ROOT}/{kind}/?{query}")) == expected


def test_retired_terms_are_listed_when_asked_for_and_answer_to_their_code(client: Client, operator: Actor) -> None:
    retire_term(actor=operator, term=ExpressionSystem.objects.get(pk="cho"), reason="x")
    assert "cho" not in codes(client.get(f"{ROOT}/expression-systems/"))
    assert codes(client.get(f"{ROOT}/expression-systems/?retired=true")) == ["cho"]
    assert client.get(f"{ROOT}/expression-systems/cho/").json()["retired_at"]


def test_unknown_code_is_not_there(client: Client) -> None:
    assert client.get(f"{ROOT}/stages/phase-9/").status_code == 404
    assert client.get(f"{ROOT}/colours/").status_code == 404


@pytest.mark.parametrize("path", ["stages/", "stages/phase-1/"])
def test_what_has_not_changed_is_not_sent_again(client: Client, operator: Actor, path: str) -> None:
    etag = client.get(f"{ROOT}/{path}").headers["ETag"]
    again = client.get(f"{ROOT}/{path}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert client.get(f"{ROOT}/{path}", headers={"If-None-Match": etag, "Accept-Language": "zh-hans"}).status_code == 200
    edit_term(actor=operator, term=Modality.objects.get(pk="mab"), changes={"label_en": "mAb"})
    assert client.get(f"{ROOT}/{path}", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_vocabulary_is_read_only(client: Client, method: str) -> None:
    assert getattr(client, method)(f"{ROOT}/stages/", {}, content_type="application/json").status_code == 405
    assert getattr(client, method)(f"{ROOT}/stages/phase-1/", {}, content_type="application/json").status_code == 405


def test_three_rows_take_as_many_queries_as_one(client: Client) -> None:
    counts = {size: [_queries(client, f"{ROOT}/{kind}/?page_size={size}") for kind in VOCABULARIES] for size in (1, 3)}
    assert counts[1] == counts[3]
    assert max(counts[3]) == 5


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
