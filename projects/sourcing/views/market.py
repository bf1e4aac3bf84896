"""An operator looks at the whole market: how far projects and requests get, and what is asked for in vain."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.downloads import download
from core.errors import Invalid
from core.htmx import render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.market_rows import Row, funnel_as_csv, invited_rows, project_rows, request_rows
from projects.sourcing.selectors.funnel import FirstQuotes, Funnel, funnel_of, quarters_to_choose
from projects.sourcing.selectors.quarter import Quarter
from projects.sourcing.sheets import CSV
from projects.sourcing.views.bars import across, bars_of, marks_of
from projects.sourcing.views.charts import ROW, Box, Strip, Strips


class QuarterForm(forms.Form):
    """Which quarter to look at. Whole quarters only: see ``selectors.quarter``."""

    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"))

    def __init__(self, data: dict[str, str], quarters: list[Quarter]) -> None:
        super().__init__(data)
        self.quarters = {one.code: one for one in quarters}
        self.fields["quarter"].choices = [(code, str(one)) for code, one in self.quarters.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Quarter:
        return self.quarters[self.cleaned_data["quarter"]]


@require_safe
def market(request: Request) -> HttpResponse:
    """The figures of a quarter, drawn and as tables."""
    request.actor.require(Permission.PLATFORM_OPERATE)
    form = _form(request)
    if not form.is_valid():
        return render(request, "sourcing/market.html", {"form": form}, status=422)
    funnel = funnel_of(request.actor, form.chosen, timezone.now())
    return render(request, "sourcing/market.html", {"form": form, "funnel": funnel, **_drawn(funnel)})


@require_safe
def market_csv(request: Request) -> HttpResponse:
    """The same figures as a file. Raises Invalid for a quarter that cannot be chosen."""
    request.actor.require(Permission.PLATFORM_OPERATE)
    form = _form(request)
    if not form.is_valid():
        raise Invalid(_("There is no such quarter to choose."))
    funnel = funnel_of(request.actor, form.chosen, timezone.now())
    return download(funnel_as_csv(funnel), CSV, f"market-{funnel.quarter.code}.csv")


def _form(request: Request) -> QuarterForm:
    quarters = quarters_to_choose(timezone.now())
    return QuarterForm({"quarter": request.GET.get("quarter", quarters[0].code)}, quarters)


def _drawn(funnel: Funnel) -> dict[str, Any]:
    projects, requests, invited = project_rows(funnel), request_rows(funnel), invited_rows(funnel)
    declined = [(one.label, count) for one, count in funnel.declined.items() if count is not None]
    return {
        "projects": projects,
        "requests": requests,
        "invited": invited,
        "steps_chart": _bars([*(("s2", one) for one in projects), *(("s0", one) for one in requests)]),
        "invited_chart": _bars([("s0", one) for one in invited]),
        "days_chart": _days_chart(funnel.first_quotes),
        "declined": sorted(declined, key=lambda pair: -pair[1]),
    }


def _bars(rows: list[tuple[str, Row]]) -> Strips | None:
    return bars_of([(one.name, [(tone, f"{one.name}: {one.count}", one.count)]) for tone, one in rows])


def _days_chart(quarters: list[FirstQuotes]) -> Strips | None:
    """From the first to the third quartile, with a tick at the middle."""
    known = [one.days for one in quarters if one.days]
    if not known:
        return None
    most = max(1, *(days[2] or 0 for days in known))
    rows = []
    for number, one in enumerate(quarters):
        boxes: tuple[Box, ...] = ()
        ticks: tuple[Box, ...] = ()
        if one.days:
            low, middle, high = (across(day or 0, most) for day in one.days)
            boxes = (Box(low, max(round(high - low, 1), 1), "s0", f"{one.quarter}: {one.days[0]} – {one.days[2]}"),)
            ticks = (Box(middle, 0, "", f"{one.quarter}: {one.days[1]}"),)
        rows.append(Strip(str(one.quarter), number * ROW, boxes, ticks))
    return Strips(tuple(rows), marks_of(most))
