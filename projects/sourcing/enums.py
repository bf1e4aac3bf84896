"""The fixed words of sourcing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RfqStatus(models.TextChoices):
    """Closed is not among them: an open request is closed once the database's clock has passed its deadline."""

    DRAFT = "draft", _("Draft")
    IN_APPROVAL = "in-approval", _("Waiting for approval")
    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open for quotes")
    PAUSED = "paused", _("Paused")
    TECHNICAL_EVALUATION = "technical-evaluation", _("Technical evaluation")
    EVALUATION = "evaluation", _("Evaluation")
    AWARD_PENDING = "award-pending", _("Award waits for approval")
    AWARDED = "awarded", _("Awarded")
    CANCELLED = "cancelled", _("Cancelled")
    CLOSED_WITHOUT_AWARD = "closed-without-award", _("Closed without award")


class Audience(models.TextChoices):
    """Whom a request is addressed to."""

    SELECTED = "selected", _("The providers we choose")
    MATCHING = "matching", _("Every provider that can do it")
    SINGLE = "single", _("One provider")


class InvitationStatus(models.TextChoices):
    """No response is not among them: it is computed at the deadline."""

    INVITED = "invited", _("Invited")
    VIEWED = "viewed", _("Seen")
    INTENDS = "intends", _("Intends to quote")
    DECLINED = "declined", _("Declined")
    LOCKED_OUT = "locked-out", _("Locked out")


class Reply(models.TextChoices):
    """What has become of an invitation, by what was answered and by the clock. Each is one of these at a time."""

    QUOTED = "quoted", _("Quoted")
    DECLINED = "declined", _("Declined")
    NO_ANSWER = "no-answer", _("No answer in time")
    WAITING = "waiting", _("Still open")
    CANCELLED = "cancelled", _("Request cancelled")
    LOCKED_OUT = "locked-out", _("Locked out")


class DeclineReason(models.TextChoices):
    """Why a provider does not quote. It never lowers a provider's rank."""

    NO_CAPACITY = "no-capacity", _("No capacity")
    OUTSIDE_SCOPE = "outside-scope", _("Outside our scope")
    TIMELINE = "timeline", _("The timeline cannot be met")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    CONFLICT = "conflict", _("Conflict of interest")
    COMMERCIAL_TERMS = "commercial-terms", _("Commercial terms")
    OTHER = "other", _("Other")


class CancelReason(models.TextChoices):
    """Why a request was cancelled."""

    NEED_ENDED = "need-ended", _("The need has ended")
    SCOPE_CHANGED = "scope-changed", _("The scope changed too much")
    BUDGET = "budget", _("No budget")
    MISTAKE = "mistake", _("Published by mistake")
    OTHER = "other", _("Other")


class QuoteStatus(models.TextChoices):
    """Expired is not among them: an opened quote's validity ends by the clock."""

    DRAFT = "draft", _("Draft")
    AWAITING_APPROVAL = "awaiting-approval", _("Waiting for internal approval")
    SUBMITTED = "submitted", _("Submitted")
    NEEDS_RECONFIRMATION = "needs-reconfirmation", _("Needs to be confirmed again")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LATE = "late", _("Late, unopened")
    OPENED = "opened", _("Opened")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    NOT_QUALIFIED = "not-qualified", _("Not qualified")
    AWARDED = "awarded", _("Awarded")
    NOT_SELECTED = "not-selected", _("Not selected")


class QuoteKind(models.TextChoices):
    """An estimate can never be awarded."""

    ESTIMATE = "estimate", _("Estimate, not binding")
    BINDING = "binding", _("Binding quote")


class Answer(models.TextChoices):
    """How a quote answers a requested line. A line without one is not answered; an excluded one never counts as 0."""

    PRICED = "priced", _("Included")
    OPTIONAL = "optional", _("Optional")
    EXCLUDED = "excluded", pgettext_lazy("line of a quote", "Excluded")
    ASSUMED = "assumed", _("Assumed from the sponsor")


class PriceModel(models.TextChoices):
    """How a line is priced."""

    FIXED = "fixed", _("Fixed price")
    PER_BATCH = "per-batch", _("Per batch")
    PER_UNIT = "per-unit", _("Per unit")
    FTE = "fte", _("FTE rate")
    PASS_THROUGH = "pass-through", _("Pass-through with a cap")


class AskKind(models.TextChoices):
    """What a sponsor asks of an opened quote."""

    BINDING = "binding", _("A binding quote")
    NEGOTIATION = "negotiation", _("Other terms")
    RENEWAL = "renewal", _("A longer validity")


class AskStatus(models.TextChoices):
    """What became of it."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered with a new version")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")
    ENDED = "ended", _("Ended, unanswered")


class Envelope(models.TextChoices):
    """What an opening opened."""

    TECHNICAL = "technical", _("Technical")
    COMMERCIAL = "commercial", _("Commercial")


class Tier(models.TextChoices):
    """Who sees a field of a request: every invitee, those under a confidentiality agreement, the awarded provider."""

    TEASER = "teaser", _("Every invited provider")
    CDA = "cda", _("After the confidentiality agreement")
    AWARD = "award", _("After the award")


class Result(models.TextChoices):
    """How it ended for a bidder."""

    AWARDED = "awarded", _("Awarded")
    NOT_SELECTED = "not-selected", _("Not selected")
    NOT_QUALIFIED = "not-qualified", _("Not qualified")
    NOT_CONSIDERED = "not-considered", _("Not considered")
    CLOSED = "closed", _("Closed without award")


class OutcomeReason(models.TextChoices):
    """Why it ended so."""

    BEST_OFFER = "best-offer", _("Best offer overall")
    PRICE = "price", _("Price")
    SCOPE = "scope", _("Scope not fully covered")
    SCHEDULE = "schedule", _("Schedule")
    EXPERIENCE = "experience", _("Experience")
    QUALITY = "quality", _("Quality or regulatory standing")
    TERMS = "terms", _("Commercial terms")
    TECHNICAL = "technical", _("Technical requirements not met")
    LATE = "late", _("Submitted after the deadline")
    NOT_CONFIRMED = "not-confirmed", _("Not confirmed after an amendment")
    NEED_ENDED = "need-ended", _("The need has ended")
    OTHER = "other", _("Other")


class RecommendationStatus(models.TextChoices):
    """What became of a recommended award."""

    PENDING = "pending", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
