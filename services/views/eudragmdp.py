"""The page that brings certificates in from EudraGMDP."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from providers.selectors.own import own_provider
from services.actions.eudragmdp import import_certificates
from services.forms.eudragmdp import EudraGmdpForm
from services.imports.eudragmdp import CertificatePlan

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def my_certificates_import(request: Request) -> HttpResponse:
    """Check an export, or bring it in."""
    request.actor.require(Permission.PROVIDER_EDIT)
    if own_provider(request.actor) is None:
        return render(request, "providers/my_provider_none.html")
    form = EudraGmdpForm(request.POST, request.FILES) if request.method == "POST" else EudraGmdpForm()
    plan: CertificatePlan | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        file, is_trial = given.pop("file"), request.POST.get("do") != "import"
        with refusals_on(form):
            plan = import_certificates(
                actor=request.actor, file_name=file.name, content=file.read(), is_trial=is_trial, **given
            )
            if not is_trial:
                for text in _done(plan):
                    messages.success(request, text)
                return redirect(request, reverse("my_certificates"))
    is_wrong = form.is_bound and (plan is None or bool(plan.complaints))
    context = {"form": form, "plan": plan, "most": f":{SHOWN}"}
    return render(request, "services/my_certificates_import.html", context, status=422 if is_wrong else 200)


def _done(plan: CertificatePlan) -> Iterator[str]:
    added, completed = len(plan.added), len(plan.completed)
    if not added and not completed:
        yield _("Nothing was new: all of these certificates stand here already.")
    if added:
        text = ngettext(
            "%(count)s certificate is brought in. Add its scope and its file, then submit it.",
            "%(count)s certificates are brought in. Add the scope and the file of each, then submit it.",
            added,
        )
        yield text % {"count": added}
    if completed:
        text = ngettext(
            "%(count)s certificate that stood here already has what it lacked.",
            "%(count)s certificates that stood here already have what they lacked.",
            completed,
        )
        yield text % {"count": completed}
