"""Whether a provider does what is asked for where the reader would rather not have it done, in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.matching.engine.ground.ground import Flags
from projects.matching.engine.ground.sites import Place
from projects.matching.engine.judging.best import sites_within
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.naming import city_labels, country_labels, listed
from services.search import kinds
from vocabulary.models import Country
from vocabulary.places import place_labels
from vocabulary.selectors.vocabulary import Vocabulary


def avoided_sentences(
    ranking: Ranking, provider: int, sites: Sequence[Place], vocabulary: Vocabulary, *, are_named: bool
) -> Iterator[str]:
    """Of the packages that it does: what several avoid alike is told once. ``are_named`` where its sites are named before."""
    alike: dict[tuple[str, ...], list[PackageFit]] = {}
    for fit in ranking.fits:
        if fit.package.avoided is not None and fit.served[provider]:
            alike.setdefault(fit.package.avoided.codes, []).append(fit)
    for codes, fits in alike.items():
        yield from Avoided(codes, fits, provider, sites, vocabulary).sentences(are_named=are_named)


@dataclass(frozen=True, eq=False)
class Avoided:
    """The countries ``codes``, rather avoided in these packages, and one provider."""

    codes: tuple[str, ...]
    fits: Sequence[PackageFit]
    provider: int
    sites: Sequence[Place]
    vocabulary: Vocabulary

    def sentences(self, *, are_named: bool) -> Iterator[str]:
        """Where it is done outside them, and what of it is not."""
        glad = [fit for fit in self.fits if fit.gladly is not None and self._has(fit, fit.gladly)]
        sorry = [fit for fit in self.fits if fit not in glad and self._is_done(fit, self.codes)]
        if glad:
            yield self._outside(glad, are_named=are_named)
        if sorry:
            here = [code for code in self.codes if any(self._is_done(fit, [code]) for fit in sorry)]
            places = {"places": listed(country_labels(here, self.vocabulary))}
            yield self._inside(sorry, is_part=bool(glad)) % places
        if not glad and not sorry:
            yield _("Not known where it does this.")

    def _outside(self, fits: Sequence[PackageFit], *, are_named: bool) -> str:
        named = {"places": listed(place_labels(self.codes, self.vocabulary))}
        there = [(one.city, one.country) for fit in fits for one in self._sites_of(fit)]
        if are_named or not there:
            return _("Has sites outside %(places)s.") % named
        cities = listed(city_labels(there, self.vocabulary))
        return _("Done in %(cities)s, outside %(places)s.") % {**named, "cities": cities}

    def _inside(self, fits: Sequence[PackageFit], *, is_part: bool) -> str:
        if is_part:
            return _("Some of it is done only in %(places)s, which you would rather avoid.")
        if any(self._is_done(fit, self._elsewhere) for fit in fits):
            return _("All its sites that will do for this are in %(places)s, which you would rather avoid.")
        return _("All its sites for this are in %(places)s, which you would rather avoid.")

    @property
    def _elsewhere(self) -> list[str]:
        return sorted(set(self.vocabulary.terms[Country]).difference(self.codes))

    def _sites_of(self, fit: PackageFit) -> list[Place]:
        allowed = self._elsewhere if fit.countries is None else fit.countries.difference(self.codes)
        return sites_within(fit.ground, self.provider, fit.fitting, allowed, self.sites)

    def _is_done(self, fit: PackageFit, codes: Sequence[str]) -> bool:
        return self._has(fit, fit.ground.having(kinds.COUNTRY, codes))

    def _has(self, fit: PackageFit, flags: Flags) -> bool:
        return bool(fit.ground.any(fit.fitting & flags)[self.provider])
