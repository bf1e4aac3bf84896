"""Where a provider's own people say what matching asks of them: the page, and the field on it."""

from django.urls import reverse

from projects.briefs.requirements import Subject
from projects.matching.enums import Criterion

OF_CRITERION: dict[Criterion, str] = {
    Criterion.SERVICE: "service_line",
    Criterion.MODALITY: "modalities",
    Criterion.STANDARDS: "standards",
    Criterion.PLACE: "sites",
    Criterion.SCALE: "scale_max",
    Criterion.STAGE: "stages",
    Criterion.SYSTEM: "systems",
    Criterion.MARKET: "standards",
    Criterion.TIME: "lead_weeks_min",
    Criterion.BUDGET: "price_model",
    Criterion.SITES: "sites",
    Criterion.QUALITY: "standards",
    Criterion.FOCUS: "modalities",
    Criterion.WORDS: "description_en",
}
"""The field of an offering's form. Inspections are told of sites; what a provider's own description names stands in its profile."""
OF_SUBJECT: dict[Subject, str] = {
    Subject.MODALITY: "modalities",
    Subject.COUNTRY: "sites",
    Subject.STANDARD: "standards",
    Subject.SCALE: "scale_max",
}


def offering_field(pk: object, name: str) -> str:
    """A field of an offering's form; of no offering, the list of them."""
    return f"{reverse('my_offering_edit', args=[pk])}#id_{name}" if pk else reverse("my_offerings")


def criterion_field(pk: object, criterion: Criterion) -> str:
    """Where it is said what would make a criterion known, for an offering."""
    if criterion == Criterion.TRACK:
        return reverse("my_sites")
    if criterion not in OF_CRITERION:
        return reverse("my_provider_edit")
    return offering_field(pk, OF_CRITERION[criterion])
