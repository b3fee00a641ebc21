"""Who may do what with a list's views: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core import tenancy
from guihua.core.listing.models import SavedView
from guihua.core.refusal import Refusal

MOST_VIEWS = 20  # of one person for one list


def why_not_save(user: Any, listing: str, name: str) -> Refusal | None:
    own = SavedView.objects.filter(user=user, listing=listing)
    if own.count() >= MOST_VIEWS:
        return Refusal("too-many", _("一个名单最多存 %(n)d 个视图。先删掉不用的。") % {"n": MOST_VIEWS})
    return _why_not_call(own, name)


def why_not_share(user: Any) -> Refusal | None:
    if not tenancy.run_by(user).exists():
        return Refusal("no-role", _("只有街道办公室能把视图给全街道共用。"))
    return None


def why_not_change(user: Any, view: SavedView) -> Refusal | None:
    """One's own; a shared one also the office's with which it is shared."""
    if view.user_id == user.pk:
        return None
    if view.is_shared and tenancy.run_by(user).filter(subdistrict=view.subdistrict_id).exists():
        return None
    return Refusal("not-yours", _("只有存它的人和街道办公室能改这个视图。"))


def why_not_rename(user: Any, view: SavedView, name: str) -> Refusal | None:
    others = SavedView.objects.filter(user=view.user_id, listing=view.listing).exclude(pk=view.pk)
    return why_not_change(user, view) or _why_not_call(others, name)


def _why_not_call(others: Any, name: str) -> Refusal | None:
    if not name:
        return Refusal("no-name", _("请给视图起个名字。"))
    if others.filter(name=name).exists():
        return Refusal("exists", _("已经有叫「%(name)s」的视图了。换个名字。") % {"name": name})
    return None
