"""Services, for operators. A file for each noun."""

from services.admin import merge, offering, upload

__all__ = ["merge", "offering", "upload"]
