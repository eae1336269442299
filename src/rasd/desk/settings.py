"""Django's settings for the desk: those of the ledger, and what pages need. Opening it names the ledger itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from rasd.ledger import settings as ledger

HERE = Path(__file__).parent
AUTH_USER_MODEL = ledger.AUTH_USER_MODEL
DEFAULT_AUTO_FIELD = ledger.DEFAULT_AUTO_FIELD
USE_TZ, TIME_ZONE = ledger.USE_TZ, ledger.TIME_ZONE
DATABASES: dict[str, dict[str, Any]] = {"default": {}}
INSTALLED_APPS = [
    *ledger.INSTALLED_APPS,
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "leaflet",  # for its copy of Leaflet; none of its tags is used, as those would ask for tiles
    "rasd.desk",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # before the files, so that they have it, too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rasd.desk.access.Gate",
    "rasd.desk.mishaps.Mishaps",
]
ROOT_URLCONF = "rasd.desk.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rasd.desk.pages.context",
            ]
        },
    }
]

# ---- languages: the browser's, else Arabic
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [str(HERE / "locale")]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 86400

# ---- files: from the packages as installed, no collecting
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "rasd.desk.files.Stamped"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86400
#: The largest upload, in bytes; what a report may have at most is the ledger's own limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# ---- accounts
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "login", "/", "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
#: Seconds for which the link of an invitation is of use.
PASSWORD_RESET_TIMEOUT = 3 * 86400
#: Seconds without a request after which a session ends.
SESSION_COOKIE_AGE = 3600
#: Seconds after logging in when a session ends, however much it is used.
SESSION_LONGEST = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "desk_session", "desk_csrf", "desk_language"
CSRF_FAILURE_VIEW = "rasd.desk.mishaps.expired"

# ---- what a browser may do with a page: nothing but what came with it
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
#: What breaks is told on standard error; nobody is sent mail.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "told": {"class": "logging.StreamHandler", "level": "ERROR"},
        "dropped": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["told"], "level": "ERROR", "propagate": False},
        # Whoever asks for another name is refused; strangers must not be able to fill the disk with that.
        "django.security.DisallowedHost": {"handlers": ["dropped"], "propagate": False},
    },
}
