"""Many open requests of one sponsor, and requests with many invited providers. Made directly: what is measured is reading them."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from accounts.models import User
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from projects.sourcing.enums import Audience, RfqStatus
from projects.sourcing.models import Invitation, Quote, Rfq, RfqLine
from providers.enums import CertificationBasis, ProviderState
from providers.models import Provider
from services.models import Offering

BATCH = 2000
INVITED = 5
"""So many providers each of the open requests goes to."""


class Market:
    """A sponsor, a provider of the shipped catalogue that bids, an operator, and providers to invite."""

    def __init__(self) -> None:
        self.sponsor = self._member("sponsor", Kind.SPONSOR)
        self.bidder = self._member("bidder", Kind.PROVIDER)
        self.operator = self._member("operator", Kind.OPERATOR, is_staff=True)
        Authenticator.objects.create(user=self.operator.user, type=Authenticator.Type.TOTP, data={})
        counted = Offering.objects.published().order_by("provider_id").values_list("provider_id", "service_line_id")
        provider_id, self.line = counted[len(counted) // 2]
        self.provider = Provider.objects.get(pk=provider_id)
        Provider.objects.filter(pk=provider_id).update(
            organization=self.bidder.organization_id, state=ProviderState.CLAIMED
        )
        self.others: list[Provider] = []
        self.made = 0

    def grow(self, size: int) -> None:
        """Up to ``size`` open requests: half of them invite the bidder, half are open to all who match."""
        self._providers(200)
        numbers, now = range(self.made, size), timezone.now()
        rfqs = [
            Rfq(
                organization_id=self.sponsor.organization_id, number=f"RFQ-2020-{n:06d}", codename=f"Market {n}", teaser="A teaser.",
                deadline=now + timedelta(days=30, minutes=n), status=RfqStatus.OPEN, opened_at=now, needs_cda=False,
                audience=Audience.MATCHING if n % 2 else Audience.SELECTED,
            )
            for n in numbers
        ]  # fmt: skip
        Rfq.objects.bulk_create(rfqs, batch_size=BATCH)
        RfqLine.objects.bulk_create(
            [RfqLine(rfq=rfq, position=1, title="Drug substance", service_line_id=self.line) for rfq in rfqs],
            batch_size=BATCH,
        )
        invitations = []
        for n, rfq in zip(numbers, rfqs, strict=True):
            invited = [self.others[(n * INVITED + k) % len(self.others)] for k in range(INVITED)]
            invitations += [Invitation(rfq=rfq, provider=one) for one in (*invited, *([] if n % 2 else [self.provider]))]
        Invitation.objects.bulk_create(invitations, batch_size=BATCH)
        Quote.objects.bulk_create([Quote(invitation=one) for one in invitations[::3]], batch_size=BATCH)
        self.made = size
        _analyze()

    def with_invitees(self, count: int, *, closed: bool, draft: bool = False) -> Rfq:
        """One request that so many are invited to: taking quotes, past its deadline, or a draft."""
        self._providers(count)
        now = timezone.now()
        rfq = Rfq.objects.create(
            organization_id=self.sponsor.organization_id, number=f"RFQ-2019-{count:05d}-{closed:d}{draft:d}", codename=f"With {count}",
            teaser="A teaser.", deadline=now - timedelta(hours=1) if closed else now + timedelta(days=20), needs_cda=False,
            status=RfqStatus.DRAFT if draft else RfqStatus.OPEN, opened_at=None if draft else now - timedelta(days=9),
        )  # fmt: skip
        RfqLine.objects.create(rfq=rfq, position=1, title="Drug substance", service_line_id=self.line)
        rows = [Invitation(rfq=rfq, provider=one) for one in self.others[:count]]
        Invitation.objects.bulk_create(rows, batch_size=BATCH)
        _analyze()
        return rfq

    def _providers(self, count: int) -> None:
        numbers = range(len(self.others), count)
        self.others += Provider.objects.bulk_create(
            [
                Provider(
                    slug=f"market-{n}", name=f"Provider {n}", country_id="DE", city="Halle", types=["cdmo"], summary="x",
                    state=ProviderState.UNCLAIMED, standards_basis=CertificationBasis.EXPECTED,
                )
                for n in numbers
            ],
            batch_size=BATCH,
        )  # fmt: skip

    def _member(self, name: str, kind: Kind, **fields: bool) -> Actor:
        organization = Organization.objects.create(legal_name=name, kinds=[kind], country="DE")
        person = User.objects.create(email=f"{name}@market.example", name=name, **fields)
        return Actor.of(Membership.objects.create(user=person, organization=organization, roles=[Role.OWNER]))


def _analyze() -> None:
    """As PostgreSQL does by itself soon after."""
    with connection.cursor() as cursor:
        for model in (Rfq, RfqLine, Invitation, Quote, Provider):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")
