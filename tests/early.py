"""Loaded before the settings are (`-p tests.early`): the tests' own keys, and a home that nobody else has."""

import os
import tempfile

from tests.postgres import KEYS

os.environ |= {**KEYS, "GUIHUA_TESTING": "1", "GUIHUA_HOME": tempfile.mkdtemp(prefix="guihua-test-")}
