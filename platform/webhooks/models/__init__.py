"""Endpoints, and what is on its way to them."""

from webhooks.models.delivery import Attempt, Delivery
from webhooks.models.endpoint import Endpoint

__all__ = ["Attempt", "Delivery", "Endpoint"]
