"""A small programme to state facts about."""

from __future__ import annotations

import os
import shutil
import sys
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings as product
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.template import engines
from django.template.base import FilterExpression
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from guihua.core.keeping import states
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts
from tests import chromium
from tests.early import HOME
from tests.factories import laid_out, programmes
from tests.factories.everybody import everybody, everybody_kept

__all__ = ["everybody", "everybody_kept"]

hypothesis_settings.register_profile(
    "unhurried", deadline=None
)  # how long a step takes says something about the machine
hypothesis_settings.load_profile("unhurried")


class Undefined(str):
    """What a template shows where a variable is empty. A name that nobody gave the page is a slip, and fails the test."""

    __slots__ = ()

    def __bool__(self) -> bool:
        asked = sys._getframe(1)
        if asked.f_code is FilterExpression.resolve.__code__:
            named = str(asked.f_locals["self"].var)
            if named.partition(".")[0] not in asked.f_locals["context"]:
                raise AssertionError(f"the template uses {{{{ {named} }}}}, which nobody gave it")
        return False


@pytest.fixture(autouse=True, scope="session")
def templates_are_suspicious():
    engines["django"].engine.string_if_invalid = Undefined()


@pytest.fixture(autouse=True, scope="session")
def static_files_are_looked_for_once():
    """Each client of Django's makes its own middleware, and WhiteNoise's would walk the folders for each."""
    with pytest.MonkeyPatch.context() as patch:
        found = WhiteNoiseMiddleware(lambda _request: None).files
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", lambda self: self.files.update(found))
        yield


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL can show does not run on SQLite, which the verdict runs it on as well; what asks no database is
    shown there alone; and so are the stories of pages, whose verbs and lists have tests of their own: every address is asked on
    PostgreSQL, too. What takes long begins first, so that at the end no process waits for another that has just begun it."""
    items.sort(key=lambda item: not ("slow" in item.keywords or "processes" in item.path.parts))
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        same = [item for item in items if not _may_ask_a_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if item not in set(same)]
        return
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="shown on PostgreSQL"))


def _may_ask_a_database(item: Any) -> bool:
    """It says so, or starts deployments of its own."""
    if item.path.stem.endswith("_pages") and "postgres" not in item.keywords:
        return False
    asked = {"django_db", "postgres"} & set(item.keywords) or "django_db_setup" in item.fixturenames
    return bool(asked) or bool({"processes", "config", "demo"} & set(item.path.parts))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """SQLite's stands in a file, as where it is used: in memory all threads share one connection, and a browser's server
    would end the transaction of another of its threads. What a test leaves need not outlast a failure of power."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(HOME / "tests.sqlite3")
        connection.settings_dict["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables come from the models at once (`--no-migrations`), which test_migrations holds against what the
    migrations make of an empty database; their triggers, and the note that all have run, are added here."""
    product.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            import_module("guihua.core.migrations.0002_audit_only_grows").forwards(None, editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in states.known():
            recorder.record_applied(app, name)


@pytest.fixture(autouse=True, scope="session")
def what_was_filled_is_emptied():
    """Tests with transactions of their own leave rows. Django empties every table after each of them, and makes all its
    permissions anew: on PostgreSQL that takes most of a second, and few tables have a row."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: laid_out.empty())
        yield


@pytest.fixture(scope="module")
def audit_may_be_cleared(django_db_setup, django_db_blocker):
    """Tests with transactions of their own clear the database after them, which the audit's triggers rightly refuse."""
    triggers = import_module("guihua.core.migrations.0002_audit_only_grows")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.backwards(None, editor)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.forwards(None, editor)


@pytest.fixture(autouse=True)
def facts_of_their_own(settings):
    """Each test finds the folder empty, and all find it under one name: what a generation answers is remembered by the folder
    and by its own name, of which no two are alike, so that a generation is asked once and laid out for many tests."""
    settings.GUIHUA_FACTS = str(HOME / "facts-of-a-test")
    yield
    shutil.rmtree(settings.GUIHUA_FACTS, ignore_errors=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium where it is there, else Playwright's own; it asks nobody outside for anything."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    own = {"executable_path": found} if (found := chromium.installed()) else {}
    return browser_type_launch_args | own | {"args": chromium.CHROMIUM}


@pytest.fixture(scope="session")
def guicheng_kept(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        return laid_out.kept(lambda _folder: programmes.prepared(), tmp_path_factory.mktemp("guicheng"))


@pytest.fixture(scope="session")
def programme_kept(guicheng_kept, django_db_blocker, tmp_path_factory):
    def make(folder):
        return programmes.imported(Subdistrict.objects.get(), folder)

    with django_db_blocker.unblock():
        return laid_out.kept(make, tmp_path_factory.mktemp("programme"), on=guicheng_kept)


@pytest.fixture(scope="session")
def counted_kept(programme_kept, django_db_blocker, tmp_path_factory):
    def make(_folder):
        place = Subdistrict.objects.get()
        facts.refresh(place)
        return place

    with django_db_blocker.unblock():
        return laid_out.kept(make, tmp_path_factory.mktemp("counted"), on=programme_kept)


@pytest.fixture
def guicheng(guicheng_kept, db, tmp_path):
    """The sub-district with its domains, before any file is imported."""
    return guicheng_kept.lay_out(tmp_path)


@pytest.fixture
def programme(programme_kept, guicheng, tmp_path):
    """Three projects of two providers, imported from files as users would."""
    return programme_kept.lay_out(tmp_path)


@pytest.fixture
def counted(counted_kept, programme, tmp_path):
    """The programme with its facts."""
    return counted_kept.lay_out(tmp_path)
