"""The page of "describe what you need": who could do it, at once, without a sign-in. Its state stands in its form."""

from django.http import HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.errors import Invalid
from core.htmx import render
from organizations.requests import Request
from projects.briefs.models import LONGEST_BRIEF
from projects.briefs.rules import cleaned
from projects.matching.engine.judging.shutting import FEW
from projects.matching.enums import Criterion
from projects.matching.limits import ensure_not_too_often
from projects.matching.preview import Preview, preview_of
from projects.matching.together import for_part, together_of
from projects.matching.views.shown import shown_of
from projects.matching.views.together import together_shown
from projects.matching.views.weights import sliders_of, weights_of
from services.selectors.catalogue import current_catalogue

SHOWN, NEAR, NEAR_BESIDE = 20, 10, 4
"""So many of those who miss nothing, of those who come near, and of these where it is shown what several could do together."""
MOST_REMOVED = 300


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: Request) -> HttpResponse:
    """The form; sent, with what was understood and who could do it. Nothing is kept."""
    if request.method != "POST":
        return render(request, "matching/match.html", _context(""), region="found")
    ensure_not_too_often(request)
    text = cleaned(request.POST.get("text", ""))
    removed = [*request.POST.getlist("removed")[:MOST_REMOVED], *request.POST.getlist("remove")[:1]]
    removed = [] if "everything" in request.POST else removed
    weights = weights_of(request.POST)
    catalogue = current_catalogue()
    try:
        preview = preview_of(text, catalogue, removed=removed, weights=weights)
    except Invalid as error:
        context = _context(text[: 2 * LONGEST_BRIEF], weights) | {"errors": error.errors.get("text", [])}
        return render(request, "matching/match.html", context, region="found", status=422)
    together = together_of(preview)
    preview, only = for_part(preview, together, _only(request))
    near = NEAR_BESIDE if together and not only and not preview.count_eligible else NEAR
    context = _context(text, weights, preview) | _results(preview, is_part=only is not None, near=near)
    context |= {"removed": removed, "catalogue": catalogue, "only": only}
    if together is not None:
        context["together"] = together_shown(together, catalogue)
    return render(request, "matching/match.html", context, region="found")


def _only(request: Request) -> str:
    """The part that is ranked alone: that of the button, else that of before."""
    return "" if "every_part" in request.POST else request.POST.get("part") or request.POST.get("only", "")


def _context(text: str, weights: dict[Criterion, float] | None = None, preview: Preview | None = None) -> dict[str, object]:
    asked = preview.ranking.scores if preview else {}
    kept = [(one.value, f"{value:g}") for one, value in (weights or {}).items() if one not in asked]
    return {
        "text": text,
        "sliders": sliders_of(weights or {}, asked),
        "kept": kept,
    }


def _results(preview: Preview, *, is_part: bool, near: int) -> dict[str, object]:
    if not preview.is_weighed:
        return {"preview": preview}
    eligible = preview.eligible(SHOWN)
    more = preview.count_eligible - len(eligible)
    return {
        "preview": preview,
        "matches": [shown_of(one, preview.catalogue) for one in eligible],
        "near_misses": [shown_of(one, preview.catalogue) for one in preview.near_misses(near)],
        "shut_out_by": preview.shut_out_by() if preview.count_eligible < FEW and not is_part else [],
        "more": ngettext("%(count)s more provider misses nothing.", "%(count)s more providers miss nothing.", more)
        % {"count": more}
        if more > 0
        else "",
    }
