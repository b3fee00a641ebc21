"""Photos of a session come in and go. Their content lies sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import policy

MOST = 20  # of a session


@dataclass(frozen=True)
class Picture:
    """A photo that was looked at and drawn anew: its kind by suffix, and its bytes."""

    suffix: str
    content: bytes


@transaction.atomic
def add(session: delivery.Session, pictures: Sequence[Picture], *, by: Any) -> list[delivery.SessionPhoto]:
    """More photos of the session; refused where they would be more than MOST."""
    rows = delivery.Session.objects.select_for_update(of=("self",))
    session = rows.select_related("subdistrict", "project__domain").get(pk=session.pk)
    refuse_if(policy.why_not_add_photo(by, session))
    if session.photos.count() + len(pictures) > MOST:
        raise Refused(Refusal("too-many", _("一场最多 %(n)d 张照片。") % {"n": MOST}))
    added = _put_all(session, pictures, by)
    audit.record("photo.added", session, by=by, photos=len(added), bytes=sum(one.bytes for one in added))
    return added


@transaction.atomic
def remove(photo: delivery.SessionPhoto, *, by: Any) -> None:
    """The photo is gone: its key with it, so that no copy opens."""
    rows = delivery.SessionPhoto.objects.select_related("session__subdistrict", "session__project__domain")
    photo = rows.select_for_update(of=("self",)).get(pk=photo.pk)
    refuse_if(policy.why_not_add_photo(by, photo.session))
    name = photo.stored_as
    audit.record("photo.removed", photo.session, by=by, bytes=photo.bytes)
    photo.delete()
    transaction.on_commit(lambda: uploads.remove(name))


def remove_all(session: delivery.Session) -> None:
    """Within the transaction that takes the session back."""
    names = list(session.photos.values_list("stored_as", flat=True))
    session.photos.all().delete()
    transaction.on_commit(lambda: uploads.remove(*names))


def content_of(photo: delivery.SessionPhoto) -> bytes:
    return uploads.read(photo.stored_as, key=secrecy.unwrapped(photo.data_key))


def _put_all(session: delivery.Session, pictures: Sequence[Picture], by: Any) -> list[delivery.SessionPhoto]:
    """All of them, or none where one does not fit on the disk."""
    names = [uploads.new_name() for _picture in pictures]
    try:
        return [_put(session, picture, name, by) for picture, name in zip(pictures, names, strict=True)]
    except uploads.NoRoom:
        uploads.remove(*names)
        raise


def _put(session: delivery.Session, picture: Picture, stored_as: str, by: Any) -> delivery.SessionPhoto:
    wrapped, key = secrecy.new_wrapped_key()
    uploads.write(stored_as, picture.content, key=key)
    return delivery.SessionPhoto.objects.create(
        session=session,
        at=timezone.now(),
        by=by,
        suffix=picture.suffix,
        bytes=len(picture.content),
        stored_as=stored_as,
        data_key=wrapped,
    )
