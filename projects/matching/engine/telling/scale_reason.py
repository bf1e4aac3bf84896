"""How large a provider works, in a sentence: the figure, where it is, whether it is one unit's, and what is noted of it."""

from collections.abc import Sequence

import numpy as np
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from projects.matching.engine.asked import Amount
from projects.matching.engine.ground.sites import Place
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.scales import Compared, compared
from projects.matching.engine.naming import amount_label, figure_of, listed
from projects.matching.engine.telling.place_reason import unclear_sentence
from services.search.document import city_code, name_of_city

MOST_OF_NOTE = 100
ROUNDING = 1e-5


def scale_sentence(fit: PackageFit, amount: Amount, provider: int, sites: Sequence[Place]) -> str:
    """``sites`` are all of the provider's."""
    held = compared(fit, amount)
    asked = amount_label(amount, fit.vocabulary)
    figure = float(held.figures[provider])
    if np.isnan(figure):
        planned = _planned(fit, amount, sites)
        return " ".join(filter(None, [_unknown(held, fit, amount, provider, asked), planned]))
    several = held.of(provider)
    cities = sorted({held.points.codes[held.points.cities[one]] for one in several if held.points.cities[one] >= 0})
    is_total = all(held.points.is_total[one] for one in several)
    named = {"figure": figure_of(figure, amount, fit.vocabulary), "asked": asked}
    named["cities"] = listed(name_of_city(one) for one in cities)
    parts = [_up_to(bool(cities), is_total) % named]
    parts.append(unclear_sentence(one for one in sites if city_code(one.country, one.city) in cities))
    if note := _note(sites, cities, amount, figure):
        parts.append(_("Its profile says of the figure: “%(note)s”.") % {"note": note})
    return " ".join(filter(None, parts))


def _planned(fit: PackageFit, amount: Amount, sites: Sequence[Place]) -> str:
    """The largest figure that is only planned, where no other is known."""
    planned = [one for one in sites if one.dimension == amount.dimension and one.is_figure_planned]
    largest = max(planned, key=lambda one: one.base_units, default=None)
    if largest is None:
        return ""
    named = {"figure": figure_of(largest.base_units, amount, fit.vocabulary), "city": largest.city}
    return _("%(figure)s in %(city)s is only planned, and was not counted.") % named


def _up_to(has_cities: bool, is_total: bool) -> str:
    if is_total:
        return (
            _("%(figure)s in total in %(cities)s; you asked for %(asked)s.")
            if has_cities
            else _("%(figure)s in total; you asked for %(asked)s.")
        )
    return (
        _("Up to %(figure)s in %(cities)s; you asked for %(asked)s.")
        if has_cities
        else _("Up to %(figure)s; you asked for %(asked)s.")
    )


def _unknown(held: Compared, fit: PackageFit, amount: Amount, provider: int, asked: str) -> str:
    """A sum of several units is told where one unit is asked for: it is not known how large one of them is."""
    points = held.points
    sums = held.counted & points.may_do(amount) & (points.owners == provider)
    if not amount.of_one or not sums.any():
        text = (
            _("Scale not known; you asked for %(asked)s.")
            if fit.countries is None
            else _("Scale not known in the countries that you allow; you asked for %(asked)s.")
        )
        return text % {"asked": asked}
    largest = int(np.flatnonzero(sums)[np.argmax(points.values[sums])])
    figure = figure_of(float(points.values[largest]), amount, fit.vocabulary)
    return _("%(figure)s in total; how large one unit is, is not known. You asked for %(asked)s.") % {
        "figure": figure,
        "asked": asked,
    }


def _note(sites: Sequence[Place], cities: Sequence[str], amount: Amount, figure: float) -> str:
    """What is noted of the figure, where it is that of one site."""
    notes = [
        site.note
        for site in sites
        if city_code(site.country, site.city) in cities
        and site.dimension == amount.dimension
        and abs(site.base_units / figure - 1) < ROUNDING
    ]
    return Truncator(notes[0]).chars(MOST_OF_NOTE) if len(notes) == 1 == len(cities) else ""
