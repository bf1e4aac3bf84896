"""What a provider misses, in sentences."""

from django.utils.translation import gettext as _

from projects.briefs.requirements import Force, Subject
from projects.matching.engine.hard import Check
from projects.matching.engine.naming import amount_label, figure_of, label_of
from projects.matching.engine.ranking import Ranking, missed_by
from vocabulary.selectors.vocabulary import Vocabulary


def missing_sentences(ranking: Ranking, provider: int, vocabulary: Vocabulary) -> list[str]:
    """Each thing that is a must and that the provider is not known to have, once."""
    return list(dict.fromkeys(_sentence(check, ranking, provider, vocabulary) for check in missed_by(ranking, provider)))


def _sentence(check: Check, ranking: Ranking, provider: int, vocabulary: Vocabulary) -> str:
    named = {"service": label_of(check.line, vocabulary) if check.line else ""}
    if check.choice:
        named["thing"] = label_of(check.choice, vocabulary)
    if check.subject == Subject.SERVICE_LINE:
        return _("Does not offer %(thing)s.") % named
    if check.subject == Subject.MODALITY:
        return (_("Does not offer %(service)s for %(thing)s.") if check.line else _("Does not list %(thing)s.")) % named
    if check.subject == Subject.COUNTRY:
        return _of_place(check) % named
    if check.choice and check.choice.in_force:
        return (
            _("No certificate in force for %(thing)s is shown for %(service)s.")
            if check.line
            else _("No certificate in force for %(thing)s is shown.")
        ) % named
    if check.subject == Subject.STANDARD:
        return (_("Does not list %(thing)s for %(service)s.") if check.line else _("Does not list %(thing)s.")) % named
    return _of_scale(check, ranking, provider, vocabulary)


def _of_place(check: Check) -> str:
    is_barred = check.choice is not None and check.choice.force == Force.EXCLUDED
    if check.line:
        return (
            _("%(service)s: not all of it outside %(thing)s.")
            if is_barred
            else _("%(service)s: not all of it in %(thing)s.")
        )
    return _("Not everything is offered outside %(thing)s.") if is_barred else _("Not everything is offered in %(thing)s.")


def _of_scale(check: Check, ranking: Ranking, provider: int, vocabulary: Vocabulary) -> str:
    amount = check.amount
    assert amount is not None  # noqa: S101 - a check of a scale has one
    fit = next(fit for fit in ranking.fits if amount in fit.package.amounts)
    among = fit.having(check.line) if check.line else fit.everything
    largest = float(fit.largest(amount, among)[provider])
    named = {"figure": figure_of(largest, amount, vocabulary), "asked": amount_label(amount, vocabulary)}
    return _("At most %(figure)s is known; at least %(asked)s is needed.") % named
