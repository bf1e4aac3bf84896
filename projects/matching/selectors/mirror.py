"""How a provider comes out for a brief: the ranking that everybody sees, and of it only the reader's own row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.requirements import Requirement, Subject
from projects.matching.engine.found import Match, described
from projects.matching.engine.judging.best import Best
from projects.matching.engine.judging.hard import Check
from projects.matching.engine.judging.meaning import meant_by
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.judging.silence import fit_of, is_unsaid
from projects.matching.engine.telling.missing import checks_by_sentence
from projects.matching.enums import Cause, Criterion
from projects.matching.preview import Preview, preview_of
from projects.matching.said_at import OF_SUBJECT, criterion_field, offering_field
from providers.models import Certificate, Provider
from providers.selectors.own import own_provider_or_refuse
from services.enums import OfferingStatus
from services.selectors.catalogue import Catalogue
from services.selectors.own import own_offerings

NOT_YET = (OfferingStatus.DRAFT, OfferingStatus.PAUSED)


@dataclass(frozen=True)
class Missed:
    """A must that the provider misses, in the words that a sponsor reads, why, and where it is said."""

    text: str
    cause: Cause
    link: str


@dataclass(frozen=True)
class Mirror:
    """A brief as everybody sees it ranked, and the reader's own row. ``match`` None: nothing tells providers apart, or no offering of the
    reader's is in the catalogue. ``where`` says by criterion that is not known where it is said."""

    preview: Preview
    provider: Provider
    match: Match | None
    missed: tuple[Missed, ...]
    where: Mapping[Criterion, str]

    @property
    def is_in_catalogue(self) -> bool:
        return self.provider.slug in self.preview.ranking.ground.slugs

    @property
    def count_near(self) -> int:
        """How many miss something."""
        return self.preview.count - self.preview.count_eligible

    @property
    def place(self) -> int:
        """Among those who miss nothing, or else among those who miss something. 0 without a match."""
        if self.match is None:
            return 0
        return self.match.rank - (0 if self.match.is_eligible else self.preview.count_eligible)


def mirror_of(
    actor: Actor,
    text: str,
    catalogue: Catalogue,
    *,
    requirements: Sequence[Requirement] | None = None,
    removed: Iterable[str] = (),
    weights: Mapping[Criterion, float] | None = None,
) -> Mirror:
    """A text, or requirements, or both, as ``preview_of`` takes them, for the actor's own profile. Nothing is stored.

    Raises NotFound where the organisation has no profile, and Invalid as ``preview_of`` does.
    """
    actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider_or_refuse(actor)
    preview = preview_of(text, catalogue, requirements=requirements, removed=removed, weights=weights)
    ranking = preview.ranking
    found = described(ranking, catalogue, [provider.slug]) if preview.is_compared else []
    if not found:
        return Mirror(preview, provider, None, (), {})
    match, position = found[0], ranking.ground.slugs.index(provider.slug)
    sentences = checks_by_sentence(ranking, position, catalogue.vocabulary)
    missed = tuple(_missed(actor, text, check, match, ranking, position) for text, check in sentences.items())
    first = match.best[0].offering.document["id"] if match.best else None
    unknown = [one.criterion for one in match.criteria if one.score is None]
    return Mirror(preview, provider, match, missed, {one: criterion_field(first, one) for one in unknown})


def _missed(actor: Actor, text: str, check: Check, match: Match, ranking: Ranking, provider: int) -> Missed:
    if check.subject == Subject.SERVICE_LINE:
        return _service_missed(actor, text, check)
    if check.choice is not None and check.choice.in_force:
        shown = Certificate.objects.mine(actor).filter(standard__in=meant_by(check.choice))
        return Missed(text, Cause.OTHERWISE if shown.exists() else Cause.UNSAID, reverse("my_certificates"))
    cause = Cause.UNSAID if is_unsaid(check, ranking, provider) else Cause.OTHERWISE
    best = _best_for(fit_of(check, ranking).package.name, match.best)
    return Missed(text, cause, offering_field(best and best.offering.document["id"], OF_SUBJECT[check.subject]))


def _service_missed(actor: Actor, text: str, check: Check) -> Missed:
    """Some who miss a service have written it down, and never published it."""
    codes = meant_by(check.choice) if check.choice else ()
    rows = own_offerings(actor).filter(status__in=NOT_YET, service_line__path__overlap=list(codes))
    written = rows.first()
    if written is not None:
        return Missed(text, Cause.UNPUBLISHED, reverse("my_offering", args=[written.pk]))
    return Missed(text, Cause.UNSAID, reverse("my_offering_create"))


def _best_for(package: str, best: Iterable[Best]) -> Best | None:
    return next((one for one in best if one.package == package), None)
