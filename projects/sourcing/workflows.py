"""Which status may follow which."""

from core.workflow import Workflow, step
from projects.sourcing.enums import InvitationStatus as Invited
from projects.sourcing.enums import QuoteStatus, RfqStatus

RFQ = Workflow(
    step("request_approval", {RfqStatus.DRAFT}, RfqStatus.IN_APPROVAL),
    step("return", {RfqStatus.IN_APPROVAL}, RfqStatus.DRAFT),
    step("publish", {RfqStatus.DRAFT, RfqStatus.IN_APPROVAL}, RfqStatus.OPEN, stamp="opened_at"),
    step("schedule", {RfqStatus.DRAFT, RfqStatus.IN_APPROVAL}, RfqStatus.SCHEDULED),
    step("start", {RfqStatus.SCHEDULED}, RfqStatus.OPEN, stamp="opened_at"),
    step("amend", {RfqStatus.OPEN}, RfqStatus.OPEN),
    step("extend", {RfqStatus.OPEN}, RfqStatus.OPEN),
    step("pause", {RfqStatus.OPEN}, RfqStatus.PAUSED),
    step("resume", {RfqStatus.PAUSED}, RfqStatus.OPEN),
    step(
        "cancel",
        {RfqStatus.DRAFT, RfqStatus.SCHEDULED, RfqStatus.OPEN, RfqStatus.PAUSED},
        RfqStatus.CANCELLED,
        stamp="cancelled_at",
    ),
    step("open_technical_envelopes", {RfqStatus.OPEN}, RfqStatus.TECHNICAL_EVALUATION),
    step("open_envelopes", {RfqStatus.OPEN}, RfqStatus.EVALUATION),
    step("finish_technical", {RfqStatus.TECHNICAL_EVALUATION}, RfqStatus.EVALUATION),
    step("clarify", {RfqStatus.EVALUATION}, RfqStatus.EVALUATION),
    step("new_round", {RfqStatus.EVALUATION}, RfqStatus.OPEN),
    step("recommend", {RfqStatus.EVALUATION}, RfqStatus.AWARD_PENDING),
    step("award", {RfqStatus.AWARD_PENDING}, RfqStatus.AWARDED, stamp="decided_at"),
    step("return_award", {RfqStatus.AWARD_PENDING}, RfqStatus.EVALUATION),
    step(
        "close_without_award",
        {RfqStatus.EVALUATION, RfqStatus.AWARD_PENDING},
        RfqStatus.CLOSED_WITHOUT_AWARD,
        stamp="decided_at",
    ),
)
"""What is open may be closed by the clock: the rules ask it where it matters. A scheduled request starts by the clock as well,
and is moved by whoever acts upon it next."""

INVITATION = Workflow(
    step("view", {Invited.INVITED}, Invited.VIEWED, stamp="viewed_at"),
    step("intend", {Invited.INVITED, Invited.VIEWED, Invited.DECLINED}, Invited.INTENDS, stamp="answered_at"),
    step("decline", {Invited.INVITED, Invited.VIEWED, Invited.INTENDS}, Invited.DECLINED, stamp="answered_at"),
    step(
        "lock_out",
        {Invited.INVITED, Invited.VIEWED, Invited.INTENDS, Invited.DECLINED},
        Invited.LOCKED_OUT,
        stamp="locked_at",
    ),
)

QUOTE = Workflow(
    step("request_approval", {QuoteStatus.DRAFT}, QuoteStatus.AWAITING_APPROVAL),
    step("return", {QuoteStatus.AWAITING_APPROVAL}, QuoteStatus.DRAFT),
    step(
        "submit",
        {QuoteStatus.DRAFT, QuoteStatus.AWAITING_APPROVAL, QuoteStatus.SUBMITTED, QuoteStatus.NEEDS_RECONFIRMATION},
        QuoteStatus.SUBMITTED,
        stamp="submitted_at",
    ),
    step("submit_late", {QuoteStatus.DRAFT, QuoteStatus.AWAITING_APPROVAL}, QuoteStatus.LATE, stamp="submitted_at"),
    step("admit", {QuoteStatus.LATE}, QuoteStatus.SUBMITTED),
    step("revise", {QuoteStatus.SUBMITTED}, QuoteStatus.SUBMITTED),
    step("revise", {QuoteStatus.NEEDS_RECONFIRMATION}, QuoteStatus.NEEDS_RECONFIRMATION),
    step(
        "withdraw",
        {QuoteStatus.SUBMITTED, QuoteStatus.NEEDS_RECONFIRMATION, QuoteStatus.LATE},
        QuoteStatus.WITHDRAWN,
        stamp="withdrawn_at",
    ),
    step("unsettle", {QuoteStatus.SUBMITTED}, QuoteStatus.NEEDS_RECONFIRMATION),
    step("confirm", {QuoteStatus.NEEDS_RECONFIRMATION}, QuoteStatus.SUBMITTED),
    step("open", {QuoteStatus.SUBMITTED}, QuoteStatus.OPENED, stamp="opened_at"),
    step("shortlist", {QuoteStatus.OPENED}, QuoteStatus.SHORTLISTED),
    step("reject", {QuoteStatus.OPENED}, QuoteStatus.NOT_QUALIFIED),
    step("negotiate", {QuoteStatus.OPENED}, QuoteStatus.OPENED),
    step("negotiate", {QuoteStatus.SHORTLISTED}, QuoteStatus.SHORTLISTED),
    step("answer", {QuoteStatus.OPENED}, QuoteStatus.OPENED),
    step("answer", {QuoteStatus.SHORTLISTED}, QuoteStatus.SHORTLISTED),
    step("renew", {QuoteStatus.OPENED}, QuoteStatus.OPENED),
    step("renew", {QuoteStatus.SHORTLISTED}, QuoteStatus.SHORTLISTED),
    step("award", {QuoteStatus.OPENED, QuoteStatus.SHORTLISTED}, QuoteStatus.AWARDED),
    step("not_select", {QuoteStatus.OPENED, QuoteStatus.SHORTLISTED}, QuoteStatus.NOT_SELECTED),
)
"""A revised quote keeps its status: the version that was sent stays in force until the new one is sent. So does an opened one
that is asked for something and answers."""
