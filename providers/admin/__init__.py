"""Providers, for operators: what waits for a decision, and what was decided. A file for each noun."""

from providers.admin import certificate, claim, profile, review, site

__all__ = ["certificate", "claim", "profile", "review", "site"]
