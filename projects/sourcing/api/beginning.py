"""Beginning a request: from a project, with providers chosen among its matches."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from core.errors import Invalid
from organizations.actor import Actor
from projects.sourcing.api.facts import facts_with_project
from projects.sourcing.api.fields import RfqNew
from providers.models import Provider


class RfqCreateIn(RfqNew):
    """A request with its lines, the project that it comes from and the providers that it invites."""

    providers = serializers.ListField(
        child=serializers.SlugField(max_length=120),
        max_length=500,
        required=False,
        default=list,
        help_text="Slugs of the profiles to invite",
    )


def beginning_from(actor: Actor, values: dict[str, Any], sent: Any) -> dict[str, Any]:
    """What ``create_rfq`` takes. Raises Invalid for a project or a profile that is not there for this reader."""
    slugs = values.pop("providers")
    facts, project = facts_with_project(actor, values, sent)
    return {"facts": facts, "project": project, "providers": providers_named(actor, slugs)}


def providers_named(actor: Actor, slugs: list[str]) -> list[Provider]:
    """By the slugs of their profiles, in the order given. Raises Invalid naming the first that is not there."""
    known = {one.slug: one for one in Provider.objects.visible_to(actor).filter(slug__in=slugs)}
    unknown = next((slug for slug in slugs if slug not in known), None)
    if unknown is not None:
        raise Invalid(errors={"providers": [_("There is no provider “%(name)s”.") % {"name": unknown[:80]}]})
    return [known[slug] for slug in dict.fromkeys(slugs)]
