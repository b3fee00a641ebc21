"""The office calls a word of its list by another name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.commissioning import buying_rules, naming, policy
from guihua.commissioning.models.words import Renamed
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory


@transaction.atomic
def rename(word: Renamed, said: Mapping[str, Any], *, seen: str, by: Any) -> Renamed:
    """From now on it is called so everywhere; files that call it as before are still understood."""
    place = directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=word.subdistrict_id)
    refuse_if(policy.why_not_add_words(by, place))
    model: Any = type(word)
    word = model.objects.get(pk=word.pk)
    refuse_if(buying_rules.why_not_seen(word, naming.COLUMNS, seen))
    name = said["name"]
    refuse_if(naming.why_not_rename(word, name))
    also = naming.of_before(word, name, said["also_called"])
    refuse_if(naming.why_not_called(model, place, name, also, but=word.pk))
    before, word.name, word.also_called = word.name, name, also
    word.save(update_fields=naming.COLUMNS)
    audit.record(f"{word._meta.model_name}.renamed", word, by=by, before=before, name=name, also_called=also)
    return word
