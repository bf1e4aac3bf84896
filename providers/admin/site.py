"""Sites, for operators: what is said of each, to look through. Its profile is what they decide on."""

from typing import Any

from django.contrib import admin
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from core.admin_base import OperatorAdmin
from providers.admin.base import NOTHING, link_to
from providers.models import Site

SHOWN = 120


@admin.register(Site)
class SiteAdmin(OperatorAdmin):
    """Never changed here."""

    list_display = ("place", "of_provider", "said", "status", "updated_at")
    list_filter = ("status", ("updated_at", admin.DateFieldListFilter))
    list_select_related = ("provider", "country")
    search_fields = ("name", "city", "note", "scale_note", "provider__name")
    ordering = ("-updated_at", "id")
    fields = ("place", "of_provider", "name", "city", "country", "status", "note", "scale_note", "updated_at")
    readonly_fields = fields

    @display(description=gettext_lazy("site"), ordering="city")
    def place(self, site: Site) -> str:
        return f"{site.city}, {site.country.label}" + (f" ({site.name})" if site.name else "")

    @display(description=gettext_lazy("provider"), ordering="provider__name")
    def of_provider(self, site: Site) -> Any:
        return link_to(site.provider)

    @display(description=gettext_lazy("note"))
    def said(self, site: Site) -> str:
        texts = " · ".join(text for text in (site.note, site.scale_note) if text)
        return Truncator(texts).chars(SHOWN) or NOTHING
