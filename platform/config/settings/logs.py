"""One line an event on standard error, with the request's id; the supervisor or container keeps the log."""

from typing import Any


def logging_of(level: str) -> dict[str, Any]:
    """What is logged, from that level up."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "core.logging.RequestIdFilter"}},
        "formatters": {"line": {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": level, "propagate": False},
            # They tell every table of every font that goes into a PDF.
            **{name: {"level": "WARNING"} for name in ("fontTools", "fpdf", "pypdf")},
        },
    }
