"""The same ``Idempotency-Key`` gives the same answer, and the effect once.

The key's row, the effect and the stored answer are one transaction. Only answers that came with an effect (2xx) are stored: a
refusal changed nothing, so asking again after mending the cause may succeed. A key that is in use at this moment is a 409 at
once, found by an advisory lock, never a wait.

A secret is in the answer to whoever asked first and in no kept one: ``shown_once``.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.models import StoredAnswer
from api.problems import problem, problem_response
from api.requests import actor_of
from core.errors import Invalid

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
MAX_KEY = 200
SECRET = "shown_once"
KEPT_HEADERS = ("Location", "ETag", "Content-Language")


def answer_once(request: Request, work: Callable[[], Response]) -> HttpResponse:
    """Do ``work`` in a transaction and keep its answer under the request's key; without a key, just do it."""
    key = request.headers.get(HEADER)
    if key is None:
        return _revealed(work())
    _ensure_readable(key)
    caller = _caller(request)
    path, digest = request.get_full_path()[:500], _digest(request)
    with transaction.atomic():
        if not _try_lock(f"{caller}\n{key}"):
            title = _("A request with this Idempotency-Key is still running")
            return problem_response(
                problem(status.HTTP_409_CONFLICT, "idempotency-key-in-use", title), {"Retry-After": "1"}
            )
        known = StoredAnswer.objects.filter(caller=caller, key=key).first()
        if known and known.created_at > timezone.now() - KEPT_FOR:
            return _replay(known, path, digest)
        response = work()
        if response.status_code < 300:
            StoredAnswer.objects.filter(caller=caller, key=key).delete()
            _keep(response, caller=caller, key=key, path=path, body_digest=digest)
    return _revealed(response)


def shown_once(response: Response, **secret: str) -> Response:
    """The answer with more fields for this request alone: no row keeps them, and a repeated request is answered without."""
    setattr(response, SECRET, secret)
    response["Cache-Control"] = "no-store"
    return response


def forget_old_answers() -> int:
    """Delete answers older than a day. Returns how many."""
    count, _by_model = StoredAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return count


def _revealed(response: Response) -> Response:
    """To be called once what is kept is kept."""
    if secret := getattr(response, SECRET, None):
        response.data = {**response.data, **secret}
    return response


def _keep(response: Response, **identity: str) -> None:
    """Kept once rendered, yet before the commit: the view renders inside this transaction."""
    StoredAnswer.objects.create(
        **identity,
        status=response.status_code,
        body=response.rendered_content if response.data is not None else b"",
        headers={name: response[name] for name in KEPT_HEADERS if response.has_header(name)},
    )


def _replay(known: StoredAnswer, path: str, digest: str) -> HttpResponse:
    if (known.path, known.body_digest) != (path, digest):
        title = _("This Idempotency-Key was used for another request")
        detail = _("Use a new key for every new request, and the same one only to repeat it.")
        return problem_response(problem(status.HTTP_422_UNPROCESSABLE_ENTITY, "idempotency-key-reused", title, detail))
    headers = {**known.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(known.body), content_type="application/json", status=known.status, headers=headers)


def _digest(request: Request) -> str:
    """Of what was sent. A form with files is read as its fields and files: a retry draws another boundary between them,
    and a file may be larger than what is held in memory."""
    digest = hashlib.sha256()
    if not (request.content_type or "").startswith("multipart/"):
        digest.update(request.body)
        return digest.hexdigest()
    files: MultiValueDict[str, Any] = request.FILES
    sent: Any = request.data  # of a multipart body, the fields and the files
    fields = [(name, values) for name, values in sorted(sent.lists()) if name not in files]
    digest.update(repr(fields).encode())
    for name in sorted(files):
        for file in files.getlist(name):
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _ensure_readable(key: str) -> None:
    if not 1 <= len(key) <= MAX_KEY or not all("!" <= letter <= "~" for letter in key):
        raise Invalid(_("An Idempotency-Key is 1 to 200 printable characters without spaces, such as a UUID."))


def _caller(request: Request) -> str:
    actor = actor_of(request)
    return f"{actor.user_id}:{actor.organization_id}"


def _try_lock(name: str) -> bool:
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)
