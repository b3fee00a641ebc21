"""Sign-in: how often one may fail and how long a session lasts. Every number is a default that a deployment may set."""

from __future__ import annotations

import environ

env = environ.Env()

AXES_FAILURE_LIMIT = env.int("GUIHUA_LOGIN_FAILURES", default=5)
AXES_COOLOFF_TIME = env.int("GUIHUA_LOCKOUT_SECONDS", default=600) / 3600  # hours
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"  # one count for all processes
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "guihua.directory.signing_in.counted_as"
AXES_LOCKOUT_CALLABLE = "guihua.directory.signing_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else who keeps trying keeps its owner out for ever
AXES_DISABLE_ACCESS_LOG = True  # sign-ins have rows of their own
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "next", "csrfmiddlewaretoken", "one_time_password", "credential"]

GUIHUA_IDLE_SECONDS = env.int("GUIHUA_IDLE_SECONDS", default=30 * 60)
GUIHUA_SESSION_SECONDS = env.int("GUIHUA_SESSION_SECONDS", default=12 * 3600)
SESSION_COOKIE_AGE = GUIHUA_SESSION_SECONDS
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the account is what is locked: a thief who changes address is locked out too

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "guihua.directory.signing_in.UsernameOrPhone",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
