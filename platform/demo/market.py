"""The quarter before: three sponsors asked for the same, at the same stages, and nobody quoted. An operator sees what is missing."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.clock import database_now
from demo.asked import NANOBODY, facts_of
from demo.cast import BUND, HARBOUR, LONZA, MERIDIAN, WACKER, WUXI
from demo.people import acting
from demo.telling import has_told
from organizations.actor import Actor
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.sourcing.actions.award import close_without_award
from projects.sourcing.actions.invitation import decline_invitation
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.rfq import create_rfq, publish_rfq
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.selectors.quarter import quarter_of
from providers.models import Provider
from vocabulary.models import Modality

ASKING = ((HARBOUR, "Alder (demo)", 10), (MERIDIAN, "Rowan (demo)", 24), (BUND, "Larch (demo)", 31))
"""Who, as what, on which day of the quarter."""

DECLINING = ((WACKER, "outside-scope", 2), (LONZA, "no-capacity", 5))
"""Who declines, why, after how many days. The third who is invited says nothing."""


@transaction.atomic
def tell() -> None:
    """Where a visitor has claimed one of the invited for themselves, nobody asks."""
    owners = {acting(bidder).organization_id for bidder in (WACKER, LONZA, WUXI)}
    invited = list(Provider.objects.filter(organization__in=owners))
    if has_told(acting(MERIDIAN), "rfq.created") or len(invited) < len(owners):
        return
    for sponsor, codename, day in ASKING:
        _ask_in_vain(acting(sponsor), codename, day, invited)


def _ask_in_vain(sponsor: Actor, codename: str, day: int, invited: list[Provider]) -> None:
    modality = Modality.objects.get(pk="antibody-fragment")
    project = create_project(actor=sponsor, facts=ProjectFacts(codename=codename, modalities=(modality,)))
    facts = replace(facts_of(NANOBODY), codename=codename, needs_cda=False)
    rfq = create_rfq(actor=sponsor, facts=facts, project=project, providers=invited)
    rfq = publish_rfq(actor=sponsor, rfq=rfq)
    for bidder, reason, _days in DECLINING:
        who = acting(bidder)
        invitation = Invitation.objects.get(rfq=rfq, provider__organization=who.organization_id)
        decline_invitation(actor=who, invitation=invitation, reason=reason)
    _move_back(rfq, project, day)
    open_envelopes(actor=sponsor, rfq=rfq)
    close_without_award(actor=sponsor, rfq=rfq, reason="Nobody quoted. (demo)", outcomes={})


def _move_back(rfq: Rfq, project: Project, day: int) -> None:
    """No action dates anything back, and a demo that starts today has no last quarter: it is given one."""
    asked = quarter_of(timezone.now()).previous.start + timedelta(days=day)
    Project.objects.filter(pk=project.pk).update(created_at=asked - timedelta(days=7))
    Rfq.objects.filter(pk=rfq.pk).update(created_at=asked, opened_at=asked, deadline=database_now(), question_cutoff=None)
    rows = Invitation.objects.filter(rfq=rfq)
    rows.update(created_at=asked)
    for bidder, _reason, days in DECLINING:
        answered = {"viewed_at": asked + timedelta(days=1), "answered_at": asked + timedelta(days=days)}
        rows.filter(provider__organization=acting(bidder).organization_id).update(**answered)
