"""What a provider misses, in sentences."""

from django.utils.translation import gettext as _

from projects.briefs.requirements import Force, Subject
from projects.matching.engine.judging.hard import Check
from projects.matching.engine.judging.ranking import Ranking, missed_by
from projects.matching.engine.judging.scales import largest_of
from projects.matching.engine.naming import amount_label, figure_of, label_of
from vocabulary.selectors.vocabulary import Vocabulary


def missing_sentences(ranking: Ranking, provider: int, vocabulary: Vocabulary) -> list[str]:
    """Each thing that is a must and that the provider is not known to have, once."""
    return list(checks_by_sentence(ranking, provider, vocabulary))


def checks_by_sentence(ranking: Ranking, provider: int, vocabulary: Vocabulary) -> dict[str, Check]:
    """The same sentences, each with the first check that it is about."""
    found: dict[str, Check] = {}
    for check in missed_by(ranking, provider):
        found.setdefault(_sentence(check, ranking, provider, vocabulary), check)
    return found


def _sentence(check: Check, ranking: Ranking, provider: int, vocabulary: Vocabulary) -> str:
    named = {"service": label_of(check.line, vocabulary) if check.line else ""}
    if check.choice:
        named["thing"] = label_of(check.choice, vocabulary)
    if check.subject == Subject.SERVICE_LINE:
        return _("Does not offer %(thing)s.") % named
    if check.subject == Subject.MODALITY:
        return (_("Does not offer %(service)s for %(thing)s.") if check.line else _("Does not list %(thing)s.")) % named
    if check.subject == Subject.COUNTRY:
        return _of_place(check, provider) % named
    if check.choice and check.choice.in_force:
        return (
            _("No certificate in force for %(thing)s is shown for %(service)s.")
            if check.line
            else _("No certificate in force for %(thing)s is shown.")
        ) % named
    if check.subject == Subject.STANDARD:
        return (_("Does not list %(thing)s for %(service)s.") if check.line else _("Does not list %(thing)s.")) % named
    return _of_scale(check, ranking, provider, named, vocabulary)


def _of_place(check: Check, provider: int) -> str:
    """Not all of it there, or none of it: who has no site there is not told of a part. What is asked for and excluded is nobody's fault."""
    if check.is_contrary:
        return _("%(thing)s is asked for and excluded, so nobody can meet both.")
    is_barred = check.choice is not None and check.choice.force == Force.EXCLUDED
    is_partly = check.partly is not None and bool(check.partly[provider])
    if check.line and is_partly:
        return (
            _("%(service)s: not all of it outside %(thing)s.")
            if is_barred
            else _("%(service)s: not all of it in %(thing)s.")
        )
    if check.line:
        return (
            _("%(service)s: no site outside %(thing)s is known to offer it.")
            if is_barred
            else _("%(service)s: no site in %(thing)s is known to offer it.")
        )
    if is_partly:
        return (
            _("Not everything is offered outside %(thing)s.") if is_barred else _("Not everything is offered in %(thing)s.")
        )
    return (
        _("No site outside %(thing)s is known to offer this.")
        if is_barred
        else _("No site in %(thing)s is known to offer this.")
    )


def _of_scale(check: Check, ranking: Ranking, provider: int, named: dict[str, str], vocabulary: Vocabulary) -> str:
    """A figure is of what is asked where it is told with a service or a place; else of all that the provider does."""
    amount = check.amount
    assert amount is not None  # noqa: S101 - a check of a scale has one
    assert check.figures is not None  # noqa: S101 - and the figures
    figure = float(check.figures[provider])
    named |= {"figure": figure_of(figure, amount, vocabulary), "asked": amount_label(amount, vocabulary)}
    if check.choice and check.choice.force == Force.EXCLUDED:
        return _("At most %(figure)s is known for this outside %(thing)s; at least %(asked)s is needed.") % named
    if check.choice:
        return _("At most %(figure)s is known for this in %(thing)s; at least %(asked)s is needed.") % named
    fit = next(fit for fit in ranking.fits if amount in fit.package.amounts)
    if figure < largest_of(fit, amount)[provider]:
        return _("At most %(figure)s is known for this; at least %(asked)s is needed.") % named
    return _("At most %(figure)s is known; at least %(asked)s is needed.") % named
