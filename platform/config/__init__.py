"""The one place that knows every app: settings, URLs, Celery and the server entry points."""

import gc

COLLECT_AFTER = (50_000, 20, 20)
"""Allocations, and young collections, before Python looks for cycles. With its own (700, 10, 10) a fifth of the time in which a
program starts goes to walking again and again through classes, patterns and vocabularies that stay."""

gc.set_threshold(*COLLECT_AFTER)

from config.celery import app as celery_app  # noqa: E402 - counted from here on

__all__ = ["celery_app"]
