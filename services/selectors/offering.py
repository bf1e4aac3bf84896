"""One offering, and several side by side."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from organizations.actor import Actor
from providers.models import Certificate
from services.models import Offering
from services.search.document import Links, compose
from services.selectors.catalogue import Found
from services.selectors.links import links_of
from vocabulary.selectors.vocabulary import current_vocabulary

MOST_COMPARED = 4


def offering_shown(actor: Actor) -> QuerySet[Offering]:
    """Offerings a reader may see, with everything that a page shows of one."""
    return Offering.objects.visible_to(actor).with_terms()


def found_of(offering: Offering) -> Found:
    """An offering as a search would show it, published or not, read from its own rows."""
    return found_with(offering, links_of([offering])[offering.pk])


def found_with(offering: Offering, links: Links) -> Found:
    """The same, where its links are at hand."""
    until = links.covered_until
    document = compose(offering, links, current_vocabulary()).shown
    return Found(0, offering.version, document, bool(until and until > timezone.now()))


def certificates_now(links: Links) -> list[Certificate]:
    """Those that cover an offering at this moment, the last to end first."""
    return [certificate for certificate in links.certificates if certificate.is_in_force]


def side_by_side(actor: Actor, ids: Sequence[str]) -> list[Offering]:
    """Up to four offerings in the order asked for; what is no identifier, or not the reader's, is left out."""
    wanted = list(dict.fromkeys(one for one in map(_identifier, ids) if one is not None))[:MOST_COMPARED]
    found = {offering.pk: offering for offering in offering_shown(actor).filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
