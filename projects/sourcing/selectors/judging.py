"""What an evaluator reads when: prices after their declaration, colleagues' scores after their own.

Owners and managers run the request and read everything in order to recommend; so do approvers in order to decide.
"""

from collections.abc import Iterable

from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import Declaration, Evaluation, Quote, Rfq
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import OVER

JUDGED_NOW = frozenset({RfqStatus.TECHNICAL_EVALUATION, RfqStatus.EVALUATION})


def is_to_declare(actor: Actor, rfq: Rfq) -> bool:
    """Reads what was opened once they have said whether they have an interest in a bidder."""
    if rfq.status in OVER or not _only_judges(actor, rfq):
        return False
    return not Declaration.objects.filter(rfq=rfq, person_id=actor.user_id).exists()


def is_to_score(actor: Actor, rfq: Rfq, quotes: Iterable[Quote]) -> bool:
    """Reads what others have scored once they have scored each of these quotes, by each criterion."""
    codes = {one["code"] for one in rfq.criteria}
    if rfq.status not in JUDGED_NOW or not codes or not _only_judges(actor, rfq):
        return False
    if Declaration.objects.filter(rfq=rfq, person_id=actor.user_id, has_conflict=True).exists():
        return False
    standing = [one.pk for one in quotes if one.status in STANDING]
    rows = Evaluation.objects.filter(quote__in=standing, person_id=actor.user_id)
    given = set(rows.values_list("quote_id", "criterion"))
    return any((key, code) not in given for key in standing for code in codes)


def _only_judges(actor: Actor, rfq: Rfq) -> bool:
    """Of the sponsor, with the role of an evaluator and no other that runs the request or decides upon it."""
    if actor.organization_id is None or actor.organization_id != rfq.organization_id:
        return False
    others = (Permission.RFQ_EDIT, Permission.RFQ_AWARD)
    return actor.holds(Permission.RFQ_EVALUATE) and not any(actor.holds(one) for one in others)
