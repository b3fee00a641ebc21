"""A deployment can go forward, and back to where it stood, with its records."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.architecture import ROOT

OWN = [config.label for config in apps.get_app_configs() if config.name.startswith("guihua.")]


def own_migrations():
    loader = MigrationLoader(None)
    return [(key, found) for key, found in sorted(loader.disk_migrations.items()) if key[0] in OWN]


def test_every_step_can_be_taken_back():
    steps = [(key, step) for key, found in own_migrations() for step in found.operations]
    assert steps
    assert [(key, step.describe()) for key, step in steps if not step.reversible] == []


WALK = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
stands = lambda: sorted(connection.introspection.table_names())
migrate = lambda *words: call_command("migrate", *words, verbosity=0)
migrate()
there = stands()
for label in ("reporting", "delivery", "commissioning", "core"):
    migrate(label, "zero")
back = stands()
migrate()
print("home" if stands() == there else "lost", len(there) > len(back))
"""


@pytest.mark.slow
def test_an_empty_database_goes_all_the_way_and_back_and_there_again(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'walk.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-c", WALK], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["home", "True"]
