"""What a web process reads once before its workers are forked: vocabularies, the catalogue, how briefs are read, and the ground
that matching stands on.

The workers share the memory, and no first visitor waits for it. A database that is not there yet keeps nobody from starting.
"""

import logging

from django.db import DatabaseError, connections

from core import clock
from projects.matching.preview import preview_of
from projects.matching.together import together_of
from services.selectors.catalogue import current_catalogue

BRIEF = (
    "A monoclonal antibody from CHO cells at 2,000 L under EU GMP in Europe, from 2027, then filling of vials. 需要质粒。"
)
"""Any will do: the first that is read lays out the words of the vocabularies, and the first that is ranked what reasons are made of."""
FIRST = 10

logger = logging.getLogger(__name__)


def warm() -> None:
    """Read it, and leave no connection open that a worker would inherit."""
    try:
        catalogue = current_catalogue()
        preview = preview_of(BRIEF, catalogue, today=clock.today())
        preview.first(FIRST)
        together_of(preview)
    except DatabaseError:
        logger.warning("The catalogue could not be read before the start; each worker reads it at its first request.")
    finally:
        connections.close_all()
