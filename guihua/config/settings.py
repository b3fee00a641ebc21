"""The one settings file; what a deployment may set is listed in docs/operations.md."""

from __future__ import annotations

import os
from pathlib import Path

import environ
from django.utils.csp import CSP

from guihua.config import home

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent.parent
HOME = home.home()
DEMONSTRATION = home.demonstration()
KEYS = home.keys()

DEBUG = env.bool("GUIHUA_DEBUG", default=False)
TESTING = env.bool("GUIHUA_TESTING", default=False)
SECRET_KEY = KEYS.secret or ("no key yet: only init, demo and help run like this")
GUIHUA_FIELD_KEYS = KEYS.field_keys
GUIHUA_FIELD_KEYS_FILE = home.field_keys_file()
GUIHUA_TENANT_MODEL = "directory.Subdistrict"
GUIHUA_FACTS = env.str("GUIHUA_FACTS", default=str(HOME / "facts"))
GUIHUA_ENGINE = env.str("GUIHUA_ENGINE", default="local")
GUIHUA_MAIL_DIR = env.str("GUIHUA_MAIL_DIR", default=str(HOME / "mail"))
GUIHUA_TRUSTED_PROXIES = env.list("GUIHUA_TRUSTED_PROXIES", cast=str.strip, default=[])
GUIHUA_ADDRESS = env.str("GUIHUA_ADDRESS", default="").rstrip("/")  # where files that leave the house link to
GUIHUA_ROWS_CHECKED_AT_ONCE = env.int(
    "GUIHUA_ROWS_CHECKED_AT_ONCE", default=20_000
)  # of a file; more are checked by the worker
GUIHUA_TENDER_LIMIT_YUAN = env.int("GUIHUA_TENDER_LIMIT_YUAN", default=4_000_000)  # the province's own, for services
GUIHUA_OPINION_YEARS = env.int("GUIHUA_OPINION_YEARS", default=3)  # what service users said of an acceptance is kept
ALLOWED_HOSTS = env.list(
    "GUIHUA_HOSTS",
    cast=str.strip,
    default=["*"] if DEMONSTRATION or DEBUG or TESTING else ["localhost", "127.0.0.1", "[::1]"],
)

INSTALLED_APPS = [
    "guihua.core",
    "guihua.directory",
    "guihua.commissioning",
    "guihua.delivery",
    "guihua.evaluation",
    "guihua.reporting",
    "guihua.desk",
    "guihua.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_htmx",
    "lucide",
    "django_structlog",
]

MIDDLEWARE = [
    # headers first, so that what any other of these answers carries them too
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "guihua.core.headers.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guihua.core.ui.language.ChosenLanguage",
    "guihua.core.requests.RequestLog",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guihua.directory.sessions.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "guihua.directory.typed.SignInRequired",
    "guihua.directory.demanded.FactorDemanded",
    "guihua.directory.typed.Refilling",
    "guihua.directory.ended.RoleEnded",
    "django_htmx.middleware.HtmxMiddleware",
    "guihua.core.opened.DeedsOpened",
    "guihua.core.refusal.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "guihua.config.urls"
WSGI_APPLICATION = "guihua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guihua.core.ui.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "guihua.core.templatetags.icons",
                "guihua.core.templatetags.frame",
                "guihua.core.templatetags.numbers",
                "guihua.core.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'guihua.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; PRAGMA foreign_keys=ON",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "directory.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
][1 if TESTING else 0 :]
LOGIN_URL = "directory:login"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "guihua.directory.views.kept.stale_form"
GUIHUA_RUN_BY = "guihua.directory.models.users.run_by"
GUIHUA_JOBS_RUN_BY = "guihua.directory.models.users.jobs_run_by"
GUIHUA_TRAIL_READ_BY = "guihua.directory.models.users.trail_read_by"
GUIHUA_WITHIN = "guihua.directory.models.users.subdistricts_of"
GUIHUA_SHELL = "guihua.desk.navigation.shell_for"
# the pages of single things and of their lists, for contexts that stand below the desk
GUIHUA_PAGES = {
    "project": "desk:project",
    "session": "desk:session",
    "job": "desk:job",
    "organisation": "desk:organisation",
    "community": "desk:community",
    "handling": "desk:handling",
    "periodicreport": "desk:periodic_report",
    "incident": "commissioning:incident",
    "roundproject": "desk:result_pack",  # its report
}
GUIHUA_LISTS = {
    "organisation": "desk:organisations",
    "project": "desk:projects",
    "projectfile": "desk:project_files",
    "contract": "desk:project_money",
    "coverage": "desk:project_coverage",
    "procurement": "desk:project_buying",
    "thread": "desk:project_messages",
    "incident": "desk:project_incidents",
    "post": "desk:project_posts",
    "publicnotice": "commissioning:published",
    "board": "desk:board",
    "boardrule": "commissioning:board_rules",
    "indicator": "desk:project_indicators",
}
GUIHUA_VISITING = "desk:visit_adding"
GUIHUA_KEPT_PAGES = ["guihua.delivery.offline.recording_pages", "guihua.desk.visiting.pages"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "guihua.config.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "guihua.config.statics.Hashed"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A demonstration and the tests run on plain http at this machine; everything else is behind TLS.
SECURE = not (DEBUG or TESTING or DEMONSTRATION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
GUIHUA_HSTS_SUBDOMAINS = env.bool("GUIHUA_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE and GUIHUA_HSTS_SUBDOMAINS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

GUIHUA_UPLOADS = HOME / "uploads"
GUIHUA_CLAMD = env.str("GUIHUA_CLAMD", default="")  # "/path/of/its/socket", or "host:port"
FILE_UPLOAD_HANDLERS = ["guihua.core.uploads.handlers.Sealing"]  # nothing that is sent lies readable on the disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 15_000  # a month's list has a tick for each of its people and sessions
os.environ.setdefault("POLARS_MAX_THREADS", str(os.cpu_count() or 2))

from guihua.config.accounts import *  # noqa: E402, F403 - sign-in has a file of its own, read as part of this one
from guihua.config.logs import *  # noqa: E402, F403 - the logs too
