"""/healthz says ok, or which part fails, and no more."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from guihua.core import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asks_anew(monkeypatch):
    monkeypatch.setattr(health, "UP_TO_DATE", set())


def said(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.content.decode()


def test_a_deployment_that_can_work_is_ok(client):
    assert said(client) == (200, "ok")


def test_a_database_that_does_not_answer_is_named_without_its_reason(client, monkeypatch):
    def gone(*_):
        raise OperationalError("could not connect to db.internal as guihua")

    monkeypatch.setattr(connection, "cursor", gone)
    assert said(client) == (503, "database")


def test_a_migration_that_has_not_run_is_named(client):
    MigrationRecorder.Migration.objects.filter(app="directory").delete()
    assert said(client) == (503, "migrations")


def test_a_facts_folder_that_cannot_be_made_is_named(client, settings, tmp_path):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    settings.GUIHUA_FACTS = str(in_the_way / "facts")
    assert said(client) == (503, "facts")


def test_a_facts_folder_that_may_not_be_written_is_named(client, monkeypatch):
    read_only = SimpleNamespace(W_OK=2, X_OK=1, access=lambda *_: False)
    monkeypatch.setattr(health, "os", read_only)
    assert said(client) == (503, "facts")
