"""A project's papers: brought in, brought in anew, taken out. Their content lies sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.commissioning.actions import search_texts
from guihua.core import audit, secrecy, uploads
from guihua.core.refusal import refuse_if


@dataclass(frozen=True)
class Content:
    """What a file holds, looked at already: its kind by suffix, and its bytes without what nobody meant to send."""

    suffix: str
    content: bytes


@transaction.atomic
def add(project: commissioning.Project, name: str, given: Content, *, by: Any) -> commissioning.ProjectFile:
    """One more of the project's papers."""
    refuse_if(policy.why_not_add_file(by, project))
    return entered(project, name, given, by=by)


def entered(project: commissioning.Project, name: str, given: Content, *, by: Any) -> commissioning.ProjectFile:
    """For verbs that ask a policy of their own."""
    file = commissioning.ProjectFile.objects.create(subdistrict_id=project.subdistrict_id, project=project, name=name)
    _put(file, given, by)
    search_texts.keep(file)
    audit.record("file.added", file, by=by, name=name, bytes=len(given.content))
    return file


@transaction.atomic
def add_version(file: commissioning.ProjectFile, given: Content, *, by: Any) -> commissioning.FileVersion:
    """The file says this from now on; what it said before can still be read."""
    file = _locked(file)
    refuse_if(policy.why_not_add_version(by, file))
    version = _put(file, given, by)
    search_texts.keep(file)
    audit.record("file.version_added", file, by=by, number=version.number, bytes=len(given.content))
    return version


@transaction.atomic
def remove(file: commissioning.ProjectFile, *, by: Any) -> None:
    """The file is gone with all its versions: their keys are destroyed, so that no copy opens."""
    file = _locked(file)
    refuse_if(policy.why_not_remove_file(by, file))
    names = list(file.versions.values_list("stored_as", flat=True))
    file.versions.update(data_key=b"")
    file.removed_at = timezone.now()
    file.save(update_fields=["removed_at"])
    search_texts.keep(file)
    audit.record("file.removed", file, by=by, name=file.name, versions=len(names))
    transaction.on_commit(lambda: uploads.remove(*names))


def content_of(version: commissioning.FileVersion) -> bytes:
    """What a version holds. Raises secrecy.Destroyed where the file was removed."""
    return uploads.read(version.stored_as, key=secrecy.unwrapped(version.data_key))


def _put(file: commissioning.ProjectFile, given: Content, by: Any) -> commissioning.FileVersion:
    wrapped, key = secrecy.new_wrapped_key()
    stored_as = uploads.new_name()
    uploads.write(stored_as, given.content, key=key)
    last = file.versions.aggregate(last=Max("number", default=0))["last"]
    return commissioning.FileVersion.objects.create(
        file=file,
        number=last + 1,
        at=timezone.now(),
        by=by,
        suffix=given.suffix,
        bytes=len(given.content),
        stored_as=stored_as,
        data_key=wrapped,
    )


def _locked(file: commissioning.ProjectFile) -> commissioning.ProjectFile:
    rows = commissioning.ProjectFile.objects.select_related("project__domain")
    return rows.select_for_update(of=("self",)).get(pk=file.pk)
