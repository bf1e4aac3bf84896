"""What the OpenAPI document says of every operation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return made


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield f"{method.upper()} {path}", operation


def test_it_is_valid_openapi_3_1(document: dict[str, Any]):
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_operation_has_a_summary_a_scope_its_errors_and_who_may(document: dict[str, Any]):
    lacking = []
    for name, operation in operations(document):
        problems = {code for code, answer in operation["responses"].items() if "Problem" in answer.get("$ref", "")}
        expected = {"400", "429"} | ({"401", "403"} if operation["x-permission"] else set())
        summary = operation.get("summary", "")
        is_whole = summary[:1].isupper() and expected <= problems and "Needs" in operation["description"]
        if not is_whole or "x-token-scope" not in operation:
            lacking.append(name)
    assert lacking == []


def test_no_two_operations_of_one_noun_are_called_the_same(document: dict[str, Any]):
    names = [operation["operationId"] for _name, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_body_has_an_example_that_its_schema_allows(document: dict[str, Any]):
    wrong = []
    shared = {"responses": document["components"]["responses"]}
    for name, operation in [*operations(document), ("problems", shared)]:
        bodies = {"request": operation.get("requestBody", {}), **operation["responses"]}
        for part, body in bodies.items():
            for media_type, content in body.get("content", {}).items():
                if "json" in media_type and not _is_sound(content, document["components"]):
                    wrong.append(f"{name} {part}")
    assert wrong == []


def test_what_takes_a_code_says_where_codes_are_found(document: dict[str, Any]):
    schemas = document["components"]["schemas"]
    package, outcome = schemas["WorkPackageInRequest"]["properties"], schemas["OutcomeInRequest"]["properties"]
    assert package["service_line"]["description"] == "A code of `vocabulary/service-lines/`"
    assert package["standards_required"]["items"]["description"] == "A code of `vocabulary/standards/`"
    assert "best-offer" in schemas[outcome["reason"]["$ref"].rsplit("/", 1)[-1]]["enum"]
    amend = document["paths"]["/api/v1/rfqs/{id}/amend/"]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert amend["changes"]["lines"][0]["service_line"] == "mammalian-ds-commercial"


def test_a_generated_client_understands_a_content_type_of_every_answer(document: dict[str, Any]):
    settings = (Path(__file__).resolve().parents[2] / "docs" / "client.yml").read_text(encoding="utf-8").replace('"', "")
    lacking = []
    for name, operation in operations(document):
        for answer in operation["responses"].values():
            kinds = [kind for kind in answer.get("content", {}) if f"{kind}: " not in settings]
            is_known = any(kind.endswith(("json", "octet-stream")) or kind.startswith("text/") for kind in kinds)
            lacking += [f"{name} {kinds}"] if kinds and not is_known else []
    assert lacking == [], "a type for docs/client.yml"


def _is_sound(content: dict[str, Any], components: dict[str, Any]) -> bool:
    schema = {**content["schema"], "components": components}
    return "example" in content and Draft202012Validator(schema).is_valid(content["example"])
