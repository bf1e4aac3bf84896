"""Which certificates cover which offerings: of the offering's own sites, for its own work."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from providers.enums import CertificateStatus
from providers.models import Certificate, Site
from services.models import Offering
from vocabulary.models import ServiceLine


@dataclass(frozen=True)
class Scope:
    """A certificate with the codes of its operations."""

    certificate: Certificate
    operations: frozenset[str]

    def covers(self, path: Collection[str], standards: Collection[str]) -> bool:
        """Whether it names the service line or one above it, under one of the standards that the offering names, if any."""
        in_scope = not self.operations.isdisjoint(path)
        return in_scope and (not standards or self.certificate.standard_id in standards)


def cover_of(
    offerings: Sequence[Offering], sites: Mapping[uuid.UUID, list[Site]], standards: Mapping[uuid.UUID, list[str]]
) -> dict[uuid.UUID, list[Certificate]]:
    """By offering, the verified certificates that cover it, the last to end first; also those that have ended, since the
    clock decides where they are read. In three queries."""
    wanted = {site.pk for places in sites.values() for site in places}
    by_site = _by_site(wanted)
    lines = {offering.service_line_id for offering in offerings}
    paths = dict(ServiceLine.objects.filter(pk__in=lines).values_list("pk", "path"))
    found = {}
    for offering in offerings:
        path = paths[offering.service_line_id]
        covering = [
            scope.certificate
            for site in sites.get(offering.pk, [])
            for scope in by_site.get(site.pk, [])
            if scope.covers(path, standards.get(offering.pk, []))
        ]
        found[offering.pk] = sorted(covering, key=lambda one: (one.valid_until, str(one.pk)), reverse=True)
    return found


def _by_site(sites: set[uuid.UUID]) -> dict[uuid.UUID, list[Scope]]:
    rows = Certificate.objects.filter(status=CertificateStatus.VERIFIED, site__in=sites).select_related("standard", "site")
    certificates = list(rows.order_by("pk"))
    operations: dict[uuid.UUID, set[str]] = defaultdict(set)
    through = Certificate.operations.through._default_manager.filter(certificate__in=certificates)
    for certificate_id, code in through.values_list("certificate_id", "serviceline_id"):
        operations[certificate_id].add(code)
    found: dict[uuid.UUID, list[Scope]] = defaultdict(list)
    for certificate in certificates:
        found[certificate.site_id].append(Scope(certificate, frozenset(operations[certificate.pk])))
    return found
