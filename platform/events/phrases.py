"""What each kind of event is called, in a person's words. A kind without a phrase is shown as it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: dict[str, str | Promise] = {
    "invitation.accepted": _("Invitation accepted"),
    "invitation.created": _("Invitation sent"),
    "invitation.declined": _("Invitation declined"),
    "invitation.resent": _("Invitation sent again"),
    "invitation.withdrawn": _("Invitation withdrawn"),
    "membership.created": _("Member joined"),
    "membership.ended": _("Membership ended"),
    "membership.roles_changed": _("Roles changed"),
    "offering.loaded": _("Offerings derived from public profiles"),
    "organization.changed": _("Organisation changed"),
    "organization.created": _("Organisation created"),
    "organization.deactivated": _("Organisation deactivated"),
    "organization.reactivated": _("Organisation reactivated"),
    "provider.loaded": _("Providers loaded"),
    "shortlist.created": _("Shortlist made"),
    "shortlist.deleted": _("Shortlist deleted"),
    "shortlist.item_edited": _("Shortlisted offering noted or moved"),
    "shortlist.offering_added": _("Offering saved in a shortlist"),
    "shortlist.offering_removed": _("Offering removed from a shortlist"),
    "shortlist.offering_restored": _("Offering put back into a shortlist"),
    "shortlist.renamed": _("Shortlist renamed"),
    "term.added": _("Term added"),
    "term.edited": _("Term edited"),
    "term.restored": _("Term restored as shipped"),
    "term.retired": _("Term retired"),
    "term.unretired": _("Term brought back into use"),
    "token.created": _("API token created"),
    "token.revoked": _("API token revoked"),
    "user.email_changed": _("E-mail address changed"),
    "user.password_changed": _("Password changed"),
    "user.profile_changed": _("Profile changed"),
    "user.second_factor_added": _("Second factor added"),
    "user.second_factor_removed": _("Second factor removed"),
    "user.signed_in": _("Signed in"),
    "user.signed_up": _("Signed up"),
    "user.deactivated": _("Person deactivated"),
    "user.reactivated": _("Person reactivated"),
    "vocabulary.loaded": _("Vocabulary loaded"),
}


def phrase_of(kind: str) -> str:
    """The phrase in the reader's language."""
    return str(PHRASES.get(kind, kind))
