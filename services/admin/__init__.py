"""Services, for operators. A file for each noun."""

from services.admin import merge, offering

__all__ = ["merge", "offering"]
