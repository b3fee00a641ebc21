"""Every data key of the deployment under its newest key, while others read, write and erase."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from guihua.core import audit, secrecy
from guihua.core.refusal import Refusal, refuse_if
from guihua.core.secrecy import ring

COLUMN = "data_key"
AT_A_TIME = 500  # rows in one transaction: whoever writes meanwhile waits no longer than for these


def wrapped_under() -> list[int]:
    """How many data keys each of the deployment's keys wraps, newest first. Refuses where one lies under another key."""
    counted = Counter(wrapped[: secrecy.KEY_ID] for model in holding() for _pk, wrapped in wrapped_in(model))
    counts = [counted.pop(secrecy.key_id_of(key), 0) for key in ring.newest_first()]
    refuse_if(_why_not_without(counted.total()))
    return counts


def is_finished() -> bool:
    """Whether the newest key wraps all that there is."""
    _newest, *older = wrapped_under()
    return not any(older)


def wrap_all_anew(*, by: Any) -> int:
    """Wraps each data key under the newest key; returns how many were not. Stopped half way, it is done by doing it again."""
    refuse_if(audit.why_not_ours())
    newest = secrecy.key_id_of(ring.newest_first()[0])
    done = sum(_wrap_anew(model, newest) for model in holding())
    audit.record("keys.rotated", None, by=by, data_keys=done)
    return done


def _wrap_anew(model: type[models.Model], newest: bytes) -> int:
    done = 0
    due = ((pk, wrapped) for pk, wrapped in wrapped_in(model) if wrapped[: secrecy.KEY_ID] != newest)
    for some in batched(due, AT_A_TIME):
        with transaction.atomic():
            done += sum(_replace(model, pk, wrapped) for pk, wrapped in some)
    return done


def _replace(model: type[models.Model], pk: Any, wrapped: bytes) -> int:
    """Only what still is as it was read: a data key that was destroyed meanwhile stays destroyed."""
    as_it_was = model._base_manager.filter(pk=pk, **{COLUMN: wrapped})
    return as_it_was.update(**{COLUMN: secrecy.wrapped_anew(wrapped)})


def wrapped_in(model: type[models.Model]) -> Iterator[tuple[Any, bytes]]:
    """Key and wrapped data key of each row that has one, read by key a part at a time, so that no cursor stays open."""
    rows, last = model._base_manager.exclude(**{COLUMN: b""}).order_by("pk"), None
    while some := list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", COLUMN)[:AT_A_TIME]):
        yield from ((pk, bytes(wrapped)) for pk, wrapped in some)
        last = some[-1][0]


def holding() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if any(field.name == COLUMN for field in model._meta.fields)]


def _why_not_without(missing: int) -> Refusal | None:
    if not missing:
        return None
    words = _("有 %(n)d 把数据密钥打不开：包着它们的主密钥不在 keys 里。请先把以前的密钥放回来，排在后面。")
    return Refusal("unknown-key", words % {"n": missing})
