"""Sweeps over rows that are due: one that fails holds up no other."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from celery.exceptions import SoftTimeLimitExceeded
from django.db import models, transaction

logger = logging.getLogger(__name__)

AT_ONCE = 200

Row = TypeVar("Row", bound=models.Model)


def work_off(due: Callable[[], models.QuerySet[Row]], work: Callable[[Row], object], *, at_most: int = AT_ONCE) -> int:
    """Do ``work`` for the first row of ``due()`` until there is none, each in a transaction of its own. Returns how many were done.

    ``due`` locks with ``skip_locked``, so that several may sweep at once, and ``work`` sees to it that the row is due no more. A
    row whose work raises is logged and left as it was: for the next sweep, behind the others of this one.
    """
    failed: list[Any] = []
    done = 0
    while done < at_most and len(failed) < at_most:
        row = None
        try:
            with transaction.atomic():
                row = due().exclude(pk__in=failed).first()
                if row is None:
                    break
                work(row)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            if row is None:
                raise
            logger.exception("%s %s is left for the next sweep", row._meta.label, row.pk)
            failed.append(row.pk)
        else:
            done += 1
    return done
