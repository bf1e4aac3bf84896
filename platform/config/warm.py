"""What a web process reads once before its workers are forked: vocabularies, the catalogue, and the ground that matching stands on.

The workers share the memory, and no first visitor waits for it. A database that is not there yet keeps nobody from starting.
"""

import logging

from django.db import DatabaseError, connections

from projects.matching.engine.ground import ground_of
from services.selectors.catalogue import current_catalogue

logger = logging.getLogger(__name__)


def warm() -> None:
    """Read it, and leave no connection open that a worker would inherit."""
    try:
        ground_of(current_catalogue())
    except DatabaseError:
        logger.warning("The catalogue could not be read before the start; each worker reads it at its first request.")
    finally:
        connections.close_all()
