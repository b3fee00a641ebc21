"""From a made environment to a verdict: lint, types, architecture, tests on SQLite and on a throw-away PostgreSQL.

Gets what it needs with apt where it may, Chromium else from Playwright. What then cannot run is listed under NOT RUN
with the command that mends it; in CI that is a failure. `--quick` leaves PostgreSQL and the browser out, and tests what
changed (tests/quick.py).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import chromium, ocds, postgres, quick

CI = os.environ.get("CI") == "true"
CHECKS = [
    ["mypy", "guihua"],
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["lint-imports", "--no-cache"],
    ["python", "-m", "django", "makemigrations", "--check", "--dry-run"],
]
OWN = {"DATABASE_URL", "DATABASE_ADMIN_URL", "PORT"}  # a deployment's settings never reach the tests

# three on two cores: a browser, a database and a killed worker are waited for, and meanwhile somebody else goes on
AT_ONCE = ["-n", "3", "--dist", "worksteal", "--durations=15"]


@dataclass
class Verdict:
    folder: Path
    passed: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)

    def checks(self, at_once: ThreadPoolExecutor) -> None:
        """Steps that hold or do not, two at a time: a type checker has one core alone, and the rest are done on the other.
        What each of them says stands under its name."""
        begun = [(words, at_once.submit(self._checked, words)) for words in CHECKS]
        for words, told in begun:
            done, seconds = told.result()
            print(f"\n── {' '.join(words)}\n{done.stdout}", end="", flush=True)
            self._count(" ".join(words), int(done.returncode == 0), int(done.returncode != 0), seconds)

    def tests(self, name: str, chosen: str, *paths: str, **environment: str) -> None:
        """One run of pytest, counted by its own account of it; a run that breaks down counts as one that failed."""
        account = self.folder / f"{name}.xml"
        words = ["python", "-m", "pytest", *AT_ONCE, "-m", chosen, f"--junitxml={account}", *paths]
        print(f"\n── {' '.join(words)}", flush=True)
        began = time.monotonic()
        done = subprocess.run(words, env=self._environment(**environment), check=False)
        passed, failed = counted(account)
        self._count(f"tests on {name}", passed, failed or int(done.returncode != 0), time.monotonic() - began)

    def _checked(self, words: list[str]) -> tuple[subprocess.CompletedProcess[str], float]:
        environment = self._environment(DATABASE_URL="sqlite:///:memory:", **postgres.KEYS)
        together = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        began = time.monotonic()
        return subprocess.run(words, env=environment, check=False, **together), time.monotonic() - began

    def _environment(self, **environment: str) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("GUIHUA_") and k not in OWN}
        own = {
            "DJANGO_SETTINGS_MODULE": "guihua.config.settings",
            "GUIHUA_TESTING": "1",
            "GUIHUA_HOME": str(self.folder),
        }
        return clean | own | environment

    def _count(self, name: str, passed: int, failed: int, seconds: float) -> None:
        self.passed += passed
        self.failed += failed
        self.lines.append(f"{'FAILED' if failed else 'passed':8}{seconds:6.1f} s  {name}")
        print(self.lines[-1], flush=True)

    def told(self) -> int:
        print("\n── Verdict", *self.lines, sep="\n")
        if self.not_run:
            print("\nNOT RUN", *(f"  {what}: {mend}" for what, mend in self.not_run.items()), sep="\n")
            self.failed += len(self.not_run) if CI else 0
        print(f"\n{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def counted(account: Path) -> tuple[int, int]:
    if not account.exists():
        return 0, 0
    suites = ElementTree.parse(account).getroot().iter("testsuite")  # noqa: S314 - written by our own pytest
    sums = [{key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")} for suite in suites]
    failed = sum(one["failures"] + one["errors"] for one in sums)
    return sum(one["tests"] - one["skipped"] for one in sums) - failed, failed


def missing() -> list[str]:
    """Debian packages whose contents are not there, however they might have come."""
    gone = [] if chromium.installed() or playwright_has_chromium() else ["chromium"]
    fonts = [Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if not any(found for place in fonts for found in [*place.rglob("NotoSansCJK*"), *place.rglob("PingFang*")]):
        gone.append("fonts-noto-cjk")
    return gone if postgres.programs() else [*gone, "postgresql"]


def playwright_has_chromium() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        return Path(play.chromium.executable_path).exists()


def install_missing() -> list[str]:
    """Installs what is missing where this user may; returns what stays missing."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not sudo or shutil.which("sudo")):
        if CI and not shutil.which(chromium.SHELL):  # which is faster; where Debian has it not, Chromium does as well
            apt_install(sudo, [chromium.SHELL], within="60")
        if gone := missing():
            apt_install(sudo, gone, within="600")
    if "chromium" in missing():
        subprocess.run(["python", "-m", "playwright", "install", "chromium"], check=False)
    return missing()


def apt_install(sudo: list[str], names: list[str], *, within: str) -> None:
    """Within so many seconds for each of its two commands, for where apt's servers are out of reach."""
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "timeout", within, "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "-y", *names], check=False)


def whole(verdict: Verdict, gone: list[str]) -> None:
    if not ocds.SCHEMA.exists():
        verdict.lines.append(f"skipped           {ocds.WITHOUT}")
    mend = {name: f"sudo apt-get install -y {name}" for name in gone}
    without_browser = mend.keys() & {"chromium", "fonts-noto-cjk"}
    verdict.tests("SQLite", "not postgres and not browser" if without_browser else "not postgres")
    if without_browser:
        verdict.not_run["browser tests"] = f"sudo apt-get install -y {' '.join(sorted(without_browser))}"
    if "postgresql" in mend:
        verdict.not_run["tests on PostgreSQL"] = mend["postgresql"]
        return
    with postgres.cluster() as url:
        verdict.tests("PostgreSQL", "not browser and not slow and not once", DATABASE_URL=url)


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is taken down
    with tempfile.TemporaryDirectory(prefix="guihua-verdict-") as folder:
        verdict, is_quick = Verdict(Path(folder)), "--quick" in sys.argv
        with ThreadPoolExecutor(1) as aside, ThreadPoolExecutor(2) as at_once:
            getting = aside.submit(lambda: [] if is_quick else install_missing())  # waits for servers, not for a core
            verdict.checks(at_once)
        if is_quick:
            chosen = quick.for_this_tree()
            print(f"\n── --quick tests {chosen.told()}", flush=True)
            verdict.tests("SQLite", "not browser and not postgres and not slow", *chosen.paths)
        else:
            whole(verdict, getting.result())
        return verdict.told()


if __name__ == "__main__":
    sys.exit(main())
