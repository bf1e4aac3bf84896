"""The viewset every resource is built on.

A resource says::

    class MemberViewSet(ReadMixin, Resource):
        permissions = {"list": Permission.MEMBER_VIEW, "retrieve": Permission.MEMBER_VIEW, "end": Permission.MEMBER_REMOVE}
        queryset = Membership.objects.none()  # tells the schema which rows these are
        serializer_class = MemberOut          # one read serializer a noun

        def get_queryset(self):               # visible_to is the only tenancy filter
            return Membership.objects.visible_to(self.actor).current()

        @action(detail=True, methods=["post"])
        @transition                           # Idempotency-Key and If-Match
        def end(self, request, pk):
            return self.answer(actions.end_membership(actor=self.actor, membership=self.get_object()))

``self.input(Serializer)`` reads a body, ``self.changes(Serializer, row)`` one that changes a row, ``self.answer(row, status)`` serialises a row with its
ETag, ``self.created(row)`` does so with 201 and Location. A ``transition`` is held to the If-Match header wherever ``reads_tag()`` says that there is a tag
to hold to, without a word of its own; ``self.expected_version(row)`` gives the header's version to a PATCH or DELETE.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import answer_once
from api.permissions import ActorMay, SignedIn
from api.preconditions import ensure_tag_is_read, etag_of, expected_version
from api.requests import actor_of
from api.throttling import rate_limit_headers
from core.models import Editable, ensure_version, held_to

if TYPE_CHECKING:
    from organizations.actor import Actor
    from organizations.roles import Permission


class Resource(viewsets.GenericViewSet[Any]):
    """What all resources share: the actor, the permission of each operation, bodies, versions, headers."""

    permission_classes = [ActorMay]
    permissions: "ClassVar[Mapping[str, Permission | SignedIn | None]]" = {}
    lookup_value_converter = "uuid"
    metadata_class = None

    @property
    def actor(self) -> "Actor":
        """Who asks."""
        return actor_of(self.request)

    def needed_permission(self) -> "Permission | SignedIn | None":
        """The operation's row in ``permissions``. A method that nobody serves needs none: it is a 405 for everybody."""
        return self.permissions[self.action] if self.action not in (None, "metadata") else None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in SAFE_METHODS:
            ensure_tag_is_read(request, self.reads_tag())

    def reads_tag(self) -> bool:
        """Whether If-Match holds a change here: it is of one row that is answered with an ETag. Elsewhere the header is refused."""
        rows: QuerySet[Any] | None = getattr(self, "queryset", None)
        return bool(self.detail) and rows is not None and issubclass(rows.model, Editable)

    def tagged_row(self) -> Any:
        """The row whose ETag is asked for. Raises Http404."""
        return self.get_object()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Around a change: with If-Match nothing comes of it unless the row still is what its reader saw. Raises StaleVersion.

        Compared at once, so that it is said before anything else is, and again by the action once the row is locked.
        """
        row: Editable | None = self.tagged_row() if self.reads_tag() and "If-Match" in self.request.headers else None
        version = self.expected_version(row) if row is not None else None
        if row is None or version is None:
            yield
            return
        ensure_version(row, version)
        with held_to(row, version):
            yield

    def input(self, serializer_class: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The body's validated fields. Raises ValidationError."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        fields: dict[str, Any] = serializer.validated_data
        return fields

    def changes(
        self, serializer_class: type[serializers.Serializer[Any]], row: Editable
    ) -> tuple[dict[str, Any], int | None]:
        """What a body changes in a row, and the version that holds it to: If-Match's, else the one in a body that was read.

        Raises ValidationError.
        """
        data, version = self.request.data, self.expected_version(row)
        if version is None and isinstance(data, dict) and type(data.get("version")) is int:
            version = data["version"]
        serializer = serializer_class(row, data=data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data, version

    def expected_version(self, row: Editable) -> int | None:
        """What If-Match holds the action to."""
        return expected_version(self.request, row)

    def answer(self, row: Model, status_code: int = status.HTTP_200_OK, headers: dict[str, str] | None = None) -> Response:
        """The row as its reader sees it, with its ETag."""
        headers, shown = dict(headers or {}), self.get_serializer(row).data
        if isinstance(row, Editable):
            headers["ETag"] = etag_of(row, shown)
        return Response(shown, status=status_code, headers=headers)

    def created(self, row: Model, route: str) -> Response:
        """201, and where the new row is: ``route`` is the name of its address."""
        return self.answer(row, status.HTTP_201_CREATED, {"Location": reverse(route, args=[row.pk])})

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in rate_limit_headers(request._request).items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
        return response


class ReadMixin(mixins.ListModelMixin):
    """List and retrieve; an object that the caller has already (If-None-Match) is a 304 without a body."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer: Response = self.answer(self.get_object())  # type: ignore[attr-defined]
        tag = answer.headers.get("ETag")
        if tag and request.headers.get("If-None-Match") == tag:
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": tag})
        return answer


Method = Callable[..., Response]
Answered = Callable[..., HttpResponse]


def transition(method: Method) -> Answered:
    """A POST that creates or moves something: once for each Idempotency-Key, and held to If-Match."""

    @wraps(method)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        def work() -> Response:
            with view.held():
                response = method(view, request, *args, **kwargs)
            _prepare(view, request, response)
            return response

        return answer_once(request, work)

    return once


def _prepare(view: Any, request: Request, response: Response) -> None:
    """Settle how the answer is rendered now, so that it can be stored in the transaction of its effect."""
    renderer, media_type = view.perform_content_negotiation(request, force=True)
    settled = {
        "accepted_renderer": renderer,
        "accepted_media_type": media_type,
        "renderer_context": view.get_renderer_context(),
    }
    for name, value in settled.items():
        setattr(response, name, value)
