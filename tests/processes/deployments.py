from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.early import PREPARED
from tests.factories.at_once import WAITS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 2000  # looks
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # two workers may be at two tests of one kind at once
HERE = PREPARED / f"postgresql{WORKER}"  # the home of a database that each worker makes, and drops when it ends


class Deployment:
    """A home with its database: SQLite in it or, where the tests run on PostgreSQL, a new one in their cluster."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        own = {k: v for k, v in os.environ.items() if not k.startswith(("GUIHUA_", "DATABASE_", "DJANGO_"))}
        self.environment = own | {"GUIHUA_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        if database:
            self.environment["DATABASE_URL"] = database

    def guihua(self, *words):
        """Exit code, and all that was printed."""
        return self.ran("guihua.cli", *words)

    def prepare(self, folder: Path) -> None:
        """As `tests.processes.preparing` leaves it: done once, and copied into every other deployment."""
        if self.database:
            self._prepare_on_postgresql(folder)
            return
        kept = PREPARED / "sqlite"
        with _one_after_the_other():
            if not kept.exists():
                self._prepare_anew(folder)
                shutil.copytree(self.home, kept)
                return
        shutil.copytree(kept, self.home, dirs_exist_ok=True)

    def _prepare_on_postgresql(self, folder: Path) -> None:
        server, _, own = self.database.rpartition("/")
        kept, template = HERE, f"guihua_prepared{WORKER}"
        if not kept.exists():
            self._prepare_anew(folder)
            _copy_database(server, own, template)
            shutil.copytree(self.home, kept)
            atexit.register(_drop_database, server, template)
            return
        _copy_database(server, template, own)
        shutil.copytree(kept, self.home, dirs_exist_ok=True)

    def _prepare_anew(self, folder: Path) -> None:
        code, said = self.ran("tests.processes.preparing", folder)
        assert code == 0, said

    def ran(self, module: str, *words: object) -> tuple[int, str]:
        """Exit code, and all that was printed, of a module run in this deployment."""
        command = [sys.executable, "-m", module, *map(str, words)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, cwd=self.home)
        return done.returncode, done.stdout + done.stderr

    def pausing(self, *words: object, at: str, **changes: str) -> Pausing:
        return Pausing(self, [sys.executable, "-m", "tests.processes.pausing", at, *map(str, words)], changes)

    def working(self, *words: object, **changes: str) -> Pausing:
        return Pausing(self, [sys.executable, "-m", "tests.processes.working", *map(str, words)], changes)

    def until_it_waits(self, other: Pausing) -> None:
        """Until the other process waits for somebody's lock, or has ended without doing so."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            for _look in range(PATIENCE):
                if other.process.poll() is not None or connection.execute(WAITS).fetchone()[0]:
                    return
                connection.execute("SELECT pg_sleep(0.05)")
        raise AssertionError("the other process neither waits nor ends")

    def rows(self, *tables: str) -> dict[str, int]:
        """How many rows are committed, as another process sees them."""
        return {table: int(self.asked("SELECT count(*) FROM " + table)) for table in tables}  # noqa: S608 - our own words

    def asked(self, sql: str) -> object:
        """The first value of the answer, if any."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as connection:
                answer = connection.execute(sql)
                row = answer.fetchone() if answer.description else None
        else:
            with closing(sqlite3.connect(self.home / "guihua.sqlite3", isolation_level=None)) as connection:
                row = connection.execute(sql).fetchone()
        return row[0] if row else None


class Pausing:
    """`guihua` as a process that stops at a place and waits for a word."""

    def __init__(self, deployment: Deployment, command: list[str], changes: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            env=deployment.environment | changes,
            cwd=deployment.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_until_there(self) -> None:
        lines = []
        for line in self.process.stdout:
            if line == "PAUSED\n":
                return
            lines.append(line)
        raise AssertionError("".join(lines))

    def go_on(self) -> tuple[int, str]:
        said, _ = self.process.communicate("go on\n", timeout=120)
        return self.process.returncode, said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(60)


@contextmanager
def _one_after_the_other():
    """Of the workers one prepares, and the others find it done."""
    PREPARED.mkdir(exist_ok=True)
    with (PREPARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def database_of_its_own(name: str):
    """ "" for SQLite; else the address of a new database in the tests' cluster, gone afterwards."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield ""
        return
    name += WORKER
    server = address.rpartition("/")[0]
    _copy_database(server, "template1", name)
    try:
        yield f"{server}/{name}"
    finally:
        _drop_database(server, name)


def _copy_database(server: str, one: str, other: str) -> None:
    """`other` is gone, and is then what `one` is, at which nobody is at work."""
    _drop_database(server, other)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as cluster:
        cluster.execute(f'CREATE DATABASE "{other}" TEMPLATE "{one}" STRATEGY FILE_COPY')


def _drop_database(server: str, name: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as cluster:
        cluster.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
