"""How well each provider fits one package, criterion by criterion."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
from django.utils import timezone

from projects.briefs.requirements import Force, Subject
from projects.matching.engine.asked import KINDS, Amount, Choice, Package
from projects.matching.engine.ground.ground import Flags, Ground, Scores, parents_of
from projects.matching.engine.judging.meaning import host_domains, leaves_of, meant_by, said_by
from projects.matching.engine.judging.scoring import first_of, mean_known
from projects.matching.engine.judging.slots import Free, Windows, free_slots
from services.search import kinds
from services.search.index import microseconds
from vocabulary.models import Country, ExpressionSystem, Modality, ServiceLine, Stage, TreeTerm
from vocabulary.selectors.markets import market_terms
from vocabulary.selectors.vocabulary import Vocabulary

OTHER_MODALITY, SAME_FAMILY = 0.7, 0.25
"""The service, but for other kinds of medicine; another service of the same family."""
ELSEWHERE, SIBLING = 0.5, 0.35
"""The modality, but in other services; another of the same group."""
OTHER_SERVICE_THERE, SAME_REGION = 0.5, 0.3
NEXT_STAGE = 0.5
CONTEXT = 0.3
"""A modality that none of the services asked for is done for: what the medicine is for, or made of."""
SAID_IN_TEXT, SAME_HOSTS = 0.9, 0.7
DAYS, SHORTEST_NOTICE = 7, 4.0


@dataclass(eq=False)
class PackageFit:
    """One package against the whole catalogue. A criterion that nothing was asked of is None."""

    package: Package
    ground: Ground
    vocabulary: Vocabulary
    today: date
    windows: Windows

    def having(self, choice: Choice) -> Flags:
        """Which offerings have what was chosen."""
        return self.ground.having(KINDS[choice.subject], meant_by(choice))

    @cached_property
    def lines(self) -> tuple[Choice, ...]:
        return self.package.of(Subject.SERVICE_LINE)

    @cached_property
    def modalities(self) -> tuple[Choice, ...]:
        return self.package.of(Subject.MODALITY)

    @cached_property
    def modality_leaves(self) -> frozenset[str]:
        """All modalities at the lowest level that are meant."""
        return frozenset(leaves_of(self.modalities, Modality, self.vocabulary))

    @cached_property
    def covered(self) -> Flags:
        """The offerings that a verified certificate covers now."""
        flags: Flags = self.ground.columns["covered"] > microseconds(timezone.now())
        return flags

    @cached_property
    def everything(self) -> Flags:
        """All offerings."""
        return np.ones(len(self.ground.entries), dtype=bool)

    @cached_property
    def relevant(self) -> Flags:
        """The offerings of the services asked for; all of them where none was."""
        return self._any_of(self.lines, if_none=True)

    @cached_property
    def served(self) -> Flags:
        """The providers who do any of the services asked for."""
        return self.ground.any(self.relevant)

    @cached_property
    def wanted_modality(self) -> Flags:
        """The offerings for a modality asked for; all of them where none was."""
        return self._any_of(self.modalities, if_none=True)

    @cached_property
    def fitting(self) -> Flags:
        """What is done for the medicine in question; of who does the services for none such, the services: that counts once."""
        both = self.relevant & self.wanted_modality
        return both | (self.relevant & self.ground.spread(~self.ground.any(both)))

    def _any_of(self, choices: tuple[Choice, ...], *, if_none: bool) -> Flags:
        flags = np.full(len(self.ground.entries), if_none and not choices, dtype=bool)
        for choice in choices:
            flags |= self.having(choice)
        return flags

    def rarity(self, choice: Choice) -> float:
        """How much a choice decides: what few can do, more. A wish less than a must."""
        holders = int(self.ground.offering(KINDS[choice.subject], choice.codes).sum())
        return choice.weight * max(self.ground.texts.rarity(holders), 0.1)

    @cached_property
    def weight(self) -> float:
        """The package's share in the whole."""
        return sum(self.rarity(one) for one in self.lines) or 1.0

    def service(self) -> Scores | None:
        return self._mean(self.lines, self._served)

    def _served(self, line: Choice) -> Scores:
        having = self.having(line)
        with_modality = having & self.wanted_modality
        families = self.families(line)
        return first_of(
            [
                (1.0, self.ground.any(with_modality if with_modality.any() else having)),
                (OTHER_MODALITY, self.ground.any(having)),
                (SAME_FAMILY, self.ground.offering(kinds.SERVICE_LINE, families)),
            ]
        )

    def families(self, line: Choice) -> tuple[str, ...]:
        """The families of services, not whole domains."""
        parents = parents_of(line.codes, ServiceLine, self.vocabulary)
        terms = self.vocabulary.terms[ServiceLine]
        return tuple(code for code in parents if cast(TreeTerm, terms[code]).level > 1)

    def modality(self) -> Scores | None:
        return self._mean(self.modalities, self._made)

    def _made(self, modality: Choice) -> Scores:
        having = self.having(modality)
        in_services = having & self.relevant
        groups = parents_of(modality.codes, Modality, self.vocabulary)
        return first_of(
            [
                (1.0, self.ground.any(in_services if in_services.any() else having)),
                (ELSEWHERE, self.ground.any(having)),
                (SIBLING, self.ground.offering(kinds.MODALITY, groups)),
            ]
        )

    def stage(self) -> Scores | None:
        scores = self._mean(self.package.of(Subject.STAGE), self._at_stage)
        return scores if scores is None else self._unknown_without(scores, kinds.STAGE, self.relevant)

    def _at_stage(self, stage: Choice) -> Scores:
        ordered = [one.code for one in self.vocabulary.in_use(Stage)]
        places = [ordered.index(code) for code in stage.codes if code in ordered]
        beside = {ordered[place + step] for place in places for step in (-1, 1) if 0 <= place + step < len(ordered)}
        next_to = self.ground.having(kinds.STAGE, sorted(beside))
        fits = self.fitting
        return first_of([(1.0, self.ground.any(fits & self.having(stage))), (NEXT_STAGE, self.ground.any(fits & next_to))])

    def place(self) -> Scores | None:
        wanted, avoided = self.package.of(Subject.COUNTRY), self.package.avoided
        scores = self._mean((*wanted, avoided) if avoided else wanted, self._well_placed)
        outside = self.outside
        if outside is None:
            return scores
        allowed = np.where(self.ground.any(self.fitting & outside), 1.0, 0.0)
        return allowed if scores is None else np.minimum(scores, allowed)

    @cached_property
    def outside(self) -> Flags | None:
        """Offerings with a site that is in none of the excluded countries; None where nothing is excluded."""
        excluded = {code for one in self.package.excluded(Subject.COUNTRY) for code in one.codes}
        if not excluded:
            return None
        return self.ground.having(kinds.COUNTRY, sorted(set(self.vocabulary.terms[Country]) - excluded))

    @cached_property
    def gladly(self) -> Flags | None:
        """Offerings with a site where it may be done, in no country that is rather avoided; None where none is."""
        avoided = self.package.avoided
        if avoided is None:
            return None
        allowed = self.vocabulary.terms[Country] if self.countries is None else self.countries
        return self.ground.having(kinds.COUNTRY, sorted(set(allowed).difference(avoided.codes)))

    @cached_property
    def countries(self) -> frozenset[str] | None:
        """Those where it has to be done, without those excluded; None where any will do."""
        wanted = {code for one in self.package.of(Subject.COUNTRY) if one.is_must for code in one.codes}
        barred = {code for one in self.package.excluded(Subject.COUNTRY) for code in one.codes}
        return frozenset((wanted or set(self.vocabulary.terms[Country])) - barred) if wanted or barred else None

    def _well_placed(self, place: Choice) -> Scores:
        return self._there(place) if place.force != Force.AVOIDED else self._elsewhere()

    def _elsewhere(self) -> Scores:
        """One site that is not to be avoided is enough, and more in countries that are cost nothing. Where nobody knows a site, nothing is known."""
        glad = self.ground.any(self.fitting & self.gladly) if self.gladly is not None else self.served
        return self._unknown_without(glad.astype(float), kinds.COUNTRY, self.fitting)

    def _there(self, place: Choice) -> Scores:
        terms = self.vocabulary.terms[Country]
        regions = {cast(Country, terms[code]).region_id for code in place.codes}
        near = sorted(one.code for one in self.vocabulary.in_use(Country) if one.region_id in regions)
        there = self.having(place)
        return first_of(
            [
                (1.0, self.ground.any(self.fitting & there)),
                (OTHER_SERVICE_THERE, self.ground.any(there)),
                (SAME_REGION, self.ground.any(self.fitting & self.ground.having(kinds.COUNTRY, near))),
            ]
        )

    def standards(self) -> Scores | None:
        wanted = [one for one in self.package.of(Subject.STANDARD) if (self.relevant & self.having(one)).any()]
        scores = self._mean(tuple(wanted), lambda one: self.ground.any(self.relevant & self.having(one)).astype(float))
        return scores if scores is None else self._unknown_without(scores, kinds.STANDARD, self.relevant)

    def market(self) -> Scores | None:
        """Known to serve a market: a standard or a site of the jurisdiction. That it does not is never known."""
        scores = self._mean(self.package.of(Subject.JURISDICTION), self._serves_market)
        return None if scores is None else np.where(scores > 0, scores, np.nan)

    def _serves_market(self, market: Choice) -> Scores:
        standards, countries = market_terms(market.codes, self.vocabulary)
        by_standard = self.fitting & self.ground.having(kinds.STANDARD, standards)
        by_place = self.fitting & self.ground.having(kinds.COUNTRY, countries)
        return first_of([(1.0, self.ground.any(by_standard)), (OTHER_SERVICE_THERE, self.ground.any(by_place))])

    def measures(self, amount: Amount) -> bool:
        """Whether anybody counts the services asked for so: nobody makes litres of tablets."""
        return bool((self.relevant & self.in_dimension(amount)).any())

    def in_dimension(self, amount: Amount) -> Flags:
        return self.ground.measured_in(amount.dimension)

    def time(self) -> Scores | None:
        """A free slot in the window; else lead time against the weeks until it has to begin."""
        if self.package.begins_by is None:
            return None
        late = (self.shortest_lead() - self.weeks_ahead) / max(self.weeks_ahead, SHORTEST_NOTICE)
        scores = 1.0 - np.clip(late, 0, 1)
        scores[list(self.free_slots)] = 1.0
        return scores

    @cached_property
    def free_slots(self) -> dict[int, Free]:
        """By provider, a window of capacity that is free when it is wanted."""
        return free_slots(self.package, self.ground, self.windows)

    @property
    def weeks_ahead(self) -> float:
        """Until the window opens, or until the latest start in it."""
        begins_by = self.package.begins_by
        return max((begins_by - self.today).days / DAYS, 0.0) if begins_by else 0.0

    def shortest_lead(self) -> Scores:
        """Each provider's shortest lead time in weeks for what fits; nan where none is known."""
        leads = np.where(self.fitting, self.ground.columns["lead"], np.nan).astype(float)
        shortest = -self.ground.best(np.where(np.isnan(leads), -np.inf, -leads))[0]
        return np.where(np.isfinite(shortest), shortest, np.nan)

    def system(self) -> Scores | None:
        return self._mean(self.package.of(Subject.SYSTEM), self._works_with)

    def _works_with(self, system: Choice) -> Scores:
        listed = self.ground.any(self.fitting & self.having(system))
        others = self.ground.any(self.fitting & self.ground.having(kinds.SYSTEM, self.vocabulary.terms[ExpressionSystem]))
        said = self.said(system)
        hosts = self.ground.offering(kinds.SERVICE_LINE, host_domains(system, self.vocabulary))
        known = first_of([(1.0, listed), (SAID_IN_TEXT, said), (SAME_HOSTS, hosts & ~others)])
        return np.where((known > 0) | others, known, np.nan)

    def said(self, choice: Choice) -> Flags:
        """Which providers name it in their own texts."""
        return said_by(choice, self.ground, self.vocabulary)

    def _unknown_without(self, scores: Scores, kind: str, among: Flags) -> Scores:
        """Unknown where a provider's offerings say nothing of the kind at all."""
        told = self.ground.any(among & self.ground.having(kind, self.vocabulary.terms[kinds.VOCABULARY_OF[kind]]))
        return np.where(told | ~self.ground.any(among), scores, np.nan)

    def _mean(self, choices: Iterable[Choice], score: Callable[[Choice], Scores]) -> Scores | None:
        listed = tuple(choices)
        if not listed or not self.ground.size:
            return None
        return mean_known(np.stack([score(one) for one in listed]), np.array([self.rarity_of(one) for one in listed]))

    def rarity_of(self, choice: Choice) -> float:
        """As ``rarity``, and 1 for what offerings do not list."""
        if choice.subject == Subject.MODALITY:
            return self.rarity(choice) * (1.0 if (self.having(choice) & self.relevant).any() else CONTEXT)
        return self.rarity(choice) if choice.subject == Subject.SERVICE_LINE else choice.weight
