"""`./run test --quick` runs the tests of what changed, never fewer than those that hold for every page, and says why."""

import pytest

from tests import quick
from tests.quick import chosen

KNOWN = ["access", "architecture", "core", "delivery", "desk", "locale", "processes", "reporting"]
ALWAYS = ["tests/architecture", "tests/locale"]


@pytest.mark.parametrize(
    ("changed", "paths"),
    [
        ([], ALWAYS),
        (["README.md", "docs/operations.md", "guihua/static/css/base.css", "tests/journeys/test_office.py"], ALWAYS),
        (["guihua/reporting/told.py"], [*ALWAYS, "tests/reporting"]),
        (["guihua/desk/templates/desk/tile.html", "tests/delivery/test_duty_rows.py"], ["tests/architecture", "tests/delivery", "tests/desk", "tests/locale"]),
        (["guihua/reporting/views/reports.py"], ["tests/access", *ALWAYS, "tests/reporting"]),
        (["guihua/desk/urls.py"], ["tests/access", "tests/architecture", "tests/desk", "tests/locale"]),
        (["guihua/delivery/policy.py"], ["tests/access", "tests/architecture", "tests/delivery", "tests/locale"]),
        (["tests/processes/test_crash.py"], [*ALWAYS, "tests/processes"]),
    ],
)  # fmt: skip
def test_what_changed_is_tested_with_what_holds_for_every_page(changed, paths):
    assert chosen(changed, KNOWN).paths == paths


@pytest.mark.parametrize(
    "file",
    [
        "tests/conftest.py",
        "tests/factories/programmes.py",
        "guihua/core/audit.py",
        "guihua/config/settings.py",
        "guihua/templates/base.html",
        "guihua/cli.py",
        "pyproject.toml",
        "requirements/base.txt",
        "run",
    ],
)
def test_everything_is_tested_where_something_shared_changed(file):
    all_of_them = chosen(["guihua/desk/urls.py", file], KNOWN)
    assert (all_of_them.paths, all_of_them.told()) == ([], f"all parts ({file} changed, on which every test stands)")


def test_a_context_without_tests_of_its_own_has_everything_tested():
    assert chosen(["guihua/venues/models.py"], KNOWN).paths == []


def test_the_screen_says_what_was_chosen_and_why():
    told = chosen(["guihua/desk/urls.py"], KNOWN).told()
    assert told == (
        "access (guihua/desk/urls.py changed), architecture (always), desk (guihua/desk/urls.py changed), locale (always)"
    )


def test_without_git_everything_is_tested(monkeypatch):
    def gone(*_, **__):
        raise FileNotFoundError("git")

    monkeypatch.setattr(quick.subprocess, "run", gone)
    assert quick.for_this_tree().told() == "all parts (git does not say what changed)"
