"""What a person sees when something is not there, not allowed, or broken. The API gets problems instead."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.held import Fields, fields_of, sentences_in
from core.htmx import is_fragment, toast
from core.logging import current_request_id

PROBLEM = "application/problem+json"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no browser of ours would send."""
    return _answer(request, 400, "bad-request", _("This request could not be read"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but not for this."""
    text = _("Your role does not allow this. Ask an owner of your organisation.")
    return _answer(request, 403, "forbidden", _("This is not open to you"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not yours: the same page."""
    text = _("The address may be mistyped, the page may be gone, or it belongs to another organisation.")
    return _answer(request, 404, "not-found", _("There is nothing here"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was left open too long, or sent from elsewhere. A page of this site gets a token that is good, and what it sent
    is handed back to be sent once more; what another site sent is not."""
    get_token(request)  # the answer brings the cookie, which the script reads
    if is_fragment(request):
        return toast(403, _("The page was open too long. What you typed is still here: press the button once more."))
    if _is_from_here(request) and not request.path.startswith("/api/"):
        title = _("Please send it once more")
        message = _("The page was open too long, or you signed in again elsewhere. Nothing you typed is lost.")
        fields = fields_of(request)
        context = {"title": title, "message": message, "fields": fields, "typed": sentences_in(fields)}
        return render(request, "errors/send_again.html", {**context, "has_files": bool(request.FILES)}, status=403)
    text = _("The form was open too long or came from another site. Go back, reload the page and send it again.")
    return _answer(request, 403, "csrf", _("The form could not be accepted"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. Needs neither database nor session, since those may be what broke."""
    request_id = current_request_id.get()
    if request.path.startswith("/api/"):
        title = _("Something broke on our side")
        body = {
            "type": "/api/v1/problems/server-error",
            "title": title,
            "status": 500,
            "detail": title,
            "request_id": request_id,
        }
        return JsonResponse(body, status=500, content_type=PROBLEM)
    fields = [] if is_fragment(request) else _read(request)
    context = {"request_id": request_id, "fields": fields, "csrf_token": get_token(request) if fields else ""}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def _read(request: HttpRequest) -> Fields:
    """What a form sent, where it was read at all before it broke."""
    try:
        return fields_of(request) if request.method == "POST" else []
    except Exception:  # whatever broke the reading of it broke it before
        return []


def _is_from_here(request: HttpRequest) -> bool:
    """As the browser itself says, which no other site can make it say."""
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _answer(request: HttpRequest, status: int, code: str, title: str, message: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        body = {"type": f"/api/v1/problems/{code}", "title": title, "status": status, "detail": message}
        return JsonResponse({**body, "request_id": current_request_id.get()}, status=status, content_type=PROBLEM)
    if is_fragment(request):
        return toast(status, message)
    return render(request, "errors/refused.html", {"title": title, "message": message}, status=status)
