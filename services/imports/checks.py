"""What a row must be: the same rules as a form's, asked ten thousand times without a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.values import Problems, Values, merged
from core.workflow import Step
from providers.checks import range_problems, scale_problems, site_problems
from providers.enums import ProviderState, SiteStatus
from providers.models import Provider
from services.enums import OfferingStatus
from services.imports.columns import CAPABILITIES, OFFERINGS, SITES, SUITES, Sheet
from services.imports.standing import MODELS
from services.rules.offering import Ground, gaps_of, offering_problems
from services.workflows import OFFERING
from vocabulary.choosing import code_problems
from vocabulary.selectors.vocabulary import Vocabulary

SHOWN = (OfferingStatus.PUBLISHED, OfferingStatus.WITHHELD)
"""What was looked through: what an operator took off goes back as it stands."""


@dataclass
class Judge:
    """Says what is wrong with a row. ``open_sites`` grows with the sheet of sites."""

    provider: Provider
    vocabulary: Vocabulary
    lines_with_modalities: Any
    open_sites: set[Any]

    def problems(self, sheet: Sheet, before: Values, after: Values) -> Problems:
        """By field."""
        if sheet is SITES:
            found = site_problems(after)
        elif sheet is OFFERINGS:
            found = merged(offering_problems(after, self.vocabulary), self._state_problems(before, after))
        elif sheet is CAPABILITIES:
            found = range_problems(after)
        elif sheet is SUITES:
            found = scale_problems(after["scale_value"], after["scale_unit"], "scale_value", "scale_unit")
        else:
            found = _window_problems(after)
        return merged(found, code_problems(MODELS[sheet.key], before, after, self.vocabulary))

    def _state_problems(self, before: Values, after: Values) -> Problems:
        was, becomes = before.get("status", OfferingStatus.DRAFT), after["status"]
        if was == becomes == OfferingStatus.RETIRED:
            return {"status": [_("It is retired. Bring it back first: write draft.")]}
        ground = Ground(self.vocabulary, self.open_sites, self.lines_with_modalities)
        if was == becomes:
            known = gaps_of(before, ground) if before else {}
            fresh = gaps_of(after, ground) if becomes in SHOWN else {}
            return {name: texts for name, texts in fresh.items() if name not in known}
        if step_between(was, becomes) is None:
            text = _("From “%(before)s” it cannot become “%(after)s”.")
            return {"status": [text % {"before": was, "after": becomes}]}
        if becomes != OfferingStatus.PUBLISHED:
            return {}
        if self.provider.state == ProviderState.SUSPENDED:
            return {"status": [_("Your profile is suspended, so nothing can be published. Write to the operator.")]}
        return gaps_of(after, ground)


def step_between(was: str, becomes: str) -> Step | None:
    """The one step that leads from a state to another."""
    return next((step for step in OFFERING if was in step.sources and step.target == becomes), None)


def is_open(values: Mapping[str, Any]) -> bool:
    """Whether a site counts for what is done there."""
    return bool(values["status"] != SiteStatus.CLOSED)


def _window_problems(after: Values) -> Problems:
    if after["starts_on"] > after["ends_on"]:
        return {"ends_on": [_("A window does not end before it starts.")]}
    return {}
