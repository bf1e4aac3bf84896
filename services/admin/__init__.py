"""Services, for operators. A file for each noun."""

from services.admin import merge

__all__ = ["merge"]
