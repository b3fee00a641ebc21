"""Sign-in: how often one may fail and how long a session lasts. Every number is a default that a deployment may set."""

from __future__ import annotations

import environ

env = environ.Env()

AXES_FAILURE_LIMIT = env.int("GUIHUA_LOGIN_FAILURES", default=5)
AXES_COOLOFF_TIME = env.int("GUIHUA_LOCKOUT_SECONDS", default=600) / 3600  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_LOCKOUT_TEMPLATE = "directory/locked_out.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

GUIHUA_IDLE_SECONDS = env.int("GUIHUA_IDLE_SECONDS", default=30 * 60)
GUIHUA_SESSION_SECONDS = env.int("GUIHUA_SESSION_SECONDS", default=12 * 3600)
SESSION_COOKIE_AGE = GUIHUA_SESSION_SECONDS
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the account is what is locked: a thief who changes address is locked out too
