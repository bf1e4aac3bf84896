"""What the OpenAPI document says of every operation beyond its serializers: permission, headers, problems."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema as SpectacularAutoSchema
from drf_spectacular.utils import OpenApiParameter

from api.examples import add_examples
from api.permissions import SIGNED_IN

PROBLEMS = {
    "400": "The data is wrong; `errors` points to each field.",
    "401": "Nobody is signed in, or the token is unknown, expired or revoked.",
    "403": "The role or the token's scope does not allow this.",
    "404": "Not there, or not yours: the two look the same.",
    "409": "The object's status does not allow this, or a request with this Idempotency-Key is still running.",
    "412": "Somebody changed the object since; load it again.",
    "415": "The body is not JSON.",
    "422": "The Idempotency-Key was used for another request.",
    "429": "Too many requests; `Retry-After` says when to come back.",
}

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any printable text of up to 200 characters, such as a UUID. Repeating a request with its key gives the same "
    "answer and has no second effect, for 24 hours.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag that the object was last answered with. If somebody changed the object since, the answer is 412.",
)


NOUNS = {
    "intake": "briefs",
    "my import": "imports of one's own catalogue",
    "rfqs": "requests for quotation",
    "events": "the trail, oldest first",
}


class AutoSchema(SpectacularAutoSchema):
    """Adds to each operation what the viewset's tables know."""

    def get_summary(self) -> str | None:
        """What its method says; lists and single objects are named by their address."""
        said: str | None = super().get_summary()
        parts = self.path.strip("/").split("/")[2:]
        named = [one.replace("-", " ") for one in parts if not one.startswith("{")]
        noun = " ".join(named) if named[0] in {"my", "vocabulary"} else named[-1]
        noun = NOUNS.get(noun, noun)
        return said or (f"Read one of {noun}" if parts[-1].startswith("{") else f"List {noun}")

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """With ``x-permission`` and ``x-token-scope``, for programs: null where nobody needs any."""
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            needed = self._needed()
            scope = getattr(needed, "scope", None)
            operation["x-permission"] = None if needed is None else needed.value
            operation["x-token-scope"] = scope.value if scope else None
        return operation

    def get_override_parameters(self) -> list[Any]:
        parameters = list(super().get_override_parameters())
        if self.method == "POST" and not self._is_public():
            parameters.append(IDEMPOTENCY_KEY)
        if self.method in {"POST", "PATCH", "DELETE"} and self._reads_tag():
            parameters.append(IF_MATCH)
        return parameters

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own signature
        description = super().get_description() or ""
        needed = self._needed()
        if needed is None:
            return f"{description}\n\nNeeds no sign-in.".strip()
        if needed is SIGNED_IN:
            return f"{description}\n\nNeeds a signed-in person or a token.".strip()
        scope = getattr(needed, "scope", None)
        by_token = f"a token needs the scope `{scope.value}`" if scope else "a token cannot do this"
        return f"{description}\n\nNeeds the permission `{needed.value}`; {by_token}.".strip()

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status_code in self._problem_codes():
            bodies.setdefault(status_code, {"$ref": f"#/components/responses/Problem{status_code}"})
        return bodies

    def _problem_codes(self) -> list[str]:
        codes = ["400", "429"] if self.method == "GET" else ["400", "409", "412", "415", "422", "429"]
        # A token that does not hold is refused at public addresses too, and a browser's POST there needs its CSRF token.
        codes += ["401"] if self._is_public() and self.method == "GET" else ["401", "403"]
        return sorted({*codes, "404", *getattr(self.view, "further_problems", ())})

    def _needed(self) -> Any:
        needed = getattr(self.view, "needed_permission", None)
        return needed() if needed else None

    def _reads_tag(self) -> bool:
        reads = getattr(self.view, "reads_tag", None)
        return bool(reads and reads())

    def _is_public(self) -> bool:
        return self._needed() is None


PROBLEM_SCHEMA = {
    "type": "object",
    "description": "An error, as RFC 9457 describes it.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "examples": ["/api/v1/problems/invalid"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string", "description": "Quote it when you ask for help."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "examples": ["#/legal_name"]},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """drf-spectacular's hook: the parts that belong to no operation."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
    components["responses"] = {f"Problem{code}": _answer(code, sentence) for code, sentence in PROBLEMS.items()}
    add_examples(result)
    return result


def _answer(code: str, sentence: str) -> dict[str, Any]:
    """A problem of that status, described once for all operations."""
    example = {
        "type": "/api/v1/problems/",
        "title": sentence,
        "status": int(code),
        "detail": sentence,
        "request_id": "5f0c",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": sentence, "content": {"application/problem+json": {"schema": schema, "example": example}}}
