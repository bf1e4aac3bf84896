"""Who is told of what happens to claims, profiles and certificates."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation

from events.models import Event
from events.registry import on
from notifications.actions import Message, notify, notify_each
from organizations.enums import Kind
from organizations.models import Membership
from organizations.roles import GRANTS, Permission
from providers.models import Certificate, Claim, Provider, Review


@on("claim.requested", "claim.answered")
def tell_the_operators_of_a_claim(event: Event) -> None:
    """Those who may decide; never those whose claim it is."""
    claim = Claim.objects.select_related("provider", "organization").get(pk=event.subject_id)
    params = {"provider": claim.provider.name, "organization": str(claim.organization)}
    path = reverse("admin:providers_claim_change", args=[claim.pk])
    tell_operators(event, operators(without=claim.organization_id), path, params)


@on("claim.approved", "claim.rejected", "claim.sent_back")
def tell_the_claimants(event: Event) -> None:
    """Those of the organisation who may claim, with the operator's reason."""
    claim = Claim.objects.select_related("provider", "organization").get(pk=event.subject_id)
    params = {
        "provider": claim.provider.name,
        "organization": str(claim.organization),
        "reason": reason_of(event),
    }
    path = reverse("my_provider" if event.kind == "claim.approved" else "my_claims")
    people = [one.user for one in members_who_may(Permission.PROVIDER_CLAIM, claim.organization_id)]
    notify(event=event, people=people, message=Message(path, params, claim.organization_id))


@on("provider.submitted")
def tell_the_operators_of_a_profile(event: Event) -> None:
    """Those who may verify it."""
    provider = Provider.objects.select_related("organization").get(pk=event.subject_id)
    params = {"provider": provider.name, "organization": str(provider.organization)}
    path = reverse("admin:providers_provider_change", args=[provider.pk])
    tell_operators(event, operators(without=provider.organization_id), path, params)


@on("provider.verified", "provider.sent_back", "provider.suspended", "provider.reinstated")
def tell_the_profiles_people(event: Event) -> None:
    """Those who edit it, with the operator's reason. An unclaimed profile has nobody to tell."""
    provider = Provider.objects.get(pk=event.subject_id)
    if provider.organization_id is None:
        return
    params = {"provider": provider.name, "reason": reason_of(event)}
    people = [one.user for one in members_who_may(Permission.PROVIDER_EDIT, provider.organization_id)]
    notify(event=event, people=people, message=Message(reverse("my_provider"), params, provider.organization_id))


@on("certificate.submitted")
def tell_the_operators_of_a_certificate(event: Event) -> None:
    """Those who may verify it. One that was deleted since is nobody's concern any more."""
    certificate = Certificate.objects.select_related("site__provider", "standard").filter(pk=event.subject_id).first()
    if certificate is not None:
        provider = certificate.site.provider
        path = reverse("admin:providers_certificate_change", args=[certificate.pk])
        for language, readers in _by_language(operators(without=provider.organization_id)).items():
            with translation.override(language):
                params = {"provider": provider.name, **_certificate_params(certificate)}
            tell_operators(event, readers, path, params)


@on(
    "certificate.verified",
    "certificate.rejected",
    "certificate.sent_back",
    "certificate.revoked",
    "certificate.expiring",
    "certificate.expired",
)
def tell_the_certificates_people(event: Event) -> None:
    """Those of its company who edit it. One that was deleted since is nobody's concern any more."""
    certificate = Certificate.objects.select_related("site__provider", "standard").filter(pk=event.subject_id).first()
    if certificate is None or certificate.site.provider.organization_id is None:
        return
    organization_id = certificate.site.provider.organization_id
    people = members_who_may(Permission.PROVIDER_EDIT, organization_id)
    told = {"days": event.data.get("days", 0), "reason": reason_of(event)}
    for language, readers in _by_language(people).items():
        with translation.override(language):
            params = {**_certificate_params(certificate), **told}
        message = Message(reverse("my_certificates"), params, organization_id)
        notify(event=event, people=[one.user for one in readers], message=message)


def _certificate_params(certificate: Certificate) -> dict[str, str]:
    """How a mail names it, in the language that is on."""
    return {
        "standard": certificate.standard.label,
        "number": certificate.number,
        "site": certificate.site.city,
        "valid_until": certificate.valid_until.isoformat(),
    }


def _by_language(people: Iterable[Membership]) -> dict[str, list[Membership]]:
    """The name of a standard is written down in its reader's language."""
    found: dict[str, list[Membership]] = defaultdict(list)
    for one in people:
        found[one.user.language].append(one)
    return dict(found)


def reason_of(event: Event) -> str:
    """What the operator wrote when they decided: events carry where it stands, not what it says."""
    review = Review.objects.filter(pk=event.data.get("review")).first()
    return review.reason if review else ""


def tell_operators(event: Event, people: Iterable[Membership], path: str, params: dict[str, str]) -> None:
    """Each as a member of the organisation that operates."""
    notify_each(event=event, told=[(one.user, Message(path, params, one.organization_id)) for one in people])


def members_who_may(permission: Permission, organization_id: uuid.UUID) -> list[Membership]:
    """Current members of the organisation whose roles carry the permission."""
    roles = [role.value for role in GRANTS[permission].roles]
    rows = Membership.objects.current().filter(organization_id=organization_id, roles__overlap=roles)
    return list(rows.select_related("user"))


def operators(*, without: uuid.UUID | None = None) -> list[Membership]:
    """People who operate the platform, less the members of one organisation."""
    roles = [role.value for role in GRANTS[Permission.PLATFORM_OPERATE].roles]
    rows = Membership.objects.current().filter(organization__kinds__contains=[Kind.OPERATOR], roles__overlap=roles)
    if without is not None:
        inside = Membership.objects.filter(organization_id=without, ended_at=None).values("user_id")
        rows = rows.exclude(user__in=inside)
    return list(rows.select_related("user"))
