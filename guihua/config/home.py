"""Where a deployment keeps what it owns: `GUIHUA_HOME`, its keys and whether it is a demonstration.

Read before Django is set up, so nothing here imports it.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FIELD_KEY_BYTES = 32


def home() -> Path:
    return Path(os.environ.get("GUIHUA_HOME", "var")).resolve()


@dataclass(frozen=True)
class Keys:
    secret: str
    field_keys: tuple[str, ...]  # newest first

    @property
    def are_complete(self) -> bool:
        return bool(self.secret and self.field_keys)


def keys() -> Keys:
    """The deployment's keys, from the environment first, else from files in the home; empty where there are none."""
    secret = os.environ.get("GUIHUA_SECRET_KEY") or _read("secret")
    fields = os.environ.get("GUIHUA_FIELD_KEYS") or _read("field")
    return Keys(secret, tuple(key.strip() for key in fields.split(",") if key.strip()))


def field_keys_file() -> Path | None:
    """The file that the field keys are read from; None where the environment gives them."""
    return None if os.environ.get("GUIHUA_FIELD_KEYS") else home() / "keys" / "field"


def put_new_field_key_in_front(file: Path) -> None:
    """Whoever reads the file meanwhile finds the old keys or the new ones, and two who do this come one after the other."""
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        made = file.with_name(f"{file.name}.new")
        made.unlink(missing_ok=True)  # of a rotation that was killed: nothing is wrapped under a key in it
        _write(made, f"{_new_field_key()},{file.read_text().strip()}")
        made.replace(file)
        os.fsync(folder)
    finally:
        os.close(folder)


def make_missing_keys() -> None:
    """Writes new keys (mode 600) for those that neither the environment nor the home has."""
    if not (found := keys()).secret:
        _write(home() / "keys" / "secret", secrets.token_urlsafe(50))
    if not found.field_keys:
        _write(home() / "keys" / "field", _new_field_key())


@dataclass(frozen=True)
class Demonstration:
    """A filled-in demonstration: its business day stands still and its sign-in page offers the role accounts."""

    today: date
    year: int
    size: str
    seed: int
    password: str


def demonstration() -> Demonstration | None:
    try:
        stored = json.loads((home() / "demonstration.json").read_text())
    except FileNotFoundError:
        return None
    today = os.environ.get("GUIHUA_TODAY") or stored["today"]
    return Demonstration(**{**stored, "today": date.fromisoformat(today)})


def mark_as_demonstration(demo: Demonstration) -> None:
    target = home() / "demonstration.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({**demo.__dict__, "today": demo.today.isoformat()}))


def _new_field_key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(FIELD_KEY_BYTES)).decode()


def _read(name: str) -> str:
    try:
        return (home() / "keys" / name).read_text().strip()
    except FileNotFoundError:
        return ""


def _write(file: Path, value: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as written:
        written.write(value)
        written.flush()
        os.fsync(descriptor)
