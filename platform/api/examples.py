"""An example of every body in the OpenAPI document, made from the schema it belongs to: it cannot say what the schema does not."""

from typing import Any

WORDS: dict[str, Any] = {
    "amount": "125000.00",
    "answer": "It is released, and held at the present manufacturer.",
    "asked_by": "wacker-biotech",
    "authority": "de-pei",
    "batches": 3,
    "budget_high": "2000000",
    "budget_low": "1000000",
    "brief": "A humanised IgG4. The process gives 4 g/L at 500 L.",
    "city": "Halle",
    "codename": "Blue heron",
    "countries_allowed": ["DE", "AT"],
    "countries_avoided": ["GB"],
    "countries_excluded": ["US"],
    "countries_preferred": ["AT"],
    "country": "DE",
    "currency": "EUR",
    "email": "jana.weiss@example.org",
    "emails": ["jana.weiss@example.org"],
    "ends_on": "2027-12-01",
    "expression_system": "cho",
    "expression_systems": ["cho"],
    "functions": ["drug-substance"],
    "feedback": "Thank you for a sound technical offer. It was above our budget.",
    "inspected_by": ["de-pei"],
    "invitations": ["7b1f2c5e-6c1a-4c39-9a67-2d4c1f0e8a11"],
    "kind": "rfq.published",
    "jurisdictions": ["eu"],
    "kinds": ["all"],
    "language": "en",
    "latitude": "51.4825",
    "longitude": "11.9697",
    "latest_start": "2027-06-30",
    "legal_name": "Example Biotech GmbH",
    "max_scale": "2000",
    "min_scale": "200",
    "modalities": ["mab"],
    "modality": "mab",
    "name": "Jana Weiss",
    "note": "Free from October on.",
    "number": "RFQ-2026-0001",
    "operations": ["mammalian-ds-commercial"],
    "override": "The windows of two work packages follow.",
    "price": "1200000.00",
    "provider": "wacker-biotech",
    "providers": ["wacker-biotech"],
    "published_text": "Where is the master cell bank?",
    "question": "Who holds the master cell bank?",
    "reason": "The scope has changed.",
    "scale_high": "2000",
    "scale_low": "200",
    "scale_unit": "l-bioreactor",
    "scores": {"price": 8},
    "service_line": "mammalian-ds-commercial",
    "service_lines": ["mammalian-ds-commercial"],
    "slug": "wacker-biotech",
    "stage": "phase-1",
    "stages": ["phase-1"],
    "standard": "eu-gmp",
    "standards": ["eu-gmp"],
    "standards_preferred": ["fda-cgmp-210-211"],
    "standards_required": ["eu-gmp"],
    "summary": "Drug substance and drug product for clinical and commercial supply.",
    "teaser": "A monoclonal antibody for phase I, two batches at 2,000 L.",
    "text": "We need GMP drug substance of a monoclonal antibody at 2,000 L in CHO cells, two batches. EU GMP is required.",
    "time_zone": "Europe/Berlin",
    "title": "Drug substance of a monoclonal antibody",
    "unit": "l-bioreactor",
    "url": "https://erp.example.org/hooks/opencdmo",
    "value": "2000",
    "website": "https://example.org",
    "weights": {"place": 2, "scale": 1},
}
"""What a field of that name says, where its schema lets it."""

FORMATS: dict[str, Any] = {
    "date": "2027-03-01",
    "date-time": "2027-03-01T12:00:00Z",
    "uuid": "7b1f2c5e-6c1a-4c39-9a67-2d4c1f0e8a11",
    "email": "jana.weiss@example.org",
    "uri": "https://opencdmo.example/api/v1/rfqs/?page=2",
    "decimal": "2000",
    "binary": "(a file)",
}
DEEPEST = 6
JSON_BODIES = ("application/json", "multipart/form-data")


def add_examples(document: dict[str, Any]) -> None:
    """Put one into each JSON body of each operation that has none."""
    components = document["components"]["schemas"]
    for path in document["paths"].values():
        for operation in path.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                for media_type, content in body.get("content", {}).items():
                    if media_type in JSON_BODIES and "schema" in content:
                        content.setdefault("example", example_of(content["schema"], components))


def example_of(schema: dict[str, Any], components: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """A value that the schema allows."""
    schema = _resolved(schema, components)
    if "example" in schema or ("default" in schema and schema["default"] not in (None, "", [])):
        return schema.get("example", schema.get("default"))
    if schema.get("examples"):
        return schema["examples"][0]
    if "enum" in schema:
        return (
            WORDS[name]
            if WORDS.get(name) in schema["enum"]
            else next(one for one in schema["enum"] if one not in ("", None))
        )
    kind = _kind(schema)
    if name in WORDS and _fits(WORDS[name], schema, kind):
        return WORDS[name]
    if kind == "object":
        return _object(schema, components, depth)
    if kind == "array":
        return [example_of(schema.get("items", {}), components, name, depth + 1)] if depth < DEEPEST else []
    return _scalar(schema, kind)


def _resolved(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    while True:
        if "$ref" in schema:
            schema = components[schema["$ref"].rsplit("/", 1)[-1]]
        elif any(schema.get(word) for word in ("allOf", "oneOf", "anyOf")):
            schema = next(schema[word] for word in ("allOf", "oneOf", "anyOf") if schema.get(word))[0]
        else:
            return schema


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type") or ("object" if "properties" in schema else "string")
    return str(next(one for one in kind if one != "null") if isinstance(kind, list) else kind)


def _fits(value: Any, schema: dict[str, Any], kind: str) -> bool:
    kinds = {"string": str, "array": list, "integer": int, "object": dict}
    if not isinstance(value, kinds.get(kind, ())) or schema.get("format") in {"uuid", "date-time"}:
        return False
    items = schema.get("items", {}) if isinstance(value, list) else {}
    return not (isinstance(value, str) and len(value) > schema.get("maxLength", len(value))) and "$ref" not in items


def _object(schema: dict[str, Any], components: dict[str, Any], depth: int) -> dict[str, Any]:
    properties = schema.get("properties", {})
    if not properties and isinstance(schema.get("additionalProperties"), dict) and depth < DEEPEST:
        return {FORMATS["uuid"]: example_of(schema["additionalProperties"], components, depth=depth + 1)}
    return {name: example_of(one, components, name, depth + 1) for name, one in properties.items()}


def _scalar(schema: dict[str, Any], kind: str) -> Any:
    if kind in {"integer", "number"}:
        return max(schema.get("minimum", 1), min(1, schema.get("maximum", 1)))
    if kind == "boolean":
        return True
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    text = "text"
    return text.ljust(schema.get("minLength", 0), ".")[: schema.get("maxLength", len(text) + 100)]
