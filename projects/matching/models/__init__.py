from projects.matching.models.match_run import Match, MatchRun

__all__ = ["Match", "MatchRun"]
