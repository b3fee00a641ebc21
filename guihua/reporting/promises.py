"""What the account promises: the facts are what the records say, and what was published is as it was.

The records are summed up by the database, apart from the way in which the facts are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import uploads
from guihua.core.models import AuditRow
from guihua.core.promises import Found, Promise, where_not
from guihua.delivery import facts as delivery_facts
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.reporting import models as reporting
from guihua.reporting import store
from guihua.reporting.book import OFFICE
from guihua.reporting.moments import one_moment

SEALING = ["edition.published", "edition.story_erased"]
STANDING = 0  # what belongs to no month
Sums = Mapping[tuple[Any, ...], tuple[int, ...]]
"""By what is told apart: how many rows, the sum of their keys (so that each is the row that it was), and other sums."""


def _facts(found: Found) -> None:
    for place in directory.Subdistrict.objects.order_by("code"):
        for month in _months(place):
            _compare(found, place, month)


def _months(place: directory.Subdistrict) -> list[int]:
    try:
        stored = store.manifest(place.code)
    except store.Damaged:
        return [STANDING]
    return [STANDING, *sorted(delivery_facts.months(place) | {int(one) for one in (stored.months if stored else ())})]


def _compare(found: Found, place: directory.Subdistrict, month: int) -> None:
    """One month at a time, while no refresh writes. What waits to be counted anew is not looked at."""
    with store.writing(place.code), one_moment():
        try:
            stored = store.manifest(place.code)
            if stored is None or stored.shape != store.SHAPE or _waits(place, month):
                return
            for what, kept, said in _pairs(place, stored, month):
                found.look_at(sum(sums[0] for sums in said.values()))
                for key in sorted(kept.keys() | said.keys(), key=str):
                    if kept.get(key) != said.get(key):
                        found.breach(_sentence(place, month, what, key, kept.get(key), said.get(key)))
        except (store.Damaged, OSError, pl.exceptions.PolarsError):
            found.breach(_("%(place)s %(month)s：汇总数据读不出来。") % {"place": place.name, "month": month or ""})


def _waits(place: directory.Subdistrict, month: int) -> bool:
    return reporting.DirtyMonth.objects.filter(subdistrict=place, month=month).exists()


def _sentence(place: directory.Subdistrict, month: int, what: str, key: Sequence[Any], kept: Any, said: Any) -> str:
    words = _("%(place)s %(month)s %(what)s（%(key)s）：汇总是 %(kept)s，记录是 %(said)s。")
    about = {"place": place.name, "month": month or "", "what": what, "key": _named(key, month)}
    return words % {**about, "kept": kept or 0, "said": said or 0}


def _named(key: Sequence[Any], month: int) -> str:
    """A month's sums are told apart by their project first."""
    if month == STANDING:
        return " ".join(str(one) for one in key)
    project = commissioning.Project.objects.filter(pk=key[0]).first()
    return " ".join([project.number if project else _(OFFICE), *key[1:]])


def _pairs(place: directory.Subdistrict, stored: store.Manifest, month: int) -> Iterator[tuple[str, Sums, Sums]]:
    """What is compared: as the facts have it, and as the records have it."""

    def facts(name: str) -> pl.LazyFrame:
        parts = stored.parts.get(name, {})
        of_month = {str(month): parts[str(month)]} if str(month) in parts else {}
        return store.scan(place.code, replace(stored, parts={name: of_month}), name)

    if month == STANDING:
        projects = commissioning.Project.objects.bought().filter(subdistrict=place)
        sums = ["project", "amount_fen"]
        yield _("项目"), _kept(facts("project"), ["year"], sums), _said(projects, ["year__year"], ["pk", "amount_fen"])
        communities = directory.Community.objects.filter(subdistrict=place)
        yield _("社区"), _kept(facts("community"), [], ["community"]), _said(communities, [], ["pk"])
        return
    held = {"subdistrict": place, "month": month}
    by, sums = ["project"], ["session", "minutes"]
    sessions = delivery.Session.objects.filter(**held)
    yield _("场次"), _kept(facts("session"), by, sums), _said(sessions, by, ["pk", "minutes"])
    shifts = delivery.DutyShift.objects.filter(**held).counted()
    yield _("值班"), _kept(facts("duty"), by, ["shift", "minutes"]), _said(shifts, by, ["pk", "minutes"])
    attended = facts("attendance").join(facts("session").select("session", "project"), on="session", how="left")
    rows = delivery.Attendance.objects.filter(session__subdistrict=place, session__month=month, count__gt=0)
    yield (
        _("参与"),
        _kept(attended, ["project", "part"], ["attendance", "count", "who"]),
        _said(rows.known_as(), ["session__project", "part"], ["pk", "count", "known_as"]),
    )


def _kept(facts: pl.LazyFrame, by: list[str], sums: list[str]) -> Sums:
    counted = facts.group_by(by or pl.lit(0)).agg(pl.len(), *(pl.col(name).sum() for name in sums)).collect()
    return {row[: len(by)]: tuple(int(one or 0) for one in row[len(by) or 1 :]) for row in counted.rows()}


def _said(rows: Any, by: list[str], sums: list[str]) -> Sums:
    named = {f"sum_of_{name}": Sum(name) for name in sums}
    counted = (
        rows.order_by().values(*by).annotate(n=Count("pk"), **named) if by else [rows.aggregate(n=Count("pk"), **named)]
    )
    found = [(tuple(row[name] for name in by), tuple(int(row[name] or 0) for name in ("n", *named))) for row in counted]
    return {key: said for key, said in found if said[0]}


def _editions(found: Found) -> None:
    """Of each published edition the audit trail holds the digest of what anybody reads, as it was published,
    or as it is since somebody told of in it was erased."""
    kind = reporting.Edition._meta.label_lower
    for edition in found.each(reporting.Edition.objects.select_related("subdistrict")):
        deeds = AuditRow.objects.filter(kind=kind, object_id=edition.pk, action__in=SEALING)
        details = deeds.order_by("-pk").values_list("details", flat=True).first()
        if details is None or details.get("digest", edition.digest) != edition.digest:
            words = _("%(place)s %(edition)s：和发布时的内容不一样。")
            found.breach(words % {"place": edition.subdistrict.name, "edition": edition})


def _upper_forms(found: Found) -> None:
    forms = reporting.UpperForm.objects.select_related("subdistrict")
    uploads.check(found, forms, "stored_as", lambda one: _("%(place)s 的上级表格「%(title)s」") % _called(one))


def _called(form: reporting.UpperForm) -> dict[str, str]:
    return {"place": form.subdistrict.name, "title": form.title}


def _stories(found: Found) -> None:
    """What a story shows is of its own session. That the files of these photos open is promised with all photos, in delivery."""
    shown = reporting.Story.photos.through.objects.select_related("story", "sessionphoto")
    own = Q(sessionphoto__session=F("story__session"))
    told = gettext_lazy("故事 %(pk)s 里有别的场次的照片。")
    where_not(found, shown, own, lambda row: told % {"pk": row.story_id})


PROMISES = (
    Promise("facts", gettext_lazy("汇总数据和记录一致"), _facts),
    Promise("editions", gettext_lazy("发布的报告和发布时一样"), _editions),
    Promise("stories", gettext_lazy("故事里的照片都是那一场的"), _stories),
    Promise("upper_forms", gettext_lazy("上级表格的文件都在、都打得开"), _upper_forms),
)
