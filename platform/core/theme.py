"""Light, dark or as the device: one choice for the whole site, kept in a cookie."""

from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "opencdmo_theme"


def theme_of(request: HttpRequest) -> str:
    """What the reader chose, one of ``THEMES``: as the device when they chose nothing."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "auto"
