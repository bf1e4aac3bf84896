from projects.briefs.reading.brief import read_brief

__all__ = ["read_brief"]
