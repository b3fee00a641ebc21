"""Somebody who was met on a project is read about by its people."""

from __future__ import annotations

from typing import Any

from guihua.core import audit
from guihua.delivery import people
from guihua.directory import models as directory
from guihua.directory.actions import readings


def see(person: directory.Person, *, by: Any) -> None:
    """Somebody opened the person's page: where one took part may tell of an illness or a trouble, so that it is audited."""
    audit.record("person.seen", person, by=by)


def read(
    person: directory.Person, field: directory.SealedField, *, purpose: directory.Purpose, words: str, by: Any
) -> list[str]:
    """As `directory.actions.readings.read`, which is told whether the reader knows the person."""
    knows = people.visible_to(by).filter(pk=person.pk).exists()
    return readings.read(person, field, purpose=purpose, words=words, knows=knows, by=by)
