from projects.briefs.models.intake import LONGEST_BRIEF, SHORTEST_BRIEF, Intake
from projects.briefs.models.project import CONFIDENTIAL_FIELDS, Project, WorkPackage

__all__ = ["CONFIDENTIAL_FIELDS", "LONGEST_BRIEF", "SHORTEST_BRIEF", "Intake", "Project", "WorkPackage"]
