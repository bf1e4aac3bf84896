"""Suggestions as pages and the API show them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.search import kinds
from services.search.kinds import Key
from services.search.suggest import suggest
from services.selectors.catalogue import Catalogue, Found, offering_address

OFFERING_KIND = "offering"


@dataclass(frozen=True)
class Suggested:
    """Something to go to: a term's or place's offerings, a provider, an offering."""

    kind: str
    code: str
    label: str
    url: str
    detail: str


def suggested(text: str, catalogue: Catalogue, limit: int) -> list[Suggested]:
    """At most ``limit``, the best first; offerings only where names are few."""
    names, numbers = suggest(text, catalogue.index, catalogue.lexicon, limit)
    found = [_offering(one, catalogue) for one in catalogue.show(numbers)]
    return [*(_name(one.key, one.count, catalogue) for one in names), *found]


def _name(key: Key, count: int, catalogue: Catalogue) -> Suggested:
    kind, code = key
    detail = _("%(kind)s · %(count)s") % {"kind": kind_label(kind), "count": count}
    if kind == kinds.PROVIDER:
        return Suggested(kind, code, catalogue.label(kind, code), reverse("provider_detail", args=[code]), detail)
    if kind == kinds.CITY:
        city = catalogue.index.terms[catalogue.index.numbers[key]].names[0]
        return Suggested(kind, code, city, f"{reverse('catalogue')}?{urlencode({'q': city})}", detail)
    address = f"{reverse('catalogue')}?{urlencode({kind: code})}"
    return Suggested(kind, code, catalogue.label(kind, code), address, detail)


def _offering(found: Found, catalogue: Catalogue) -> Suggested:
    shown = found.document
    title = catalogue.label(kinds.SERVICE_LINE, shown["service_line"])
    address = offering_address(shown["id"])
    return Suggested(
        OFFERING_KIND, shown["id"], f"{title} – {shown['provider']['name']}", address, kind_label(OFFERING_KIND)
    )


def kind_label(kind: str) -> str:
    """What a kind of thing is called."""
    return str(KINDS[kind])


KINDS = {
    kinds.STAGE: gettext_lazy("Stage"),
    kinds.SERVICE_LINE: gettext_lazy("Service line"),
    kinds.MODALITY: gettext_lazy("Modality"),
    kinds.SYSTEM: gettext_lazy("Expression system"),
    kinds.STANDARD: gettext_lazy("Standard"),
    kinds.COUNTRY: gettext_lazy("Country"),
    kinds.PROVIDER: gettext_lazy("Provider"),
    kinds.CITY: gettext_lazy("City"),
    OFFERING_KIND: gettext_lazy("Offering"),
}
