"""A deployment can go forward, and back to where it stood, with its records."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection
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
import json
import django
django.setup()
from django.core.management import call_command
from tests.architecture.test_migrations import stands
migrate = lambda *words: call_command("migrate", *words, verbosity=0)
migrate()
there = stands()
migrate("directory", "zero")  # and with it all that stands on it
back = stands()
migrate()
print(json.dumps([there, back, stands()]))
"""


def stands():
    """Each table, index and trigger of an SQLite database, with the words of which its making consists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
        return [[kind, name, sorted(re.findall(r"[^\s,()]+", sql))] for kind, name, sql in cursor.fetchall()]


@pytest.mark.slow
@pytest.mark.django_db
def test_an_empty_database_goes_all_the_way_and_back_and_there_again_and_is_what_the_models_say(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'walk.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, "-c", WALK], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    there, back, again = json.loads(done.stdout)
    assert len(there) > len(back)
    assert again == there
    assert there == stands()
