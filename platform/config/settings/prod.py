"""For a real installation. Refuses to start half configured."""

from config.env import ensure_fit_for_production
from config.settings.base import *  # noqa: F403
from config.settings.base import environment

ensure_fit_for_production(environment)

DEBUG = False
OUTGOING_HTTPS_ONLY = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
if environment.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
