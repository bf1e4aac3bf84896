"""Claims, and why a person cannot make one now."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.errors import Text
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.roles import Permission
from providers.models import Claim, Provider, Review
from providers.models.claim import OPEN
from providers.selectors.mine import my_profile


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way, why, and where to go instead."""

    title: Text
    text: Text
    link: str
    label: Text


def claims_of(actor: Actor) -> QuerySet[Claim]:
    """The organisation's claims, newest first, each with its evidence and what operators said, latest first."""
    rows = Claim.objects.filter(organization_id=actor.require_membership().organization_id)
    reviews = Prefetch("reviews", Review.objects.order_by("-created_at"))
    return rows.select_related("provider", "claimed_by").prefetch_related("evidence", reviews).order_by("-created_at", "id")


def latest_review(provider: Provider) -> Review | None:
    """What an operator said of the profile last."""
    return Review.objects.filter(provider=provider).order_by("-created_at").first()


def obstacle_of(actor: Actor, here: str, provider: Provider | None = None) -> Obstacle | None:
    """Why the actor cannot claim that profile, or make one of their own, now; None when they can. ``here`` is the address
    to come back to."""
    founding = reverse("organization_create") + "?" + urlencode({"kind": "provider", "next": here})
    if actor.organization is None:
        text = _(
            "A profile belongs to a company, not to a person. Set up your company first; you come back here after that."
        )
        return Obstacle(_("You do not act for an organisation yet"), text, founding, _("Set up your company"))
    if Kind.PROVIDER not in actor.kinds:
        text = _(
            "%(name)s is not set up as a provider. If your company also provides services, set it up as one; if you belong to another company here, switch to it in the menu above."
        )
        return Obstacle(
            _("Only providers have a profile"), text % {"name": actor.organization}, founding, _("Set up a provider")
        )
    if not actor.can(Permission.PROVIDER_CLAIM):
        text = _("This takes an owner or a manager of %(name)s.") % {"name": actor.organization}
        return Obstacle(_("Your role does not allow this"), text, reverse("member_list"), _("See the members"))
    return _obstacle_of_profile(actor, provider)


def _obstacle_of_profile(actor: Actor, provider: Provider | None) -> Obstacle | None:
    held = my_profile(actor)
    if held is not None:
        text = _(
            "An organisation has one profile, and yours is %(name)s. If both are of one company, ask the operator to merge them."
        )
        return Obstacle(
            _("You have a profile already"), text % {"name": held}, reverse("my_provider"), _("See your profile")
        )
    if provider is None:
        return None
    if not provider.is_unclaimed:
        text = _("If that is wrong, tell the operator of this platform.")
        return Obstacle(_("This profile is claimed already"), text, provider.get_absolute_url(), _("Back to the profile"))
    if Claim.objects.visible_to(actor).filter(provider=provider, status__in=OPEN).exists():
        text = _("An operator looks at it. You are told as soon as it is decided.")
        return Obstacle(_("You have claimed this profile"), text, reverse("my_claims"), _("See your claims"))
    return None
