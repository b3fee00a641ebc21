"""Browser tests clear the database between them, which the audit's triggers rightly refuse: off for these modules."""

from importlib import import_module

import pytest
from django.db import connection

triggers = import_module("guihua.core.migrations.0002_audit_only_grows")


@pytest.fixture(scope="module", autouse=True)
def audit_may_be_cleared(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.backwards(None, editor)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.forwards(None, editor)
