"""A setting has its effect, or a sentence says why it has none; and nobody is let in on weak keys."""

import base64
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from guihua import cli
from guihua.config import promises
from guihua.config.home import Keys

FIELD_KEY = base64.urlsafe_b64encode(bytes(range(7, 39))).decode()
GOOD = Keys("k3y-that-nobody-else-could-guess-0987654321", (FIELD_KEY,))
OPERATIONS = (Path(__file__).parents[2] / "docs/operations.md").read_text()

SET = {
    "GUIHUA_SECRET_KEY": GOOD.secret,
    "GUIHUA_FIELD_KEYS": f"{FIELD_KEY}, {FIELD_KEY}",
    "DATABASE_URL": "postgres://guihua@db.example/guihua",
    "GUIHUA_FACTS": "/srv/facts",
    "GUIHUA_ADDRESS": "https://guihua.example/",
    "GUIHUA_HOSTS": "guihua.example, www.guihua.example",
    "GUIHUA_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8",
    "GUIHUA_LOGIN_FAILURES": "3",
    "GUIHUA_LOCKOUT_SECONDS": "1800",
    "GUIHUA_IDLE_SECONDS": "300",
    "GUIHUA_SESSION_SECONDS": "3600",
    "GUIHUA_ROWS_CHECKED_AT_ONCE": "500",
    "GUIHUA_TENDER_LIMIT_YUAN": "2000000",
    "GUIHUA_OPINION_YEARS": "5",
    "GUIHUA_CLAMD": "/run/clamav/clamd.ctl",
    "GUIHUA_HSTS_SUBDOMAINS": "0",
    "GUIHUA_DEBUG": "1",
}
READ = {
    "SECRET_KEY": GOOD.secret,
    "GUIHUA_FIELD_KEYS": [FIELD_KEY, FIELD_KEY],
    "GUIHUA_FACTS": "/srv/facts",
    "GUIHUA_ADDRESS": "https://guihua.example",
    "ALLOWED_HOSTS": ["guihua.example", "www.guihua.example"],
    "GUIHUA_TRUSTED_PROXIES": ["127.0.0.1", "10.0.0.0/8"],
    "AXES_FAILURE_LIMIT": 3,
    "AXES_COOLOFF_TIME": 0.5,
    "GUIHUA_IDLE_SECONDS": 300,
    "GUIHUA_SESSION_SECONDS": 3600,
    "SESSION_COOKIE_AGE": 3600,
    "GUIHUA_ROWS_CHECKED_AT_ONCE": 500,
    "GUIHUA_TENDER_LIMIT_YUAN": 2_000_000,
    "GUIHUA_OPINION_YEARS": 5,
    "GUIHUA_CLAMD": "/run/clamav/clamd.ctl",
    "GUIHUA_HSTS_SUBDOMAINS": False,
    "DEBUG": True,
}
# these have their effect elsewhere: home (every test has its own), cli and promises (below), init, serve
ELSEWHERE = {"GUIHUA_HOME", "GUIHUA_ENGINE", "GUIHUA_MAIL_DIR", "DATABASE_ADMIN_URL", "GUIHUA_TODAY", "PORT"}
ELSEWHERE |= {"GUIHUA_ADMIN_PASSWORD"}


