"""Which status may follow which."""

from core.workflow import Workflow, step
from providers.enums import CertificateStatus, ClaimStatus, ProviderState, SlotStatus

PROFILE = Workflow(
    step("claim", {ProviderState.UNCLAIMED}, ProviderState.CLAIMED),
    step("verify", {ProviderState.CLAIMED}, ProviderState.VERIFIED, stamp="verified_at"),
    step("lapse", {ProviderState.VERIFIED}, ProviderState.CLAIMED),
    step(
        "suspend",
        {ProviderState.UNCLAIMED, ProviderState.CLAIMED, ProviderState.VERIFIED},
        ProviderState.SUSPENDED,
    ),
    step("reinstate_as_unclaimed", {ProviderState.SUSPENDED}, ProviderState.UNCLAIMED),
    step("reinstate_as_claimed", {ProviderState.SUSPENDED}, ProviderState.CLAIMED),
    field="state",
)
"""A verified profile whose identity is edited lapses to claimed. A suspended one comes back as claimed or unclaimed, and is
verified anew."""

OPEN_CLAIMS = {ClaimStatus.REQUESTED, ClaimStatus.SENT_BACK}

CLAIM = Workflow(
    step("approve", {ClaimStatus.REQUESTED}, ClaimStatus.APPROVED, stamp="decided_at"),
    step("reject", OPEN_CLAIMS, ClaimStatus.REJECTED, stamp="decided_at"),
    step("send_back", {ClaimStatus.REQUESTED}, ClaimStatus.SENT_BACK),
    step("request_again", {ClaimStatus.SENT_BACK}, ClaimStatus.REQUESTED),
    step("withdraw", OPEN_CLAIMS, ClaimStatus.WITHDRAWN, stamp="decided_at"),
)

CERTIFICATE = Workflow(
    step("submit", {CertificateStatus.UPLOADED, CertificateStatus.SENT_BACK}, CertificateStatus.UNDER_REVIEW),
    step("verify", {CertificateStatus.UNDER_REVIEW}, CertificateStatus.VERIFIED, stamp="verified_at"),
    step("reject", {CertificateStatus.UNDER_REVIEW}, CertificateStatus.REJECTED),
    step("send_back", {CertificateStatus.UNDER_REVIEW}, CertificateStatus.SENT_BACK),
    step("edit", {CertificateStatus.UNDER_REVIEW, CertificateStatus.VERIFIED}, CertificateStatus.UPLOADED),
    step("revoke", {CertificateStatus.VERIFIED}, CertificateStatus.REVOKED),
)
"""An edit of what is under review or verified takes it back to its beginning: what was verified is not what stands there."""

SLOT = Workflow(
    step("hold", {SlotStatus.OPEN}, SlotStatus.HELD),
    step("let_go", {SlotStatus.HELD}, SlotStatus.OPEN),
    step("reserve", {SlotStatus.OPEN, SlotStatus.HELD}, SlotStatus.RESERVED),
    step("confirm", {SlotStatus.RESERVED}, SlotStatus.CONFIRMED),
    step("release", {SlotStatus.RESERVED, SlotStatus.CONFIRMED}, SlotStatus.RELEASED),
    step("start", {SlotStatus.CONFIRMED}, SlotStatus.IN_USE),
    step("finish", {SlotStatus.IN_USE}, SlotStatus.DONE),
)
