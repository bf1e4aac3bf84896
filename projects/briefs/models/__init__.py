from projects.briefs.models.dismissal import Dismissal
from projects.briefs.models.intake import LONGEST_BRIEF, SHORTEST_BRIEF, Intake
from projects.briefs.models.project import CONFIDENTIAL_FIELDS, LONGEST_NOTES, Project, WorkPackage
from projects.briefs.models.rate import ExchangeRate

__all__ = [
    "CONFIDENTIAL_FIELDS",
    "LONGEST_BRIEF",
    "LONGEST_NOTES",
    "SHORTEST_BRIEF",
    "Dismissal",
    "ExchangeRate",
    "Intake",
    "Project",
    "WorkPackage",
]