def test_every_documented_setting_is_read(tmp_path):
    script = f"import json; from guihua.config import settings as s; print(json.dumps({{n: getattr(s, n) for n in {list(READ)}}}))"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GUIHUA_")}
    environment = clean | SET | {"GUIHUA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == READ
    documented = set(re.findall(r"^\| `((?:GUIHUA|DATABASE)_\w+|PORT)`", OPERATIONS, re.MULTILINE))
    assert documented == SET.keys() | ELSEWHERE
    assert documented - {"DATABASE_URL", "DATABASE_ADMIN_URL", "PORT"} == promises.SETTINGS - {"GUIHUA_TESTING"}


NOT_YET = [
    ({"GUIHUA_ENGINE": "spark://cluster:7077"}, "GUIHUA_ENGINE=spark://cluster:7077 还没有做好"),
    ({"GUIHUA_FACTS": "s3://bucket/facts"}, "GUIHUA_FACTS 还只能是文件夹"),
]


@pytest.mark.parametrize(("environment", "start"), NOT_YET)
@pytest.mark.parametrize("command", ["serve", "worker", "report", "demo", "import"])
def test_what_is_promised_and_not_built_stops_every_command_with_2(monkeypatch, capsys, command, environment, start):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cli.main([command]) == 2
    assert capsys.readouterr().err.startswith(start)


IDLE = [
    ({"DATABASE_ADMIN_URL": "postgres://admin@db/guihua"}, "DATABASE_ADMIN_URL 还没有作用"),
    ({"GUIHUA_TODAY": "2022-06-01"}, "GUIHUA_TODAY 只在演示里有作用"),
    ({"GUIHUA_HOST": "guihua.example"}, "没有 GUIHUA_HOST 这个设置，是不是 GUIHUA_HOSTS"),
]


@pytest.mark.parametrize(("environment", "start"), IDLE)
def test_what_is_set_and_changes_nothing_is_named(environment, start):
    (said,) = promises.without_effect(environment, is_demonstration=False)
    assert said.startswith(start)


def test_the_business_day_of_a_demonstration_is_no_idle_setting():
    assert promises.without_effect({"GUIHUA_TODAY": "2022-06-01"}, is_demonstration=True) == []


def test_where_mail_goes_is_set_everywhere_but_in_a_demonstration():
    (said,) = promises.without_effect({"GUIHUA_MAIL_DIR": "/srv/mail"}, is_demonstration=True)
    assert said.startswith("GUIHUA_MAIL_DIR 在演示里没有作用")
    assert promises.without_effect({"GUIHUA_MAIL_DIR": "/srv/mail"}, is_demonstration=False) == []


MISSPELT = [
    {"GUIHUA_IDLE_SECONDS": "half an hour"},
    {"GUIHUA_LOGIN_FAILURES": "0"},
    {"GUIHUA_LOCKOUT_SECONDS": "-1"},
    {"PORT": "８０００"},
    {"GUIHUA_DEBUG": "perhaps"},
    {"GUIHUA_HSTS_SUBDOMAINS": "perhaps"},
    {"GUIHUA_CLAMD": "scanner.example"},
    {"GUIHUA_TODAY": "31.12.2022"},
    {"GUIHUA_TRUSTED_PROXIES": "*"},
    {"GUIHUA_TRUSTED_PROXIES": "127.0.0.1,proxy.example"},
    {"DATABASE_URL": "mysql://guihua@db/guihua"},
]


@pytest.mark.parametrize("environment", MISSPELT)
def test_a_value_that_cannot_be_is_named_before_anything_starts(monkeypatch, capsys, environment):
    ((name, value),) = environment.items()
    monkeypatch.setenv(name, value)
    assert cli.main(["serve"]) == 1
    assert name in capsys.readouterr().err


def test_values_as_they_are_written_pass():
    assert promises.misspelt(SET | {"PORT": "8000", "GUIHUA_TODAY": "2022-12-31"}) == []


def why_not(keys=GOOD, *, debug=False, testing=False, hosts=("guihua.example",), is_demonstration=False):
    given = {"debug": debug, "testing": testing, "hosts": list(hosts), "is_demonstration": is_demonstration}
    return promises.why_not_serve(keys, **given)


def test_with_keys_of_its_own_and_its_hosts_named_the_server_starts():
    assert why_not() == []


WEAK = ["", "secret", "changeme", "a" * 50, "only for tests", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"]


@pytest.mark.parametrize("secret", WEAK)
def test_a_short_simple_or_known_secret_starts_nothing(secret):
    (said,) = why_not(Keys(secret, GOOD.field_keys))
    assert said.startswith("GUIHUA_SECRET_KEY")


TESTS_OWN = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@pytest.mark.parametrize("key", ["short", "AAAA", base64.urlsafe_b64encode(bytes(32)).decode(), TESTS_OWN])
def test_a_field_key_that_is_short_simple_or_known_starts_nothing(key):
    (said,) = why_not(Keys(GOOD.secret, (FIELD_KEY, key)))
    assert said.startswith("GUIHUA_FIELD_KEYS 的第 2 个")


def test_nothing_starts_for_others_in_debug_or_testing_or_for_any_host():
    assert len(why_not(debug=True)) == len(why_not(testing=True)) == len(why_not(hosts=["*"])) == 1
    assert why_not(hosts=["*"], is_demonstration=True) == []
