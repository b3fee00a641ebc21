"""A throw-away PostgreSQL cluster for the tests: made, used, removed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEYS = {
    "GUIHUA_SECRET_KEY": "only for tests",
    "GUIHUA_FIELD_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
}


def programs() -> Path | None:
    """The folder of initdb and postgres, newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    if found:
        return found[0].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a cluster on a free port; yields its address. initdb refuses root, so that root runs it as nobody."""
    bin_folder = programs()
    if bin_folder is None:
        raise FileNotFoundError("PostgreSQL")
    as_user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    place = Path(tempfile.mkdtemp(prefix="guihua-pg-", dir="/tmp"))  # nobody must be able to walk there
    if as_user:
        place.chmod(0o755)
        shutil.chown(place, "nobody")
    stored, port = place / "db", _free_port()
    initdb = [bin_folder / "initdb", "-D", stored, "-U", "guihua", "--auth=trust", "--encoding=UTF8"]
    settings = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = [*as_user, bin_folder / "pg_ctl", "-D", stored, "-w"]

    def quietly(words: list[str | Path], *, check: bool = True) -> None:
        subprocess.run(words, stdout=subprocess.DEVNULL, check=check, cwd=place)

    try:
        quietly([*as_user, *initdb, "--locale=C.UTF-8"])
        quietly([*control, "-l", place / "log", "-o", settings, "start"])
        yield f"postgres://guihua@127.0.0.1:{port}/postgres"
    finally:
        quietly([*control, "-m", "immediate", "stop"], check=False)
        shutil.rmtree(place, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
