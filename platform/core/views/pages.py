"""The pages that belong to no domain."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import next_url
from core.money import Money
from core.quantity import Quantity, UnitOfMeasure
from core.theme import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's choice, in a cookie, and go back."""
    chosen = request.POST.get("theme", "")
    if chosen not in THEMES:
        return HttpResponseBadRequest()
    response = HttpResponseRedirect(next_url(request, "/"))
    if chosen == "auto":
        response.delete_cookie(THEME_COOKIE)
    else:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=secure, httponly=True)
    return response


class SampleForm(forms.Form):
    """Every kind of field, for the gallery."""

    name = forms.CharField(label=_("Project codename"), help_text=_("Public; choose one that tells nothing."))
    stage = forms.ChoiceField(label=_("Stage"), choices=[("", "–"), ("phase-1", _("Phase I"))], required=False)
    standards = forms.MultipleChoiceField(
        label=_("Standards"), choices=[("eu-gmp", "EU GMP"), ("cgmp", "cGMP")], widget=forms.CheckboxSelectMultiple
    )
    sealed = forms.BooleanField(label=_("Sealed until the deadline"), required=False)
    window = forms.DateField(label=_("Start"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    brief = forms.CharField(label=_("Brief"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=_("Document"), required=False)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state: what a page is made of."""
    litre = UnitOfMeasure("l", "L", "volume", Decimal(1))
    wrong = SampleForm({"name": "", "stage": "x"}, auto_id="wrong_%s")
    context = {
        "form": SampleForm(),
        "wrong_form": wrong,
        "sum": Money(Decimal("125000.00"), "EUR"),
        "volume": Quantity(Decimal(2000), litre),
        "now": timezone.now(),
        "page": Paginator(range(200), 10).get_page(request.GET.get("page", 5)),
        "tones": ["neutral", "info", "good", "warn", "bad"],
        "states": ["info", "good", "warn", "bad"],
    }
    return render(request, "core/gallery.html", context)
