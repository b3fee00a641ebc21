"""Loaded before the settings are (`-p tests.early`): the tests' own keys, and a home that nobody else has."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

from tests.postgres import KEYS

for name in [name for name in os.environ if name.startswith("GUIHUA_")]:
    del os.environ[name]  # what whoever starts the tests has set is theirs
HOME = Path(tempfile.mkdtemp(prefix="guihua-test-"))  # each worker of xdist loads this file and has its own
PREPARED = Path(os.environ.setdefault("PREPARED_BY_TESTS", str(HOME / "prepared")))  # one for all workers of a run
os.environ |= {**KEYS, "GUIHUA_TESTING": "1", "GUIHUA_HOME": str(HOME)}
gc.set_threshold(200_000, 20, 50)  # a page makes and drops so many objects that looking for circles took a twentieth
(HOME / "static").mkdir()  # WhiteNoise warns where it is missing


def pytest_collection_finish() -> None:
    gc.freeze()  # nor are circles looked for among modules and tests, which stay


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
