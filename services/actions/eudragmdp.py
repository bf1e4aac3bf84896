"""Bringing a provider's certificates in from an export of EudraGMDP."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Invalid
from organizations.actor import Actor
from organizations.roles import Permission
from providers.actions.certificate import CertificateFacts, add_certificate, edit_certificate
from providers.models import Certificate
from providers.selectors.mine import my_sites
from services.imports.eudragmdp import CertificatePlan, Entry, plan_of, read_export
from vocabulary.models import Country, Regulator, Standard
from vocabulary.selectors.vocabulary import current_vocabulary

STANDARD = "eu-gmp"
MOST_TOLD = 100


@transaction.atomic
def import_certificates(
    *, actor: Actor, file_name: str, content: bytes, authority: Regulator | None, issuer: str, is_trial: bool
) -> CertificatePlan:
    """Add what the export has and the sites have not, and fill what a certificate leaves empty: all of it or nothing. A trial
    only says what it would do.

    What is added is as a person's own new certificate: it has no evidence and is submitted to nobody. Raises Invalid, in a
    trial for what cannot be read at all.
    """
    actor.require(Permission.PROVIDER_EDIT)
    if authority is None and not issuer:
        raise Invalid(errors={"issuer": [_("Say who issued it.")]})
    terms = current_vocabulary().terms
    standing = Certificate.objects.mine(actor).select_related("site", "standard", "authority").order_by("created_at")
    countries = [one for one in terms[Country].values() if isinstance(one, Country)]
    plan = plan_of(read_export(file_name, content), my_sites(actor), countries, standing, clock.today())
    if is_trial:
        return plan
    if plan.complaints:
        raise Invalid(errors={"file": _told(plan)})
    standard = Standard.objects.get(pk=STANDARD)
    for entry in plan.added:
        facts = CertificateFacts(
            site=entry.site,
            standard=standard,
            number=entry.number,
            operations=(),
            valid_until=entry.valid_until,
            authority=authority,
            issuer=issuer,
            inspected_on=entry.inspected_on,
            issued_on=entry.issued_on,
            reference=entry.reference,
        )
        add_certificate(actor=actor, facts=facts)
    for entry in plan.completed:
        _fill(actor, entry)
    return plan


def _fill(actor: Actor, entry: Entry) -> None:
    if entry.certificate is None:
        return
    said = {name: getattr(entry, name) for name in entry.fills}
    edit_certificate(actor=actor, certificate=entry.certificate, changes=said, expected_version=entry.certificate.version)


def _told(plan: CertificatePlan) -> list[str]:
    text = _("Row %(row)s, %(column)s: %(text)s")
    found = [text % one.as_json() if one.row else one.text for one in plan.complaints[:MOST_TOLD]]
    return [_("Nothing was brought in."), *found]
