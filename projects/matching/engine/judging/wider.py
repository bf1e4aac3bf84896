"""What speaks for a provider as a whole, beyond each package for itself."""

from collections.abc import Iterator, Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import FAMILY, Choice
from projects.matching.engine.ground.ground import Flags, Scores
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.meaning import leaves_of
from services.search import kinds
from vocabulary.models import Modality, ServiceLine, Standard, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

MANY_SITES, MANY_COUNTRIES, MANY_STANDARDS = 6, 5, 5
"""So many to choose from are as good as any more."""


def coverage(fits: Sequence[PackageFit]) -> Scores | None:
    """How much of the packages, and of what is usually bought beside them, comes from one house."""
    asked = [fit for fit in fits if fit.lines]
    if not asked:
        return None
    ground = asked[0].ground
    shares = [fit.weight for fit in asked]
    served: Scores = np.average(np.stack([fit.served for fit in asked]), axis=0, weights=shares)
    beside = neighbours(asked)
    if not beside:
        return served
    depth: Scores = ground.variety(kinds.SERVICE_LINE, beside) / len(beside)
    return (served + depth) / 2


def neighbours(fits: Sequence[PackageFit]) -> list[str]:
    """The services of the families asked for that are done for the medicine in question by anybody."""
    vocabulary, ground = fits[0].vocabulary, fits[0].ground
    families = {code for fit in fits for code in _families(fit.lines, vocabulary)}
    wanted = np.logical_or.reduce([fit.wanted_modality for fit in fits])
    leaves = [one.code for one in vocabulary.in_use(ServiceLine) if one.is_leaf and families & set(one.path)]
    return [code for code in leaves if (ground.having(kinds.SERVICE_LINE, (code,)) & wanted).any()]


def _families(lines: Sequence[Choice], vocabulary: Vocabulary) -> Iterator[str]:
    terms = vocabulary.terms[ServiceLine]
    for code in (code for line in lines for code in line.codes):
        term = terms[code]
        if isinstance(term, TreeTerm):
            yield term.path[:FAMILY][-1]


def sites(fits: Sequence[PackageFit]) -> Scores | None:
    """Cities and countries where what is asked for is done, as far as they will do: room to grow, and a second place when one fails."""
    if not any(fit.lines or fit.modalities for fit in fits):
        return None
    return (_grown(cities(fits), MANY_SITES) + _grown(countries(fits), MANY_COUNTRIES)) / 2


def sites_sentence(cities: int, countries: int, *, is_bound: bool) -> str:
    """In how many places it is done; ``is_bound`` where only some countries will do."""
    if not cities:
        return (
            _("No site for this is known in the countries that you allow.") if is_bound else _("No site for this is known.")
        )
    first = ngettext("Done in %(count)s city", "Done in %(count)s cities", cities) % {"count": cities}
    named = {"first": first, "count": countries}
    if is_bound:
        return (
            ngettext(
                "%(first)s of %(count)s country that you allow.",
                "%(first)s of %(count)s countries that you allow.",
                countries,
            )
            % named
        )
    return ngettext("%(first)s of %(count)s country.", "%(first)s of %(count)s countries.", countries) % named


def cities(fits: Sequence[PackageFit]) -> NDArray[np.int64]:
    """In how many cities each provider does any of what is asked for, in the countries where it may be done."""
    return fits[0].ground.count_places(kinds.CITY, _where_wanted(fits))


def countries(fits: Sequence[PackageFit]) -> NDArray[np.int64]:
    """In how many of the countries where it may be done each provider does any of what is asked for."""
    return fits[0].ground.count_places(kinds.COUNTRY, _where_wanted(fits))


def _where_wanted(fits: Sequence[PackageFit]) -> list[tuple[Flags, frozenset[str] | None]]:
    """What fits, with the countries asked for: a plant elsewhere is none to choose."""
    found: dict[frozenset[str] | None, Flags] = {}
    for fit in fits:
        known = found.get(fit.countries)
        found[fit.countries] = fit.fitting if known is None else known | fit.fitting
    return [(flags, countries) for countries, flags in found.items()]


def any_fitting(fits: Sequence[PackageFit]) -> Flags:
    """The offerings that do any of what is asked for."""
    flags: Flags = np.logical_or.reduce([fit.fitting for fit in fits])
    return flags


def _grown(counts: NDArray[np.int64], enough: int) -> Scores:
    """The second counts more than the sixth."""
    grown: Scores = np.log1p(counts) / np.log1p(enough)
    return np.minimum(grown, 1.0)


def quality(fits: Sequence[PackageFit]) -> Scores | None:
    """Under how many standards what is asked for is done: whose authorities and auditors have been there. None listed is unknown, which
    counts less than the first."""
    if not any(fit.lines or fit.modalities for fit in fits):
        return None
    counts = np.zeros(fits[0].ground.size, dtype=np.int64)
    for _code, keeping in standards_kept(fits):
        counts += keeping
    return np.where(counts > 0, _grown(counts, MANY_STANDARDS), np.nan)


def standards_kept(fits: Sequence[PackageFit]) -> list[tuple[str, Flags]]:
    """The standards in use, and which providers do any of what is asked for under them."""
    ground, fitting = fits[0].ground, any_fitting(fits)
    used = [one.code for one in fits[0].vocabulary.in_use(Standard) if (kinds.STANDARD, one.code) in ground.postings]
    return [(code, ground.any(fitting & ground.having(kinds.STANDARD, (code,)))) for code in used]


def focus(fits: Sequence[PackageFit]) -> Scores | None:
    """Which part of a provider's modalities are those asked for."""
    if not any(fit.modalities for fit in fits):
        return None
    own, every = modalities(fits)
    return np.where(every > 0, own / np.maximum(every, 1), np.nan)


def modalities(fits: Sequence[PackageFit]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many of the modalities asked for each provider has, and how many in all."""
    ground, vocabulary = fits[0].ground, fits[0].vocabulary
    asked = leaves_of({one for fit in fits for one in fit.modalities}, Modality, vocabulary)
    return ground.variety(kinds.MODALITY, asked), ground.variety(kinds.MODALITY, _leaves(vocabulary))


def _leaves(vocabulary: Vocabulary) -> list[str]:
    return [one.code for one in vocabulary.in_use(Modality) if one.is_leaf]


def core_choices(fits: Sequence[PackageFit]) -> list[Choice]:
    """What a provider's own description could name; a system that it names is counted with the systems."""
    subjects = (Subject.SERVICE_LINE, Subject.MODALITY)
    found = {(one.subject, one.codes): one for fit in fits for subject in subjects for one in fit.package.of(subject)}
    return [found[key] for key in sorted(found)]


def core(fits: Sequence[PackageFit]) -> Scores | None:
    """Which part of what is asked for a provider names in its own words, what few name counting more."""
    ground = fits[0].ground
    named, weights = [], []
    for choice in core_choices(fits):
        flags = fits[0].said(choice)
        if flags.any():
            named.append(flags.astype(float))
            weights.append(ground.texts.rarity(int(flags.sum())))
    return np.average(np.stack(named), axis=0, weights=weights) if named else None
