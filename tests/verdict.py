"""From a made environment to a verdict: lint, types, architecture, tests on SQLite and on a throw-away PostgreSQL.

Gets what it needs with apt where it may. What then cannot run is listed under NOT RUN; in CI that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import postgres

CI = os.environ.get("CI") == "true"
QUICK = "--quick" in sys.argv
CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy", "guihua"],
    ["lint-imports"],
    ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
]
PYTEST = ["python", "-m", "pytest"]


def step(words: list[str], **environment: str) -> bool:
    print(f"\n── {' '.join(words)}", flush=True)
    return subprocess.run(words, env=os.environ | environment, check=False).returncode == 0


def install_missing() -> list[str]:
    """Installs Debian packages that are not there, where this user may; returns what stays missing."""
    wanted = [] if shutil.which("chromium") else ["chromium"]
    if not any(Path("/usr/share/fonts").rglob("NotoSansCJK*")):
        wanted.append("fonts-noto-cjk")
    if postgres.programs() is None:
        wanted.append("postgresql")
    if not wanted or not shutil.which("apt-get"):
        return wanted
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], env=quiet, check=False)
    done = subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", *wanted], env=quiet, check=False)
    return wanted if done.returncode else []


def main() -> int:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "guihua.config.settings", "GUIHUA_TESTING": "1"}
    failed = [
        " ".join(words) for words in CHECKS if not step(words, DATABASE_URL="sqlite:///:memory:", **postgres.KEYS)
    ]
    missing = [] if QUICK else install_missing()
    without_browser = ["-m", "not browser and not postgres"]
    run = without_browser if QUICK or "chromium" in missing else ["-m", "not postgres"]
    if not step([*PYTEST, "-n", "2", *run]):
        failed.append("pytest on SQLite")
    if not QUICK and "postgresql" not in missing:
        with postgres.cluster() as url:
            if not step([*PYTEST, "-n", "2", "-m", "not browser"], DATABASE_URL=url):
                failed.append("pytest on PostgreSQL")
    if missing:
        print(f"\nNOT RUN: what needs {', '.join(missing)}. Mend: sudo apt-get install {' '.join(missing)}")
        if CI:
            failed.append("what could not run")
    print(f"\nFailed: {'; '.join(failed)}" if failed else "\nAll is well.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
