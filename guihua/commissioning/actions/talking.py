"""The people of a project tell each other something, under a subject; and read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import message_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import told
from guihua.commissioning.actions import search_texts
from guihua.commissioning.actions.files import Content
from guihua.core import audit, clock, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if

Thread = commissioning.Thread
MOST_FILES = 5


@dataclass(frozen=True)
class Letter:
    """What is told: a text, and files by what they are called. `once` tells a form that is sent twice."""

    text: str
    once: str
    files: Sequence[tuple[str, Content]] = field(default=())


@transaction.atomic
def begin(project: commissioning.Project, subject: str, letter: Letter, *, by: Any) -> Thread:
    """A new subject with its first message."""
    rows = commissioning.Project.objects.select_for_update(of=("self",))
    project = rows.select_related("domain").get(pk=project.pk)
    refuse_if(policy.why_not_tell(by, project))
    if sent := _sent(letter, by):
        return sent.thread
    own = {"subdistrict_id": project.subdistrict_id, "project": project, "subject": subject}
    thread = Thread.objects.create(**own, last_at=clock.now())
    audit.record("thread.began", thread, by=by)
    _tell(thread, letter, by)
    return thread


@transaction.atomic
def answer(thread: Thread, letter: Letter, *, by: Any) -> commissioning.Message:
    """One more message, after the others."""
    rows = Thread.objects.select_related("project__domain").select_for_update(of=("self",))
    thread = rows.get(pk=thread.pk)
    refuse_if(policy.why_not_tell(by, thread.project))
    return _sent(letter, by) or _tell(thread, letter, by)


def read(thread: Thread, *, by: Any) -> None:
    """All that the thread tells was read, and the notice of it too. Who only listens leaves no mark. As with notices that is no
    deed to account for."""
    if not commissioning.Project.objects.talked_on_by(by).filter(pk=thread.project_id).exists():
        return
    whole = {"until": thread.count, "at": clock.now()}
    own, is_new = commissioning.ThreadReading.objects.get_or_create(thread=thread, user=by, defaults=whole)
    if not is_new:
        commissioning.ThreadReading.objects.filter(pk=own.pk, until__lt=thread.count).update(**whole)
    told.message_was_read(thread, by)


def content_of(file: commissioning.MessageFile) -> bytes:
    return uploads.read(file.stored_as, key=secrecy.unwrapped(file.data_key))


def _sent(letter: Letter, by: Any) -> commissioning.Message | None:
    rows = commissioning.Message.objects.select_related("thread__project")
    return rows.filter(by=by, once=letter.once).first()


def _tell(thread: Thread, letter: Letter, by: Any) -> commissioning.Message:
    if len(letter.files) > MOST_FILES:
        raise Refused(Refusal("files", _("一条消息最多 %(n)d 个文件。") % {"n": MOST_FILES}))
    now, before = clock.now(), thread.count
    thread.count, thread.last_at = before + 1, now
    thread.save(update_fields=["count", "last_at"])
    own = {"number": thread.count, "text": letter.text, "once": letter.once, "at": now, "by": by}
    message = commissioning.Message.objects.create(thread=thread, **own)
    _keep(message, letter.files)
    search_texts.keep(message)
    audit.record("message.sent", thread, by=by, number=message.number, files=len(letter.files))
    _reach(thread, before, by)
    return message


def _reach(thread: Thread, before: int, by: Any) -> None:
    """Who joined since the last message begins where they came in; whoever writes has read what came before, unless they are
    behind."""
    people = list(commissioning.talking_on(thread.project))
    rows = [commissioning.ThreadReading(thread=thread, user=one, until=before) for one in people]
    commissioning.ThreadReading.objects.bulk_create(rows, ignore_conflicts=True)
    readings = commissioning.ThreadReading.objects.filter(thread=thread, user__in=people)
    readings.filter(user=by, until=before).update(until=thread.count, at=thread.last_at)
    behind = readings.exclude(user=by) if by else readings
    told.message_waits(thread, list(behind.select_related("user")))


def _keep(message: commissioning.Message, files: Sequence[tuple[str, Content]]) -> None:
    names = [uploads.new_name() for _file in files]
    try:
        for stored_as, (name, given) in zip(names, files, strict=True):
            wrapped, key = secrecy.new_wrapped_key()
            uploads.write(stored_as, given.content, key=key)
            kept = {"stored_as": stored_as, "data_key": wrapped}
            about = {"name": name, "suffix": given.suffix, "bytes": len(given.content)}
            commissioning.MessageFile.objects.create(message=message, **about, **kept)
    except uploads.NoRoom:
        uploads.remove(*names)
        raise
