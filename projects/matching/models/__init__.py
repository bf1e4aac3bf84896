from projects.matching.models.chain_plan import ChainPlan
from projects.matching.models.match_run import Match, MatchRun

__all__ = ["ChainPlan", "Match", "MatchRun"]
