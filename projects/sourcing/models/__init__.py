from projects.sourcing.models.ask import Ask
from projects.sourcing.models.cda import Cda
from projects.sourcing.models.decision import Award, Clarification, Declaration, Evaluation, Outcome, Recommendation
from projects.sourcing.models.invitation import Invitation, Question
from projects.sourcing.models.line import RfqLine, RfqVersion
from projects.sourcing.models.paper import QuoteFile, RfqDocument
from projects.sourcing.models.policy import Policy
from projects.sourcing.models.quote import Opening, Quote, QuoteSource, QuoteVersion
from projects.sourcing.models.rfq import Rfq

__all__ = [
    "Ask",
    "Award",
    "Cda",
    "Clarification",
    "Declaration",
    "Evaluation",
    "Invitation",
    "Opening",
    "Outcome",
    "Policy",
    "Question",
    "Quote",
    "QuoteFile",
    "QuoteSource",
    "QuoteVersion",
    "Recommendation",
    "Rfq",
    "RfqDocument",
    "RfqLine",
    "RfqVersion",
]
