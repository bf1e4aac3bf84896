"""A request that so many providers are invited to. Made directly: what is measured is telling them."""

from datetime import timedelta

from django.db.models import Count

from accounts.models import User
from core.clock import database_now
from events.models import Dispatch
from notifications.models import Notification, OutgoingMail
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from projects.sourcing.actions.rfq import create_rfq, publish_rfq
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.selectors.facts import LineFacts, RfqFacts
from providers.enums import CertificationBasis, ProviderState
from providers.models import Provider
from vocabulary.models import Country, Region

KIND = "rfq.published"
BATCH = 1000


class Crowd:
    """A sponsor's manager, a draft of so many lines, and ``size`` invited providers with one person each, every third of whom
    reads Chinese."""

    def __init__(self, size: int, name: str = "crowd", lines: int = 1) -> None:
        self.size, self.name = size, name
        region, _ = Region.objects.get_or_create(code="europe", defaults={"label_en": "Europe", "label_zh": "欧洲"})
        Country.objects.get_or_create(code="DE", defaults={"region": region, "label_en": "Germany", "label_zh": "德国"})
        sponsor = Organization.objects.create(legal_name="Sponsor", kinds=[Kind.SPONSOR], country="DE")
        person = User.objects.create(email=f"sponsor@{name}.example", name="Sponsor")
        self.manager = Actor.of(Membership.objects.create(user=person, organization=sponsor, roles=[Role.MANAGER]))
        facts = RfqFacts(
            codename="Crowd",
            deadline=database_now() + timedelta(days=30),
            teaser="A teaser.",
            needs_cda=False,
            lines=tuple(LineFacts(title=f"Drug substance {n} & co", batches=1) for n in range(1, lines + 1)),
        )
        self.rfq: Rfq = create_rfq(actor=self.manager, facts=facts)
        self._invite()

    def publish(self) -> None:
        """By the action that page and API call."""
        self.rfq = publish_rfq(actor=self.manager, rfq=self.rfq, override="A benchmark.")

    def progress(self) -> dict[str, bool]:
        """Whether all are told in the application and by a mail in the outbox, and all mails have left."""
        shown = Notification.objects.filter(kind=KIND, event__subject_id=str(self.rfq.pk)).count() >= self.size
        mails = OutgoingMail.objects.filter(to__0__endswith=f"@p.{self.name}.example")
        told = shown and mails.count() >= self.size
        return {"told": told, "mailed": told and not mails.filter(sent_at=None).exists()}

    def wrong(self) -> list[str]:
        """What is not as promised; empty when everybody was told once."""
        shown = Notification.objects.filter(kind=KIND, event__subject_id=str(self.rfq.pk))
        expected = set(User.objects.filter(email__endswith=f"@p.{self.name}.example").values_list("email", flat=True))
        told = set(shown.values_list("person__email", flat=True))
        letters = OutgoingMail.objects.filter(to__0__endswith=f"@p.{self.name}.example")
        addressed = list(letters.values_list("to__0", flat=True))
        twice = shown.values("person_id").annotate(n=Count("pk")).filter(n__gt=1).count()
        checks = {
            "missed in the application": len(expected - told),
            "missed by mail": len(expected - set(addressed)),
            "told twice": twice,
            "mailed twice": len(addressed) - len(set(addressed)),
            "events given up": Dispatch.objects.filter(confirmed_at=None).exclude(last_error="").count(),
        }
        return [f"{name}: {count}" for name, count in checks.items() if count]

    def _invite(self) -> None:
        numbers = range(self.size)
        people = User.objects.bulk_create(
            [
                User(email=f"p{n}@p.{self.name}.example", name=f"Person {n}", language="zh-hans" if n % 3 == 0 else "en")
                for n in numbers
            ],
            batch_size=BATCH,
        )
        organizations = Organization.objects.bulk_create(
            [Organization(legal_name=f"Provider {n}", kinds=[Kind.PROVIDER], country="DE") for n in numbers],
            batch_size=BATCH,
        )
        Membership.objects.bulk_create(
            [
                Membership(user=person, organization=organization, roles=[Role.OWNER])
                for person, organization in zip(people, organizations, strict=True)
            ],
            batch_size=BATCH,
        )
        providers = Provider.objects.bulk_create(
            [
                Provider(
                    slug=f"{self.name}-{n}", organization=organization, name=f"Provider {n}", country_id="DE", city="Halle",
                    types=["cdmo"], summary="x", state=ProviderState.CLAIMED, standards_basis=CertificationBasis.EXPECTED,
                )
                for n, organization in zip(numbers, organizations, strict=True)
            ],
            batch_size=BATCH,
        )  # fmt: skip
        Invitation.objects.bulk_create(
            [Invitation(rfq=self.rfq, provider=provider) for provider in providers], batch_size=BATCH
        )
