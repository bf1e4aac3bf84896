"""What an orchestrator asks."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.health import examine


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive. Touches nothing, so that a broken database does not get the web server restarted."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """What pages need is there: 200, else 503, with each check named. ``?all`` asks for all the rest too, for whoever is alarmed:
    a dead worker or one broken handler must not let a balancer take every web server away.
    """
    checks = examine(everything="all" in request.GET)
    is_ready = all(check.ok for check in checks.values())
    body = {"status": "ready" if is_ready else "not ready", "checks": {name: one.as_json() for name, one in checks.items()}}
    response = JsonResponse(body, status=200 if is_ready else 503)
    # An orchestrator asks every few seconds; the failing check has logged why.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
