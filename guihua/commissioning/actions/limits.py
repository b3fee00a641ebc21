"""The words of the office that carry a limit: what kinds of things are bought, and the headings of budgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guihua.commissioning import buying_law
from guihua.commissioning import buying_rules as rules
from guihua.commissioning import models as commissioning
from guihua.core import audit
from guihua.core.refusal import Refusal, refuse_if
from guihua.directory import models as directory

Category = commissioning.PurchaseCategory
Heading = commissioning.BudgetCategory


@transaction.atomic
def add_category(subdistrict: directory.Subdistrict, *, by: Any, **said: Any) -> Category:
    """A kind of thing that is bought, with its limit."""
    _hold(subdistrict.pk, Category, said, by)
    refuse_if(buying_law.why_not_limit(said["tender_limit_fen"], None))
    return _recorded(Category.objects.create(subdistrict=subdistrict, **said), said, by)


@transaction.atomic
def change_category(category: Category, said: Mapping[str, Any], *, seen: str, by: Any) -> Category:
    """Purchases of this kind come to less than this together, or are put to tender."""
    _hold(category.subdistrict_id, Category, said, by, but=category.pk)
    category = Category.objects.get(pk=category.pk)
    refuse_if(rules.why_not_seen(category, rules.CATEGORY, seen))
    refuse_if(buying_law.why_not_limit(said["tender_limit_fen"], category.tender_limit_fen))
    return _changed(category, said, by)


@transaction.atomic
def add_heading(subdistrict: directory.Subdistrict, *, by: Any, **said: Any) -> Heading:
    """A heading of budgets from now on, with the share that its lines may have."""
    _hold(subdistrict.pk, Heading, said, by)
    last = Heading.objects.kept_by(subdistrict).aggregate(last=Max("position", default=0))["last"]
    return _recorded(Heading.objects.create(subdistrict=subdistrict, position=last + 1, **said), said, by)


@transaction.atomic
def change_heading(heading: Heading, said: Mapping[str, Any], *, seen: str, by: Any) -> Heading:
    _hold(heading.subdistrict_id, Heading, said, by, but=heading.pk)
    heading = Heading.objects.get(pk=heading.pk)
    refuse_if(rules.why_not_seen(heading, rules.HEADING, seen))
    return _changed(heading, said, by)


def _hold(subdistrict: int, model: Any, said: Mapping[str, Any], by: Any, *, but: int | None = None) -> None:
    """One who keeps the words at a time; a name stands once."""
    refuse_if(rules.why_not_keep(by, subdistrict))
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict)
    if model.objects.kept_by(subdistrict).filter(name=said["name"]).exclude(pk=but).exists():
        refuse_if(Refusal("name", _("已经有「%(name)s」了。") % {"name": said["name"]}))


def _changed[T: commissioning.Named](word: T, said: Mapping[str, Any], by: Any) -> T:
    for name, value in said.items():
        setattr(word, name, value)
    word.save(update_fields=list(said))
    return _recorded(word, said, by)


def _recorded[T: commissioning.Named](word: T, said: Mapping[str, Any], by: Any) -> T:
    audit.record(f"{word._meta.model_name}.set", word, by=by, **said)
    return word
