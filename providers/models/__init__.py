from providers.models.provider import Provider, Source
from providers.models.site import Site

__all__ = ["Provider", "Site", "Source"]
