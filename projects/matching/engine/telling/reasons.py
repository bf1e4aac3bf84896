"""Why a provider has a score, in sentences that a sourcing manager would say. Each is true of the catalogue, or says what is not
known; none is said that was not counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import KINDS, Choice
from projects.matching.engine.ground.ground import Flags
from projects.matching.engine.ground.sites import Place
from projects.matching.engine.judging.budget import price_sentence
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.likeness import words_sentence
from projects.matching.engine.judging.meaning import host_domains, ways_met, ways_unmet
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.judging.track import track_sentence
from projects.matching.engine.judging.wider import sites_sentence
from projects.matching.engine.naming import label_of, listed
from projects.matching.engine.telling.market_reason import market_sentence
from projects.matching.engine.telling.place_reason import place_sentence
from projects.matching.engine.telling.scale_reason import scale_sentence
from projects.matching.enums import Criterion
from services.search import kinds
from vocabulary.models import Standard
from vocabulary.selectors.vocabulary import Vocabulary


@dataclass(eq=False)
class Reasons:
    """Sentences about one provider, in the reader's language. ``sites`` are all that it has."""

    ranking: Ranking
    vocabulary: Vocabulary
    provider: int
    sites: Sequence[Place]

    def sentence(self, criterion: Criterion) -> str:
        """The reason for one score."""
        say = getattr(self, f"_{criterion.value}")
        return str(say())

    @property
    def fits(self) -> tuple[PackageFit, ...]:
        return self.ranking.fits

    def has(self, flags: Flags) -> bool:
        """Whether the provider has such an offering."""
        start, end = self.ranking.ground.span(self.provider)
        return bool(flags[start:end].any())

    @property
    def _does_nothing(self) -> bool:
        """Whether it does none of the services: what its other services are like was not counted, and is not denied."""
        return not self.has(self.ranking.fitting)

    def label(self, choice: Choice) -> str:
        return label_of(choice, self.vocabulary)

    def _asked(self, subject: Subject) -> list[tuple[PackageFit, Choice]]:
        """What is asked of a subject, each thing once for each package."""
        return [(fit, choice) for fit in self.fits for choice in fit.package.of(subject)]

    def _each(self, subject: Subject) -> Iterable[Choice]:
        """What is asked of a subject, each thing once."""
        return {choice.codes: choice for _fit, choice in self._asked(subject)}.values()

    def _split(self, subject: Subject) -> tuple[list[str], list[str]]:
        """What is asked of a subject: what the offerings asked for have, and what they have not. Of standards any will do, and those
        beside the ones that are there are not told."""
        found: dict[Choice, list[Choice]] = {}
        for fit, choice in self._asked(subject):
            found.setdefault(choice, []).extend(ways_met(choice, partial(self._does, fit)))
        is_told = subject != Subject.STANDARD
        lacking = [one for choice, met in found.items() if is_told or not met for one in ways_unmet(choice, met)]
        has = list(dict.fromkeys(self.label(one) for met in found.values() for one in met))
        return has, [label for label in dict.fromkeys(map(self.label, lacking)) if label not in has]

    def _does(self, fit: PackageFit, choice: Choice) -> bool:
        """Whether it does a package with just these terms."""
        return self.has(fit.fitting & fit.ground.having(KINDS[choice.subject], choice.codes))

    def _called(self, choice: Choice, fit: PackageFit) -> str:
        """A service as the provider lists it: what is asked for, or what that is in general."""
        wanted = fit.wanted_modality & fit.having(choice)
        among = wanted if self.has(wanted) else fit.everything
        met = ways_met(choice, lambda one: self.has(among & fit.ground.having(kinds.SERVICE_LINE, one.codes)))
        return listed(map(self.label, met)) or self.label(choice)

    def _service(self) -> str:
        done: list[str] = []
        other: list[str] = []
        lacking: list[str] = []
        implied: list[str] = []
        for fit, choice in self._asked(Subject.SERVICE_LINE):
            having = fit.having(choice)
            in_demand = having & fit.wanted_modality
            is_split = in_demand.any() and not self.has(in_demand)
            missed = implied if choice.is_implied else lacking
            (missed if not self.has(having) else other if is_split else done).append(self._called(choice, fit))
        modalities = listed(dict.fromkeys(self.label(one) for fit in self.fits for one in fit.modalities))
        parts = []
        if done:
            parts.append(_("Offers %(services)s.") % {"services": listed(done)})
        if other:
            named = {"services": listed(other), "modalities": modalities}
            parts.append(_("Offers %(services)s, but not for %(modalities)s.") % named)
        if lacking:
            parts.append(_("Does not offer %(services)s.") % {"services": listed(lacking)})
        if implied:
            parts.append(_("Does not offer %(services)s, which your text only implies.") % {"services": listed(implied)})
        return " ".join(parts)

    def _has_modality(self, among: Flags, choice: Choice) -> bool:
        return self.has(among & self.ranking.ground.having(kinds.MODALITY, choice.codes))

    def _modality(self) -> str:
        relevant = np.logical_or.reduce([fit.relevant for fit in self.fits])
        made: list[str] = []
        elsewhere: list[str] = []
        lacking: list[str] = []
        for choice in self._each(Subject.MODALITY):
            for among, named in ((relevant, made), (np.ones_like(relevant), elsewhere)):
                met = ways_met(choice, partial(self._has_modality, among))
                if met:
                    named.extend(map(self.label, met))
                    break
            else:
                lacking.append(self.label(choice))
        parts = []
        if made:
            parts.append(_("Works with %(modalities)s.") % {"modalities": listed(made)})
        if elsewhere:
            parts.append(_("Works with %(modalities)s in other services.") % {"modalities": listed(elsewhere)})
        if lacking:
            parts.append(_("Does not list %(modalities)s.") % {"modalities": listed(lacking)})
        return " ".join(parts)

    def _stage(self) -> str:
        return self._listed_or_not(Subject.STAGE, _("Does this at %(named)s."), _("Does not list %(named)s for this."))

    def _standards(self) -> str:
        covered = any(self.has(self.ranking.fitting & flags) for flags in self.ranking.certified.values())
        under = (
            _("Lists %(named)s for this; a verified certificate covers some of it.")
            if covered
            else _("Lists %(named)s for this; no verified certificate is shown here.")
        )
        return self._listed_or_not(Subject.STANDARD, under, _("Does not list %(named)s for this."))

    def _listed_or_not(self, subject: Subject, having: str, lacking: str) -> str:
        if self._does_nothing:
            return _not_looked_at()
        if np.isnan(self.ranking.scores[CRITERION_OF[subject]][self.provider]):
            return _("Not known.")
        has, not_ = self._split(subject)
        parts = [having % {"named": listed(has)}] if has else []
        return " ".join([*parts, *([lacking % {"named": listed(not_)}] if not_ else [])])

    def _place(self) -> str:
        places = self._each(Subject.COUNTRY)
        return place_sentence(places, self.ranking, self.provider, self.sites, self.vocabulary) or _not_looked_at()

    def _scale(self) -> str:
        parts = []
        for fit in self.fits:
            for amount in fit.package.amounts:
                if fit.measures(amount):
                    parts.append(scale_sentence(fit, amount, self.provider, self.sites))
        return " ".join(dict.fromkeys(parts))

    def _system(self) -> str:
        parts = []
        for choice in self._each(Subject.SYSTEM):
            kept = ways_met(choice, lambda one: self.has(self.ranking.fitting & self.fits[0].having(one)))
            said = ways_met(choice, lambda one: bool(self.fits[0].said(one)[self.provider]))
            named = {"system": listed(map(self.label, kept or said or [choice]))}
            if kept:
                parts.append(_("Lists %(system)s.") % named)
            elif said:
                parts.append(_("Names %(system)s in its own description.") % named)
            elif self.has(self.ranking.fitting & self.ranking.ground.having(kinds.SYSTEM, self._every(kinds.SYSTEM))):
                parts.append(_("Lists other systems, not %(system)s.") % named)
            elif self.ranking.ground.offering(kinds.SERVICE_LINE, host_domains(choice, self.vocabulary))[self.provider]:
                parts.append(_("Works with such hosts; %(system)s is not named.") % named)
            else:
                parts.append(_("Not known whether it works with %(system)s.") % named)
        return " ".join(parts)

    def _every(self, kind: str) -> list[str]:
        return list(self.vocabulary.terms[kinds.VOCABULARY_OF[kind]])

    def _market(self) -> str:
        if self._does_nothing:
            return _not_looked_at()
        ranking, start, end = self.ranking, *self.ranking.ground.span(self.provider)
        own = np.zeros_like(ranking.fitting)
        own[start:end] = ranking.fitting[start:end]
        return market_sentence(self._each(Subject.JURISDICTION), own, ranking.ground, self.vocabulary)

    def _track(self) -> str:
        if self._does_nothing:
            return _not_looked_at()
        return track_sentence((self.ranking.inspections or {}).get(self.provider, []), self.vocabulary)

    def _time(self) -> str:
        for fit in self.fits:
            slot = fit.free_slots.get(self.provider)
            if slot:
                named = {"city": slot.city, "from": date_format(slot.starts_on), "to": date_format(slot.ends_on)}
                return _("Free from %(from)s to %(to)s in %(city)s.") % named
        for fit in self.fits:
            weeks = fit.shortest_lead()[self.provider]
            if fit.package.begins_by and not np.isnan(weeks):
                ahead = {"lead": int(weeks), "weeks": int(fit.weeks_ahead)}
                if fit.package.latest_start:
                    return _("Starts %(lead)s weeks after the order; you want it begun within %(weeks)s weeks.") % ahead
                return _("Starts %(lead)s weeks after the order; your window opens in %(weeks)s weeks.") % ahead
        return _("Lead time not known.")

    def _budget(self) -> str:
        return price_sentence(zip(self.fits, self.ranking.costs, strict=True), self.provider)

    def _coverage(self) -> str:
        asked = [fit for fit in self.fits if fit.lines]
        served = sum(self.has(fit.relevant) for fit in asked)
        beside = self.ranking.neighbours
        offered = int(self.ranking.ground.variety(kinds.SERVICE_LINE, beside)[self.provider]) if beside else 0
        first = ngettext(
            "Has services in %(served)s of %(count)s field asked for",
            "Has services in %(served)s of %(count)s fields asked for",
            len(asked),
        ) % {"served": served, "count": len(asked)}
        if not beside:
            return f"{first}."
        return _("%(first)s, and does %(offered)s of the %(beside)s services there are in them for this.") % {
            "first": first,
            "offered": offered,
            "beside": len(beside),
        }

    def _sites(self) -> str:
        cities, countries = int(self.ranking.cities[self.provider]), int(self.ranking.countries[self.provider])
        return sites_sentence(cities, countries, is_bound=all(fit.countries is not None for fit in self.fits))

    def _quality(self) -> str:
        terms = self.vocabulary.terms[Standard]
        kept = [terms[code].label for code, flags in self.ranking.standards if flags[self.provider]]
        if self._does_nothing:
            return _not_looked_at()
        if not kept:
            return _("No standard is listed for this.")
        return _("Lists for this: %(standards)s.") % {"standards": listed(kept)}

    def _focus(self) -> str:
        own, every = (int(counts[self.provider]) for counts in self.ranking.modalities)
        if not every:
            return _("Lists no modality.")
        return _("Modalities asked for: %(own)s of its %(count)s.") % {"own": own, "count": every}

    def _core(self) -> str:
        each = [
            replace(one, codes=(code,)) for one, flags in self.ranking.said if flags[self.provider] for code in one.codes
        ]
        named = [self.label(one) for one in each if self.fits[0].said(one)[self.provider]]
        if not named:
            asked = (self.label(one) for one, _flags in self.ranking.said)
            return _("Its own description uses none of these names: %(asked)s.") % {"asked": listed(asked)}
        return _("Its own description names %(named)s.") % {"named": listed(dict.fromkeys(named))}

    def _words(self) -> str:
        question = self.ranking.question
        return words_sentence(self.ranking.holders, question.lent, question.spelled, self.provider)


def _not_looked_at() -> str:
    return _("Does none of the services asked for; for this its other services were not looked at.")


CRITERION_OF = {Subject.STAGE: Criterion.STAGE, Subject.STANDARD: Criterion.STANDARDS}
