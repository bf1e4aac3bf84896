"""Providers, for operators: what waits for a decision, and what was decided. A file for each noun."""

from providers.admin import claim, profile, review

__all__ = ["claim", "profile", "review"]
