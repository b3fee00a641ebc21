"""A year's report is written around, published and withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal, refuse_if
from guihua.directory.models import Subdistrict
from guihua.reporting import models as reporting
from guihua.reporting import policy, story
from guihua.reporting.actions import stories
from guihua.reporting.book import open_book


@transaction.atomic
def write(
    subdistrict: Subdistrict, year: int, place: str, text: str, *, seen: int, by: Any
) -> reporting.Passage | None:
    """Puts the words at a place. `seen`: the version that the writer began from (0: none). None where nothing changed.

    Refused where somebody else wrote there meanwhile: nobody's words go unseen.
    """
    Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    refuse_if(policy.why_not_write(by, subdistrict))
    there = reporting.Passage.objects.of_report(subdistrict, year).filter(place=place).first()
    if text == (there.text if there else ""):
        return None
    refuse_if(_why_not_over(there, seen))
    values = {"text": text, "version": seen + 1, "at": timezone.now(), "by": by}
    passage, _new = reporting.Passage.objects.update_or_create(
        subdistrict=subdistrict, year=year, place=place, defaults=values
    )
    audit.record("passage.written", passage, by=by, year=year, place=place, letters=len(text))
    return passage


def _why_not_over(there: reporting.Passage | None, seen: int) -> Refusal | None:
    if (there.version if there else 0) == seen:
        return None
    words = _("你写的时候，%(who)s 也改了这一段，现在是：「%(text)s」。看过以后再保存一次，就用你写的。")
    return Refusal("written-meanwhile", words % {"who": there.by if there else "", "text": there.text if there else ""})


@transaction.atomic
def publish(subdistrict: Subdistrict, year: int, *, generation: str, note: str = "", by: Any) -> reporting.Edition:
    """Everybody reads the year's numbers from now on as they stand in the generation, with the draft's words."""
    Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    editions = reporting.Edition.objects.of_report(subdistrict, year)
    last = editions.values_list("number", flat=True).first() or 0
    book = open_book(subdistrict.code)
    edition = reporting.Edition(
        subdistrict=subdistrict, year=year, number=last + 1, generation=generation, note=note, at=timezone.now(), by=by
    )
    refuse_if(policy.why_not_publish(by, edition, book.generation))
    edition.told = story.for_everybody(book, year)
    edition.passages = reporting.Passage.objects.of_report(subdistrict, year).words()
    edition.stories = stories.published(subdistrict, year)
    edition.save(force_insert=True)
    told = {"number": edition.number, "generation": generation, "digest": edition.digest}
    audit.record("edition.published", edition, by=by, year=year, **told)
    return edition


@transaction.atomic
def withdraw(edition: reporting.Edition, *, why: str, by: Any) -> reporting.Edition:
    """Nobody but the office reads the year's report any more; an older edition does not come back."""
    Subdistrict.objects.select_for_update().get(pk=edition.subdistrict_id)
    edition = reporting.Edition.objects.select_related("subdistrict").get(pk=edition.pk)
    refuse_if(policy.why_not_withdraw(by, edition, why))
    edition.withdrawn_at, edition.withdrawn_by, edition.why = timezone.now(), by, why
    edition.save(update_fields=["withdrawn_at", "withdrawn_by", "why"])
    audit.record("edition.withdrawn", edition, by=by, year=edition.year, number=edition.number, why=why)
    return edition
