"""From what a program sends to what an action takes."""

from dataclasses import fields, replace
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Invalid
from organizations.actor import Actor
from projects.briefs.models import Project
from projects.briefs.selectors.project import packages_of
from projects.sourcing.api.fields import RfqIn
from projects.sourcing.selectors.facts import QUESTIONS, LineFacts, RfqFacts, facts_of_project

FROM_PROJECT = frozenset({"codename", "title", "brief", "handover", "currency", "needs_cda", "lines"})
"""What a request takes over from its project."""


def facts_from(values: dict[str, Any]) -> RfqFacts:
    """A whole request."""
    lines = tuple(line_from(one) for one in values["lines"])
    return RfqFacts(**{**values, "lines": lines, "criteria": tuple(dict(one) for one in values["criteria"])})


def facts_with_project(actor: Actor, values: dict[str, Any], sent: Any) -> tuple[RfqFacts, Project | None]:
    """A whole request; of a project, what was not sent, and of who writes it the time zone. Raises Invalid for a project that is not one's
    own."""
    if actor.user and "time_zone" not in sent:
        values["time_zone"] = actor.user.time_zone
    key = values.pop("project", None)
    if key is None:
        return facts_from(values), None
    project = Project.objects.visible_to(actor).filter(pk=key).first()
    if project is None:
        raise Invalid(errors={"project": [_("There is no such project of yours.")]})
    packages = packages_of(actor, project)
    ground = facts_of_project(project, deadline=values["deadline"], packages=packages)
    given = facts_from({"codename": project.codename, **values})
    names = [one.name for one in fields(RfqFacts) if one.name in sent]
    rest = [one.name for one in fields(RfqFacts) if one.name not in FROM_PROJECT and one.name not in sent]
    return replace(ground, **{name: getattr(given, name) for name in [*names, *rest]}), project


def changes_from(data: Any) -> dict[str, Any]:
    """What was sent, by the fields of RfqFacts; what was left out is not there. Raises ValidationError."""
    serializer = RfqIn(data=data, partial=True)
    serializer.is_valid(raise_exception=True)
    values = {name: value for name, value in serializer.validated_data.items() if name in data}
    if "lines" in values:
        values["lines"] = tuple(line_from(one) for one in values["lines"])
    if "criteria" in values:
        values["criteria"] = tuple(dict(one) for one in values["criteria"])
    return values


def line_from(values: dict[str, Any]) -> LineFacts:
    """One line."""
    quantity = values.pop("quantity", None) or {}
    values |= {name: tuple(values.get(name, ())) for name in QUESTIONS}
    values.pop("position", None)
    return LineFacts(**values, quantity_value=quantity.get("value"), quantity_unit=quantity.get("unit"))
