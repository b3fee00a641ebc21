"""What people do with views: save, rename, share, renew and delete them, and have a list open with one."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, tenancy
from guihua.core.listing import policy
from guihua.core.listing.models import LONGEST_NAME, OpeningView, SavedView
from guihua.core.listing.shown import Shown
from guihua.core.refusal import refuse_if


@transaction.atomic
def save(shown: Shown, *, name: str, by: Any) -> SavedView:
    """The list as it is shown now, under a name; for oneself until it is shared."""
    name = _called(name)
    refuse_if(policy.why_not_save(by, shown.listing.name, name))
    view = SavedView.objects.create(listing=shown.listing.name, user=by, name=name, **shown.remembered)
    audit.record("view.saved", view, by=by, listing=view.listing, name=name)
    return view


@transaction.atomic
def renew(view: SavedView, shown: Shown, *, by: Any) -> SavedView:
    """The view asks from now on for what is shown now."""
    view = _locked(view)
    refuse_if(policy.why_not_change(by, view))
    for field, value in shown.remembered.items():
        setattr(view, field, value)
    view.save(update_fields=list(shown.remembered))
    audit.record("view.renewed", view, by=by)
    return view


@transaction.atomic
def rename(view: SavedView, name: str, *, by: Any) -> SavedView:
    view, name = _locked(view), _called(name)
    if view.name == name:
        return view
    refuse_if(policy.why_not_rename(by, view, name))
    view.name = name
    view.save(update_fields=["name"])
    audit.record("view.renamed", view, by=by, name=name)
    return view


@transaction.atomic
def share(view: SavedView, is_shared: bool, *, by: Any) -> SavedView:
    """Everybody of the sub-district that `by` runs has it beside their own; or only who saved it, from now on."""
    view = _locked(view)
    if view.is_shared == is_shared:
        return view
    refuse_if(policy.why_not_change(by, view) or policy.why_not_share(by))
    view.is_shared = is_shared
    view.subdistrict_id = tenancy.run_by(by).order_by("subdistrict").first() if is_shared else None
    view.save(update_fields=["is_shared", "subdistrict"])
    if not is_shared:
        view.openings.exclude(user=view.user_id).delete()
    audit.record("view.shared" if is_shared else "view.kept_private", view, by=by)
    return view


@transaction.atomic
def delete(view: SavedView, *, by: Any) -> None:
    """It is gone, for everybody who had it."""
    view = _locked(view)
    refuse_if(policy.why_not_change(by, view))
    audit.record("view.deleted", view, by=by, listing=view.listing, name=view.name)
    view.delete()


@transaction.atomic
def open_with(view: SavedView, is_wished: bool, *, by: Any) -> None:
    """The list opens with this view for `by`; or, as it did before, with everything."""
    OpeningView.objects.filter(user=by, listing=view.listing).delete()
    if is_wished:
        OpeningView.objects.create(user=by, listing=view.listing, view=view)
    audit.record("view.opens" if is_wished else "view.opens_no_more", view, by=by)


def _called(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME]


def _locked(view: SavedView) -> SavedView:
    return SavedView.objects.select_for_update().get(pk=view.pk)
