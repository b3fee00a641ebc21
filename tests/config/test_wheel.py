"""The built wheel is whole: installed into an empty environment it prepares, demonstrates and serves, from any folder."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

ROOT = Path(__file__).parents[2]
UV = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
OURS = ("GUIHUA_", "DATABASE_", "DJANGO_", "VIRTUAL_ENV", "PYTHON", "PORT")
STARTS_WITHIN = 60  # seconds

pytestmark = pytest.mark.slow


class Installed:
    """A wheel in an environment of its own, and a folder that knows nothing of the checkout."""

    def __init__(self, folder):
        self.folder, self.venv, self.elsewhere = folder, folder / "venv", folder / "elsewhere"
        self.elsewhere.mkdir()

    def environment(self, home, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return clean | {"GUIHUA_HOME": str(self.folder / home)} | more

    def words(self, *words):
        return [str(self.venv / "bin/guihua"), *words]

    def run(self, home, *words, **more):
        env = self.environment(home, **more)
        done = subprocess.run(self.words(*words), cwd=self.elsewhere, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    made = Installed(tmp_path_factory.mktemp("wheel"))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", str(made.folder)]
    subprocess.run([*build[:-1], "-d", str(made.folder)], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.folder.glob("guihua-*.whl")
    python = str(made.venv / "bin/python")
    for words in (
        ["venv", "--python", sys.executable, str(made.venv)],
        ["pip", "install", "--python", python, "-r", str(ROOT / "requirements/base.txt")],
        ["pip", "install", "--python", python, "--no-deps", str(wheel)],
    ):
        subprocess.run([UV, "--quiet", *words], check=True, cwd=made.elsewhere)
    return made


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


DIRECTLY = build_opener(ProxyHandler({}))  # whatever proxy the machine has, this is not for it


def got(address):
    with DIRECTLY.open(address, timeout=30) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read().decode()


def answers(server, address):
    """Asks until the server answers; fails as soon as it has ended, or after a while."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            return got(address)
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the server ended with {server.wait(timeout=0.5)}") from None
    raise AssertionError("the server did not answer")


def test_it_prepares_an_empty_database(installed):
    words = ["init", "--subdistrict", "440605011", "--name", "桂城街道", "--admin", "suwanqing"]
    said = installed.run("real", *words, GUIHUA_ADMIN_PASSWORD="osmanthus-2022")
    assert "桂城街道" in said
    assert (installed.folder / "real/keys/secret").stat().st_mode & 0o777 == 0o600
    assert list(installed.elsewhere.iterdir()) == []


def test_it_fills_a_demonstration_and_serves_it_with_its_styles(installed):
    installed.run("shown", "demo", "--year", "2022", "--size", "s", "--seed", "1")
    port = str(free_port())
    with (installed.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            installed.words("serve", "--port", port),
            cwd=installed.elsewhere,
            env=installed.environment("shown"),
            stdout=log,
            stderr=log,
        )
    try:
        here = f"http://127.0.0.1:{port}"
        assert answers(server, f"{here}/healthz")[::2] == (200, "ok")
        page = got(f"{here}/accounts/login/")[2]
        assert "登录桂花" in page
        sheets = re.findall(r'href="(/static/css/[\w/]+\.[0-9a-f]{12}\.css)"', page)
        assert len(sheets) > 1
        assert {got(here + sheet)[:2] for sheet in sheets} == {(200, 'text/css; charset="utf-8"')}
    finally:
        server.terminate()
        server.wait(timeout=30)
