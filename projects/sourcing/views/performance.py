"""A provider looks at its own record."""

from itertools import dropwhile
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from core.htmx import render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.enums import DeclineReason, Reply
from projects.sourcing.selectors.performance import PERIODS, Month, Performance, performance_of
from projects.sourcing.views.bars import bars_of
from projects.sourcing.views.charts import Strips
from providers.selectors.mine import my_profile

TONES = {
    Reply.QUOTED: "s0",
    Reply.DECLINED: "s1",
    Reply.NO_ANSWER: "s4",
    Reply.WAITING: "s7",
    Reply.CANCELLED: "s5",
    Reply.LOCKED_OUT: "s2",
}
USUAL = 12


def _months(count: int) -> str:
    return ngettext("The last %(count)s month", "The last %(count)s months", count) % {"count": count}


def _choices() -> list[tuple[int, str]]:
    return [(count, _months(count)) for count in PERIODS]


class PeriodForm(forms.Form):
    """How far back to look."""

    months = forms.TypedChoiceField(label=gettext_lazy("Period"), coerce=int, choices=_choices)


@require_safe
def my_performance(request: Request) -> HttpResponse:
    """What was asked of the provider, how it answered, how its quotes ended, over the chosen months."""
    request.actor.require(Permission.QUOTE_VIEW)
    if my_profile(request.actor) is None:
        return render(request, "providers/my_provider_none.html")
    form = PeriodForm({"months": request.GET.get("months", USUAL)})
    if not form.is_valid():
        return render(request, "sourcing/my_performance.html", {"form": form}, status=422)
    months = form.cleaned_data["months"]
    told = performance_of(request.actor, months=months, now=timezone.now())
    context = {"form": form, "told": told, "period": _months(months), **_drawn(told)}
    return render(request, "sourcing/my_performance.html", context)


def _drawn(told: Performance) -> dict[str, Any]:
    """What the page shows of it, in the reader's words; from the first month in which somebody asked."""
    kinds = [one for one in Reply if told.replies[one]]
    ended = _ended(told)
    decided = told.won + told.lost
    months = list(dropwhile(lambda month: not month.invited, told.months))
    return {
        "kinds": kinds,
        "rows": [(month.first_day, [month.replies[one] for one in kinds], month.invited) for month in months],
        "totals": [told.replies[one] for one in kinds],
        "chart": _chart(months, kinds),
        "legend": [(one.label, TONES[one]) for one in kinds],
        "reasons": [(DeclineReason(reason).label, count) for reason, count in told.declined],
        "is_capacity": any(reason == DeclineReason.NO_CAPACITY for reason, _count in told.declined),
        "waits": [
            (_("Your answer"), told.waits.answer, told.others.answer),
            (_("Your first quote"), told.waits.quote, told.others.quote),
        ],
        "compared": (told.others.answer, told.others.quote) != (None, None),
        "ended": ended,
        "endings_chart": bars_of([(name, [(f"s{n}", f"{name}: {count}", count)]) for n, (name, count) in enumerate(ended)]),
        "won_share": round(100 * told.won / decided) if decided else None,
    }


def _ended(told: Performance) -> list[tuple[str, int]]:
    rest = told.sent - told.won - told.lost - told.unawarded
    return [
        (_("Won"), told.won),
        (_("Not chosen"), told.lost),
        (_("Nobody was awarded"), told.unawarded),
        (_("Not decided yet"), max(rest, 0)),
    ]


def _chart(months: list[Month], kinds: list[Reply]) -> Strips | None:
    return bars_of(
        [
            (
                date_format(month.first_day, "YEAR_MONTH_FORMAT"),
                [(TONES[one], f"{one.label}: {month.replies[one]}", month.replies[one]) for one in kinds],
            )
            for month in months
        ]
    )
