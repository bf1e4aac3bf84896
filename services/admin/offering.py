"""Offerings, for operators: everything that visitors read of them, to look through, take off the catalogue and put back one by one."""

import uuid
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import DropdownFilter
from unfold.decorators import display

from core.admin_base import READ_BY_COMPANY, reasoned
from providers.admin.base import DecisionAdmin, anchor, lines, link_to
from providers.models import Provider
from services.actions.moderation import put_back_offering, withhold_offering
from services.enums import OfferingStatus
from services.models import Offering, Withholding
from services.workflows import MODERATION
from vocabulary.models import ServiceLine

TEXTS = ("title_en", "title_zh", "description_en", "description_zh", "included", "excluded", "scale_note", "price_unit")


class ModerationFilter(admin.SimpleListFilter):
    """Those whose provider has answered; all that an operator took off; what its provider wrote."""

    title = gettext_lazy("what to do")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [
            ("answered", _("Changed since an operator took it off")),
            ("withheld", _("Taken off by an operator")),
            ("written", _("In the catalogue, with texts of its provider")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offering]) -> QuerySet[Offering]:
        match self.value():
            case "answered":
                waiting = Withholding.objects.answered()
                return queryset.filter(pk__in=waiting.values("offering")).order_by("updated_at", "id")
            case "withheld":
                return queryset.filter(status=OfferingStatus.WITHHELD)
            case "written":
                written = [~Q(**{name: ""}) for name in TEXTS]
                return queryset & Offering.objects.published().filter(Q(*written, _connector=Q.OR))
        return queryset


class ServiceLineFilter(DropdownFilter):
    """By the two upper levels of the tree: each with everything below it."""

    title = gettext_lazy("service line")
    parameter_name = "line"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        lines = {one.pk: one for one in ServiceLine.objects.all()}
        upper = sorted(
            (one for one in lines.values() if len(one.path) < 3), key=lambda one: [lines[code].order for code in one.path]
        )
        return [(one.pk, one.label if len(one.path) == 1 else f"\u2003{one.label}") for one in upper]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offering]) -> QuerySet[Offering]:
        return queryset.filter(service_line__path__contains=[self.value()]) if self.value() else queryset


class ProviderFilter(admin.SimpleListFilter):
    """Those of one provider, to which its page leads. Shown while one is chosen; the search finds by a provider's name."""

    title = gettext_lazy("provider")
    parameter_name = "provider"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        chosen = _key(request.GET.get(self.parameter_name, ""))
        return [(str(one.pk), one.name) for one in Provider.objects.filter(pk=chosen)] if chosen else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offering]) -> QuerySet[Offering]:
        return queryset.filter(provider=_key(self.value() or "")) if self.value() else queryset


@admin.register(Offering)
class OfferingAdmin(DecisionAdmin):
    """To look through, to take off, to put back. What it says, its provider's own people write."""

    list_display = ("named", "of_provider", "line", "status", "updated_at")
    list_filter = (
        ModerationFilter,
        "status",
        ProviderFilter,
        ServiceLineFilter,
        ("updated_at", admin.DateFieldListFilter),
    )
    list_filter_submit = True
    queues = ("queue=answered", "queue=withheld")
    list_select_related = ("provider", "service_line")
    ordering = ("-updated_at", "id")
    search_fields = (*TEXTS[:-1], "provider__name", "service_line__label_en", "service_line__label_zh")
    fields = (
        "status",
        "of_provider",
        "line",
        "page",
        *TEXTS,
        "published_at",
        "updated_at",
        "decisions",
    )
    readonly_fields = fields
    actions_detail = ("withhold", "put_back")

    def offers(self, row: Offering) -> list[str]:
        return MODERATION.available(row)

    def summary_of(self, row: Offering) -> list[tuple[str, str]]:
        """All that its provider wrote, so that what is decided on is what stands there now."""
        texts = [(str(row._meta.get_field(name).verbose_name), getattr(row, name)) for name in TEXTS]  # type: ignore[union-attr]
        lasting = Withholding.objects.lasting().filter(offering=row).first()
        return [
            (_("Provider"), row.provider.name),
            (_("Service line"), row.service_line.label),
            (_("State"), row.get_status_display()),
            *((label[:1].upper() + label[1:], text) for label, text in texts if text),
            *([(_("Why it was taken off"), lasting.reason)] if lasting else []),
        ]

    @display(description=gettext_lazy("offering"), ordering="title_en")
    def named(self, offering: Offering) -> str:
        return offering.title

    @display(description=gettext_lazy("provider"), ordering="provider__name")
    def of_provider(self, offering: Offering) -> str | SafeString:
        return link_to(offering.provider)

    @display(description=gettext_lazy("service line"), ordering="service_line__order")
    def line(self, offering: Offering) -> str:
        return offering.service_line.label

    @display(description=gettext_lazy("page"))
    def page(self, offering: Offering) -> SafeString:
        return anchor(offering.get_absolute_url(), offering.get_absolute_url())

    @display(description=gettext_lazy("decided so far"))
    def decisions(self, offering: Offering) -> SafeString:
        made = Withholding.objects.filter(offering=offering).select_related("decided_by", "put_back_by")
        return lines(text for one in made for text in _told(one))

    withhold = reasoned(
        gettext_lazy("Take off the catalogue"),
        "withhold",
        lambda actor, row, reason: withhold_offering(actor=actor, offering=row, reason=reason),
        READ_BY_COMPANY,
    )
    put_back = reasoned(
        gettext_lazy("Put back"),
        "put-back",
        lambda actor, row, reason: put_back_offering(actor=actor, offering=row, reason=reason),
        READ_BY_COMPANY,
    )


def _told(one: Withholding) -> list[str]:
    """Latest first, in the reader's time zone."""
    back = (one.put_back_at, _("Put back"), one.put_back_by, one.words_back)
    answered = (one.answered_at, _("Changed by its provider"), None, "")
    off = (one.created_at, _("Taken off"), one.decided_by, one.reason)
    told = []
    for at, what, who, words in (back, answered, off):
        if at is not None:
            parts = [date_format(localtime(at), "DATETIME_FORMAT"), what, *([str(who)] if who else [])]
            told.append(" · ".join(parts) + (f": {words}" if words else ""))
    return told


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
