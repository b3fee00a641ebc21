"""Sign-in: how one proves who one is, how often one may fail, how long a session lasts. Every number is a default."""

from __future__ import annotations

import environ

env = environ.Env()

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

AXES_FAILURE_LIMIT = env.int("GUIHUA_LOGIN_FAILURES", default=5)
AXES_COOLOFF_TIME = 600 / 3600  # hours: ten minutes
