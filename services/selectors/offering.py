"""One offering, and several side by side."""

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from organizations.actor import Actor
from providers.models import Certificate
from services.models import Offering
from services.search import kinds
from services.search.document import Links, compose
from services.search.query import Wanted
from services.selectors.catalogue import Catalogue, Found
from services.selectors.links import links_of
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

MOST_COMPARED = 4
MOST_SIMILAR = 6


def offering_shown(actor: Actor) -> QuerySet[Offering]:
    """Offerings a reader may see, with everything that a page shows of one."""
    return Offering.objects.visible_to(actor).with_terms()


def found_with(offering: Offering, links: Links) -> Found:
    """An offering as a search would show it, published or not, read from its own rows; its links are at hand."""
    return _found(offering, links, current_vocabulary())


def found_all(offerings: Sequence[Offering]) -> list[Found]:
    """Several, in a fixed number of queries."""
    vocabulary, links = current_vocabulary(), links_of(offerings)
    return [_found(offering, links[offering.pk], vocabulary) for offering in offerings]


def found_of(offering: Offering) -> Found:
    """One, with its links looked up."""
    return found_all([offering])[0]


def _found(offering: Offering, links: Links, vocabulary: Vocabulary) -> Found:
    until = links.covered_until
    document = compose(offering, links, vocabulary).shown
    return Found(0, offering.version, document, bool(until and until > timezone.now()))


def certificates_now(links: Links) -> list[Certificate]:
    """Those that cover an offering at this moment, the last to end first."""
    return [certificate for certificate in links.certificates if certificate.is_in_force]


def side_by_side(actor: Actor, ids: Sequence[str]) -> list[Offering]:
    """Up to four offerings in the order asked for; what is no identifier, or not the reader's, is left out."""
    wanted = list(dict.fromkeys(one for one in map(identifier_of, ids) if one is not None))[:MOST_COMPARED]
    found = {offering.pk: offering for offering in offering_shown(actor).filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def similar_to(offering: Offering, catalogue: Catalogue) -> list[Found]:
    """The same service by other providers, in the catalogue's order; one of each."""
    wanted = Wanted(codes={kinds.SERVICE_LINE: (offering.service_line_id,)})
    chosen: dict[str, Found] = {}
    for found in catalogue.listing(wanted)[0 : MOST_SIMILAR * 4]:
        slug = found.document["provider"]["slug"]
        if slug != offering.provider.slug and len(chosen) < MOST_SIMILAR:
            chosen.setdefault(slug, found)
    return list(chosen.values())


def identifier_of(text: str) -> uuid.UUID | None:
    """The identifier that a text is; None for any other text."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
