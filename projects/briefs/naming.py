"""What is needed, in words: one way for the draft, the preview, the project and the comparison of runs."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures import range_of, window_of
from projects.briefs.requirements import MODELS, Confidentiality, Force, Requirement, Subject
from vocabulary.models import Unit
from vocabulary.places import place_labels
from vocabulary.selectors.vocabulary import Vocabulary

MOST_NAMED = 3


def label_of(several: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    """What is required, excluded or rather avoided, in the reader's language. Several are codes of one subject and force, of which any will do."""
    thing, force = thing_of(several, vocabulary), several[0].force
    if force == Force.AVOIDED:
        return _("rather not %(thing)s") % {"thing": thing}
    return _("not %(thing)s") % {"thing": thing} if force == Force.EXCLUDED else thing


def thing_of(several: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    """What it is about, be it required or excluded, and for which services where it is not for all."""
    thing, first = _thing_of(several, vocabulary), several[0]
    if not first.service_lines:
        return thing
    services = _coded(first.service_lines, Subject.SERVICE_LINE, vocabulary)
    return _("%(thing)s (for %(services)s)") % {"thing": thing, "services": services}


def _thing_of(several: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    first = several[0]
    if first.subject == Subject.CONFIDENTIALITY:
        return str(Confidentiality(first.code).label)
    if not first.code:
        return _figure_of(first, vocabulary)
    label = _coded([one.code for one in several], first.subject, vocabulary)
    return _("%(standard)s, with a certificate in force") % {"standard": label} if first.in_force else label


def _coded(codes: Sequence[str], subject: Subject, vocabulary: Vocabulary) -> str:
    terms = vocabulary.terms[MODELS[subject]]
    labels = (
        place_labels(codes, vocabulary)
        if subject == Subject.COUNTRY
        else list(dict.fromkeys(terms[code].label if code in terms else code for code in codes))
    )
    more = len(labels) - MOST_NAMED
    named = " / ".join(labels[:MOST_NAMED])
    return named if more <= 0 else _("%(first)s and %(more)s more") % {"first": named, "more": more}


def _figure_of(one: Requirement, vocabulary: Vocabulary) -> str:
    if one.subject == Subject.WINDOW:
        return window_of(one.starts_on, one.ends_on, one.latest_start)
    said = range_of(one.low, one.high)
    if one.subject == Subject.BUDGET:
        return range_of(one.low, one.high, one.unit)
    if one.subject == Subject.SCALE:
        unit = vocabulary.terms[Unit].get(one.unit)
        amount = f"{said} {unit.written if isinstance(unit, Unit) else one.unit}"
        return _("%(figure)s in one unit") % {"figure": amount} if one.of_one else amount
    count = int(one.high or one.low or 0)
    if one.subject == Subject.BATCHES:
        return ngettext("%(count)s batch", "%(count)s batches", count) % {"count": said}
    if one.subject == Subject.DURATION:
        return ngettext("%(count)s week", "%(count)s weeks", count) % {"count": said}
    return one.words or str(one.subject.label)
