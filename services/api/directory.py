"""The directory for programs, with words understood as the catalogue does."""

from providers.api.provider import ProviderViewSet
from services.directory import DirectoryFilter


class DirectoryViewSet(ProviderViewSet):
    """Public profiles. Those from public sources are unclaimed, and say which facts are not verified."""

    filterset_class = DirectoryFilter
