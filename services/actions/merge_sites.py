"""Two sites in one place are made one, and parted again: the part of a merge that concerns places both profiles have."""

from typing import Any

from django.db.models import Model

from providers.models import Capability, Certificate, Site, Suite
from services.models import Offering
from services.selectors.links import link_table_of
from services.selectors.merge import Joint, Plan

OF_SITE: dict[str, type[Model]] = {"capabilities": Capability, "certificates": Certificate, "suites": Suite}


def join_sites(plan: Plan) -> list[dict[str, Any]]:
    """Move what the staying sites lack; returns what moved, for ``part_sites``."""
    moving = {offering.pk for offering in plan.offerings}
    return [_join(joint, moving) for joint in plan.joints]


def _join(joint: Joint, moving: set[Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"gone": str(joint.gone.pk), "stays": str(joint.stays.pk), "terms": joint.terms}
    for name, model in OF_SITE.items():
        keys = [str(row.pk) for row in getattr(joint, name)]
        model._default_manager.filter(pk__in=keys).update(site=joint.stays)
        record[name] = keys
    for name, codes in joint.terms.items():
        getattr(joint.stays, name).add(*codes)
    links = link_table_of("sites").model._default_manager
    doubled = set(links.filter(site=joint.stays).values_list("offering_id", flat=True))
    theirs = links.filter(site=joint.gone, offering_id__in=moving)
    record["unlinked"] = [str(pk) for pk in theirs.filter(offering_id__in=doubled).values_list("offering_id", flat=True)]
    record["relinked"] = [str(pk) for pk in theirs.exclude(offering_id__in=doubled).values_list("offering_id", flat=True)]
    theirs.filter(offering_id__in=doubled).delete()
    theirs.update(site=joint.stays)
    return record


def part_sites(records: list[dict[str, Any]]) -> None:
    """Take back what ``join_sites`` moved, as far as both sites are still there."""
    links = link_table_of("sites").model._default_manager
    for record in records:
        sites = {str(site.pk): site for site in Site.objects.filter(pk__in=[record["gone"], record["stays"]])}
        if len(sites) < 2:
            continue
        gone, stays = sites[record["gone"]], sites[record["stays"]]
        for name, model in OF_SITE.items():
            model._default_manager.filter(pk__in=record[name], site=stays).update(site=gone)
        for name, codes in record["terms"].items():
            getattr(stays, name).remove(*codes)
        links.filter(site=stays, offering_id__in=record["relinked"]).update(site=gone)
        for offering in Offering.objects.filter(pk__in=record["unlinked"]):
            offering.sites.add(gone)
