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
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.hsts_whole_domain
# Of the two, a warning would ask whoever installs to bind hosts that are not the platform's.
SILENCED_SYSTEM_CHECKS = [] if environment.hsts_whole_domain else ["security.W005", "security.W021"]
SECURE_SSL_REDIRECT = True
if environment.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
