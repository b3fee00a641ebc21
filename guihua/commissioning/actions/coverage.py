"""What media told of a project is put on file, put right, and taken off again where it was put there wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.commissioning import coverage_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.commissioning.models import Coverage, Project
from guihua.core import audit, history
from guihua.core.refusal import refuse_if

SAID = ("on", "kind", "outlet", "title", "address", "reach", "counted", "proof_id")


@transaction.atomic
def enter(project: Project, said: Mapping[str, Any], *, by: Any) -> Coverage:
    """`said` by column."""
    project = _held(project)
    refuse_if(policy.why_not_tell(by, project))
    refuse_if(policy.why_not_say(project, said))
    who = None if by is audit.SYSTEM else by
    piece = Coverage.objects.create(subdistrict_id=project.subdistrict_id, project=project, by=who, **said)
    search_texts.keep(piece)
    history.record(Coverage, [piece.pk], by=by)
    audit.record("coverage.entered", piece, by=by, project=project.number, title=piece.title)
    return piece


@transaction.atomic
def change(piece: Coverage, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether it says anything else from now on. `changes` by column; `seen` is the version that the editor saw.

    Raises history.Clashed where somebody else changed the same fields since.
    """
    project = _held(piece.project)
    piece = Coverage.objects.get(pk=piece.pk)
    refuse_if(policy.why_not_tell(by, project))
    history.refuse_clash(piece, changes, seen=seen)
    before = {name: getattr(piece, name) for name in SAID}
    different = {name: value for name, value in changes.items() if before[name] != value}
    if not different:
        return False
    refuse_if(policy.why_not_say(project, before | different, but=piece.pk))
    for name, value in different.items():
        setattr(piece, name, value)
    piece.save(update_fields=list(different))
    search_texts.keep(piece)
    history.record(Coverage, [piece.pk], by=by)
    audit.record("coverage.changed", piece, by=by, title=piece.title, changed=sorted(different))
    return True


@transaction.atomic
def remove(piece: Coverage, *, by: Any) -> None:
    """What was put on file wrongly; its versions stay in the history, and the deed in the trail."""
    project = _held(piece.project)
    refuse_if(policy.why_not_tell(by, project))
    piece = Coverage.objects.get(pk=piece.pk)
    history.record(Coverage, [piece.pk], by=by, did=history.Did.REMOVED)
    audit.record("coverage.removed", piece, by=by, project=project.number, title=piece.title)
    search_texts.forget(Coverage, [piece.pk])
    piece.delete()


def _held(project: Project) -> Project:
    """Whatever is said of a project's coverage is said one after another: the same piece stands once."""
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
