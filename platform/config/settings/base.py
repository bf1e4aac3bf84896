"""What holds in every installation. Values come from the environment by way of ``config.env``, never from ``os.environ``."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config.env import BASE_DIR, celery_broker_url, read_environment
from config.settings.admin import UNFOLD as UNFOLD
from config.settings.api import REST_FRAMEWORK
from config.settings.api import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from config.settings.logs import logging_of
from config.settings.policy import ADMIN_CONTENT_SECURITY_POLICY as ADMIN_CONTENT_SECURITY_POLICY
from config.settings.policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from config.settings.storage import storages_of
from config.settings.timers import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

PLATFORM_DIR = BASE_DIR / "platform"

environment = read_environment()

SECRET_KEY = environment.secret_key
ENCRYPTION_KEYS = environment.encryption_keys
ALLOWED_HOSTS = environment.allowed_hosts
BASE_URL = environment.base_url
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
DATA_DIR = environment.data_dir
THROTTLE_SCALE = environment.throttle_scale
PAGES_PER_MINUTE = environment.pages_per_minute
OCDS_PREFIX = environment.ocds_prefix

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "core",
    "events",
    "accounts",
    "organizations",
    "api",
    "documents",
    "drafts",
    "notifications",
    "webhooks",
    "vocabulary",
    "providers",
    "services",
    "projects.briefs",
    "projects.matching",
    "projects.sourcing",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "lucide",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.AdminPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.KeepingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SeenMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "organizations.middleware.ActorMiddleware",
    "services.middleware.PagesPerMinuteMiddleware",
    "core.middleware.HeldMiddleware",
    "core.middleware.DomainErrorMiddleware",
    "core.middleware.AskFirstMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "core.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "core.context_processors.held",
                "organizations.context_processors.actor",
                "notifications.context_processors.unread",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.Renderer"

# People -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# A code, not a link: it works when the mail is read on another device, and no mail scanner uses it up.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# The other sessions end, since they carry a hash of the old password; the person at the keyboard stays.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = REST_FRAMEWORK["NUM_PROXIES"] = 1 if environment.behind_proxy else 0
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm", "add_email": "accounts.forms.AddEmailForm"}
ACCOUNT_FORMS["reset_password"] = "accounts.forms.ResetPasswordForm"
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_FORMS = {"authenticate": "accounts.forms.AuthenticateForm", "reauthenticate": "accounts.forms.ReauthenticateForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
SECOND_FACTOR_URL = "mfa_index"
MFA_TOTP_ISSUER = "OpenCDMO"
USERSESSIONS_TRACK_ACTIVITY = True
SESSION_COOKIE_NAME = "opencdmo_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
CSRF_COOKIE_NAME = "opencdmo_csrf"
CSRF_FAILURE_VIEW = "core.views.errors.csrf_failure"

# Languages ----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [PLATFORM_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "opencdmo_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# Databases ----------------------------------------------------------------------------------------------------------
# Persistent connections were worth two to seven times the requests per second.
DATABASE_POOLED = environment.database_pooled
DATABASES = {
    "default": {
        **environment.database,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": DATABASE_POOLED,
    }
}
REDIS_URL = environment.redis_url
CACHES = {
    "default": {
        "BACKEND": "core.cache.ForgivingRedisCache",
        "LOCATION": environment.cache_url(),
        "KEY_PREFIX": "opencdmo",
    }
}

# Mail ---------------------------------------------------------------------------------------------------------------
# Whoever sends mail writes a row; a worker hands it to the real server.
EMAIL_BACKEND = "notifications.backend.OutboxBackend"
DELIVERY_EMAIL_BACKEND = environment.email["EMAIL_BACKEND"]
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"
# A restored copy of an installation must not write to anybody until somebody lets it.
OUTGOING_PAUSED = environment.outgoing_paused
MAIL_LOG_DAYS = environment.mail_log_days
# Of each project. The last one is what its pages show.
MATCH_RUNS_KEPT = max(environment.match_runs_kept, 1)
EMAIL_HOST = environment.email["EMAIL_HOST"]
EMAIL_PORT = environment.email["EMAIL_PORT"]
EMAIL_HOST_USER = environment.email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = environment.email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = environment.email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = environment.email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.default_from_email

# Files --------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = environment.static_root
MEDIA_ROOT = DATA_DIR / "media"
STATICFILES_DIRS = [PLATFORM_DIR / "static"]
STORAGES = storages_of(environment)

# Small requests in memory, large ones in a file without a name. Memory alone would drop large files without a word.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "core.uploads.UnnamedFileUploadHandler",
]

# In bytes, by what a file is given for. The proxy lets a little more through, so that the sentence comes from here.
DOCUMENT_SIZE_LIMITS = {"evidence": 20 * 2**20, "brief": 10 * 2**20, "attachment": 25 * 2**20}
CLAMD_URL = environment.clamd_url

# Reference data: commands of load_reference_data, in order -----------------------------------------------------------
REFERENCE_DATA = ["load_vocabulary", "load_providers", "load_offerings"]

# Security -----------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Calling others: webhooks ---------------------------------------------------------------------------------------------
# Beside public addresses, only what lies in these networks is called.
OUTGOING_PRIVATE_NETWORKS = environment.outgoing_private_networks
OUTGOING_HTTPS_ONLY = False
# A delivery that is not reported on by then is due again: its worker was killed. Longer than any call takes.
WEBHOOKS_RESEND_AFTER = timedelta(seconds=60)
WEBHOOK_LOG_DAYS = environment.webhook_log_days

# Celery: the reasons stand in docs/architecture.md, "Nothing lost, nothing doubled" ----------------------------------
CELERY_BROKER_URL = celery_broker_url(REDIS_URL)
# An event that no worker has confirmed by then is sent again. Longer than a usual backlog, short enough after a flushed Redis.
EVENTS_RESEND_AFTER = timedelta(seconds=60)

CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 240
CELERY_TASK_SOFT_TIME_LIMIT = 210
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 2,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "retry_on_timeout": True,
}
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

LOGGING = logging_of(environment.log_level)
