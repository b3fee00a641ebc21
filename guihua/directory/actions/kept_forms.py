"""What was typed into a form after its session had run out is kept, until its writer has signed in and sent it.

It is sealed under a key that only the writer's browser holds, so that neither the database nor its keys open it; it is
shown to the same user in the same browser alone, for an hour, and never carried out by itself.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, secrecy
from guihua.directory.actions.sign_ins import digest
from guihua.directory.models import KeptForm, SignIn

HOURS = 1
LARGEST = 256 * 1024  # bytes
MOST = 10  # forms of one sign-in
DAYS_KNOWN = 7  # for so long a form that stayed open is still its writer's
PLACE = "directory_keptform.typed"


@dataclass(frozen=True)
class Typed:
    """page: the address (with its query) at which the form stood. action: the path that it is sent to."""

    page: str
    action: str
    fields: dict[str, list[str]]
    files: list[str]  # labels of what was chosen and has to be chosen again


def index(path: str, purpose: str) -> bytes:
    return secrecy.blind_index(path, purpose=f"kept form {purpose}")


@transaction.atomic
def keep(typed: Typed, *, mark: str, form: str) -> KeptForm | None:
    """Keeps it for whoever's page the form stood on, whoever else used the browser since. `form`: the secret it bears.

    None where that is nobody's, or it is too large.
    """
    text = json.dumps(asdict(typed), ensure_ascii=False)
    sign_in = _sign_in_of(mark, form)
    if sign_in is None or len(text.encode()) > LARGEST:
        return None
    path = typed.page.partition("?")[0]
    kept, _made = KeptForm.objects.update_or_create(
        sign_in=sign_in,
        page_index=index(path, "page"),
        action_index=index(typed.action, "action"),
        defaults={"typed": secrecy.sealed(text, key=_key(mark), place=PLACE), "kept_at": timezone.now()},
    )
    older = KeptForm.objects.filter(sign_in=sign_in).order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST:]
    KeptForm.objects.filter(pk__in=list(older)).delete()
    audit.record("form.kept", sign_in, by=audit.SYSTEM)
    return kept


def of(user: Any, *, mark: str) -> Sequence[KeptForm]:
    """What is kept for the user in the browser of this mark, the newest first."""
    if not mark:
        return []
    since = timezone.now() - timedelta(hours=HOURS)
    rows = KeptForm.objects.filter(sign_in__user=user, sign_in__browser_hash=digest(mark), kept_at__gte=since)
    return list(rows.order_by("-kept_at", "-pk"))


def opened(kept: KeptForm, *, mark: str) -> Typed:
    return Typed(**json.loads(secrecy.opened(kept.typed, key=_key(mark), place=PLACE)))


def forget(rows: Sequence[KeptForm]) -> None:
    """Its writer has sent it, or wants it no more."""
    KeptForm.objects.filter(pk__in=[row.pk for row in rows]).delete()


def forget_old() -> int:
    count, _by_model = KeptForm.objects.filter(kept_at__lt=timezone.now() - timedelta(hours=HOURS)).delete()
    return count


def _sign_in_of(mark: str, form: str) -> SignIn | None:
    if not mark or not form:
        return None
    since = timezone.now() - timedelta(days=DAYS_KNOWN)
    known = SignIn.objects.filter(browser_hash=digest(mark), form_hash=digest(form), started_at__gte=since)
    return known.order_by("-started_at", "-pk").first()


def _key(mark: str) -> bytes:
    return hmac.digest(mark.encode(), b"kept form", sha256)
