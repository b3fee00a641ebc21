"""A visit is entered once, corrected with a reason, and answered by the provider."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_notices as notices
from guihua.commissioning import visit_policy as policy
from guihua.commissioning.actions import search_texts, tasks
from guihua.commissioning.actions.files import Content
from guihua.core import audit, clock, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory

Visit = commissioning.LiaisonVisit
MOST_PHOTOS = 10  # of a visit


@dataclass(frozen=True)
class Said:
    """What a visit says: when, how and how long somebody was there, what was seen, what is advised."""

    day: date
    minutes: int
    findings: str
    way: str = commissioning.VisitWay.ON_SITE
    starts_at: time | None = None
    advice: str = ""


@dataclass(frozen=True)
class Raised:
    """A task that comes of a visit."""

    what: str
    due_on: date


@transaction.atomic
def enter(
    project: commissioning.Project,
    said: Said,
    *,
    by: Any,
    sent_as: UUID | None = None,
    raised: Sequence[Raised] = (),
    pictures: Sequence[Content] = (),
) -> Visit:
    """The officer was there. The same form sent again gives the visit that it made the first time, with its tasks and photos."""
    directory.Subdistrict.objects.select_for_update().get(pk=project.subdistrict_id)
    project = _fresh(project)
    refuse_if(policy.why_not_visit(by, project))
    if sent_as and (sent := Visit.objects.filter(sent_as=sent_as).first()):
        return _same(sent, project, by)
    refuse_if(policy.why_not_on(project, said.day))
    visit = Visit.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=project,
        officer=by,
        officer_name=by.name if by else project.liaison_name,
        sent_as=sent_as,
        entered_at=clock.now(),
        **_columns(said),
    )
    _put_all(visit, pictures, by)
    search_texts.keep(visit)
    audit.record("visit.entered", visit, by=by, day=str(visit.day), photos=len(pictures), tasks=len(raised))
    notices.visited(visit, by)
    for one in raised:
        tasks.raise_for(project, one.what, one.due_on, visit=visit, by=by)
    return visit


@transaction.atomic
def correct(visit: Visit, said: Said, *, why: str, seen: int, by: Any) -> Visit:
    """It says this from now on; what it said before stays beside it with the reason. `seen` is the revision that the officer
    looked at."""
    visit = _locked(visit)
    refuse_if(policy.why_not_correct(by, visit))
    refuse_if(policy.why_not_on(visit.project, said.day))
    if seen != visit.revision:
        raise Refused(Refusal("changed", _("这次走访刚刚在别处更正过。请打开看看，再接着改。")))
    before = {name: getattr(visit, name) for name in _columns(said)}
    changed = {name: value for name, value in _columns(said).items() if before[name] != value}
    if not changed:
        return visit
    visit.corrections.create(number=visit.revision, at=clock.now(), by=by, why=why, before=_as_json(before, changed))
    for name, value in changed.items():
        setattr(visit, name, value)
    visit.revision += 1
    visit.save(update_fields=[*changed, "revision"])
    search_texts.keep(visit)
    audit.record("visit.corrected", visit, by=by, why=why, changed=sorted(changed))
    return visit


@transaction.atomic
def reply(visit: Visit, text: str, *, by: Any) -> commissioning.VisitReply:
    """The provider answers; it may do so again."""
    visit = _locked(visit)
    refuse_if(policy.why_not_reply(by, visit))
    said = visit.replies.create(at=clock.now(), by=by, text=text)
    search_texts.keep(visit)
    audit.record("visit.replied", visit, by=by)
    notices.replied(said, by)
    return said


@transaction.atomic
def add_photos(visit: Visit, pictures: Sequence[Content], *, by: Any) -> int:
    """More photos of the visit, by who may correct it."""
    visit = _locked(visit)
    refuse_if(policy.why_not_correct(by, visit))
    _put_all(visit, pictures, by)
    audit.record("visit.photos_added", visit, by=by, photos=len(pictures))
    return len(pictures)


def content_of(photo: commissioning.VisitPhoto) -> bytes:
    return uploads.read(photo.stored_as, key=secrecy.unwrapped(photo.data_key))


def _same(sent: Visit, project: commissioning.Project, by: Any) -> Visit:
    if sent.project_id != project.pk or sent.officer_id != (by.pk if by else None):
        raise Refused(Refusal("sent-elsewhere", _("这次走访已经登记在别的项目里。请打开新的一页再记。")))
    return sent


def _columns(said: Said) -> dict[str, Any]:
    return {one.name: getattr(said, one.name) for one in fields(said)}


def _as_json(before: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: before[name] if isinstance(before[name], int) else str(before[name] or "") for name in changed}


def _fresh(project: commissioning.Project) -> commissioning.Project:
    found: commissioning.Project = commissioning.Project.objects.select_related("domain", "provider").get(pk=project.pk)
    return found


def _locked(visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related("project__domain")
    found: Visit = rows.get(pk=visit.pk)
    return found


def _put_all(visit: Visit, pictures: Sequence[Content], by: Any) -> None:
    """All of them, or none where one does not fit on the disk."""
    if not pictures:
        return
    refuse_if(policy.why_not_photograph(visit.project))
    if visit.photos.count() + len(pictures) > MOST_PHOTOS:
        raise Refused(Refusal("photos", _("一次走访最多 %(n)d 张照片。") % {"n": MOST_PHOTOS}))
    names = [uploads.new_name() for _picture in pictures]
    try:
        for picture, name in zip(pictures, names, strict=True):
            _put(visit, picture, name, by)
    except uploads.NoRoom:
        uploads.remove(*names)
        raise


def _put(visit: Visit, picture: Content, stored_as: str, by: Any) -> None:
    wrapped, key = secrecy.new_wrapped_key()
    uploads.write(stored_as, picture.content, key=key)
    visit.photos.create(
        at=clock.now(),
        by=by,
        suffix=picture.suffix,
        bytes=len(picture.content),
        stored_as=stored_as,
        data_key=wrapped,
    )
