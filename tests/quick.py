"""Which tests `./run test --quick` runs: those of the contexts that changed, and those that hold for every page.

Changed is what the working tree holds beside the last commit, and what was committed since the branch left the upstream's
main; where that is nothing, the last commit. What stands above a changed context is left to the full run.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALWAYS = {"architecture": "always", "locale": "always"}
SHARED = re.compile(
    r"run|pyproject\.toml|requirements/.*|guihua/(core|config|templates)/.*|guihua/(__init__|cli)\.py"
    r"|tests/(factories/.*|[^/]+\.py)"
)
"""What every test stands on."""
ENTRANCES = re.compile(r"(.*/)?(urls|policy|access|roles|navigation)\.py|.*/views/.*|.*/views\.py")
"""What decides who may open what."""
PART = re.compile(r"(?:guihua|tests)/([^/]+)/.+")
ELSEWHERE = {"static", "locale", "bench", "journeys"}  # looked at by a browser, by what always runs, or by nobody here


@dataclass(frozen=True)
class Chosen:
    """`parts`: folders of `tests/`, each with the reason; empty for all of them, for the reason `everything`."""

    parts: dict[str, str]
    everything: str = ""

    @property
    def paths(self) -> list[str]:
        return [] if self.everything else [f"tests/{part}" for part in sorted(self.parts)]

    def told(self) -> str:
        if self.everything:
            return f"all parts ({self.everything})"
        return ", ".join(f"{part} ({why})" for part, why in sorted(self.parts.items()))


def chosen(changed: Iterable[str], known: Iterable[str]) -> Chosen:
    """The tests for changed files, given as paths from the root; `known` are the folders of `tests/`."""
    files, parts, there = sorted(changed), dict(ALWAYS), set(known)
    if shared := next(filter(SHARED.fullmatch, files), None):
        return Chosen({}, f"{shared} changed, on which every test stands")
    for file in files:
        if ENTRANCES.fullmatch(file):
            parts.setdefault("access", f"{file} changed")
        found = PART.fullmatch(file)
        if found is None or found[1] in ELSEWHERE:
            continue
        if found[1] not in there:
            return Chosen({}, f"{file} changed, and no tests are known to be its own")
        parts.setdefault(found[1], f"{file} changed")
    return Chosen(parts)


def for_this_tree() -> Chosen:
    """What changed here; all tests where git cannot say."""
    known = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir()]
    try:
        return chosen(_changed(), known)
    except (OSError, subprocess.CalledProcessError):
        return Chosen({}, "git does not say what changed")


def _changed() -> set[str]:
    uncommitted = {*_git("diff", "--name-only", "HEAD"), *_git("ls-files", "--others", "--exclude-standard")}
    committed = set(_git("diff", "--name-only", base, "HEAD")) if (base := _left()) else set()
    return uncommitted | committed or set(_git("diff", "--name-only", "HEAD~1", "HEAD"))


def _left() -> str:
    """The commit at which this branch left the upstream's main; empty where no upstream is known."""
    for upstream in ("origin/main", "origin/HEAD", "@{upstream}"):
        try:
            return _git("merge-base", "HEAD", upstream)[0]
        except subprocess.CalledProcessError:
            continue
    return ""


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
