"""Keys for machines: made by the office, shown once, used in the name of their owner, revoked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import key_policy as policy
from guihua.directory import models as directory
from guihua.directory.actions import links
from guihua.directory.actions.sign_ins import digest
from guihua.directory.models import ApiKey, KeyUse, User

BEGINS = "guihua_"  # so that one that was left lying somewhere is known for what it is
USES_KEPT = timedelta(days=365)


@transaction.atomic
def make(subdistrict: directory.Subdistrict, owner: User, *, name: str, last_day: date, by: Any) -> tuple[ApiKey, str]:
    """A key to read with in the name of its owner; returned with the secret, which is kept nowhere."""
    refuse_if(policy.why_not_make(by, owner, subdistrict.pk, last_day))
    secret = f"{BEGINS}{links.new_secret()}"
    own = {"subdistrict": subdistrict, "owner": owner, "name": name, "last_day": last_day}
    key = ApiKey.objects.create(**own, digest=digest(secret), made_at=timezone.now(), made_by=by)
    audit.record("apikey.made", key, by=by, owner=owner.pk, last_day=last_day.isoformat(), scope=key.scope)
    return key, secret


@transaction.atomic
def revoke(key: ApiKey, *, by: Any) -> ApiKey:
    """It opens nothing any more."""
    key = ApiKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    refuse_if(policy.why_not_keep(by, key.subdistrict_id))
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = timezone.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
        audit.record("apikey.revoked", key, by=by)
    return key


def behind(secret: str) -> ApiKey | None:
    """The key with this secret, where it opens something today: its owner still holds a role in its sub-district."""
    good = ApiKey.objects.good_on(clock.today()).select_related("owner")
    key = good.filter(digest=digest(secret)).first()
    return key if key and policy.holds_a_role(key.owner, key.subdistrict_id) else None


@transaction.atomic
def used(key: ApiKey, address: str | None) -> None:
    """Once a day and network address it stands in the trail."""
    use, is_new = KeyUse.objects.get_or_create(key=key, on=clock.today(), address=address or "")
    if is_new:
        audit.record("apikey.used", key, by=key.owner, use=use.pk)


def forget_old() -> int:
    """From where a key was used is kept for a year; that it was used stays in the trail."""
    return KeyUse.objects.filter(on__lt=clock.today() - USES_KEPT).delete()[0]
