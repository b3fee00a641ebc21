"""A small programme to state facts about."""

from __future__ import annotations

import os

import pytest

from tests.factories import programmes


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What only PostgreSQL can show does not run on SQLite, which the verdict runs it on as well."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="shown on PostgreSQL"))


@pytest.fixture(autouse=True)
def facts_of_their_own(settings, tmp_path):
    settings.GUIHUA_FACTS = str(tmp_path / "facts")


@pytest.fixture
def guicheng(db):
    """The sub-district with its domains, before any file is imported."""
    return programmes.prepared()


@pytest.fixture
def programme(guicheng, tmp_path):
    """Three projects of two providers, imported from files as users would."""
    return programmes.imported(guicheng, tmp_path)
