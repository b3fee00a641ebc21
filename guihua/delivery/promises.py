"""What a closed month promises (the figures with which it was closed, and each change since that has its reason), and what
every record promises, closed or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import bulk, secrecy, uploads
from guihua.core.promises import PORTION, Found, Promise, where_not
from guihua.delivery import models as delivery
from guihua.delivery import months, progress, subject
from guihua.delivery.calc.months import Figures
from guihua.delivery.months import Place
from guihua.directory import models as directory


@dataclass(frozen=True)
class Broken:
    """A month that came to something else than it promises. No provider: what the office holds itself."""

    close: delivery.MonthlyClose
    provider: int | None
    promised: Figures
    found: Figures


def of(close: delivery.MonthlyClose, provider: int | None) -> Figures:
    """What the provider's month should come to."""
    changes = delivery.LateChange.objects.filter(subdistrict=close.subdistrict_id, month=close.month, provider=provider)
    return _with(close, provider, changes)


def broken(subdistrict: directory.Subdistrict) -> list[Broken]:
    """Every closed month whose records say something else than its close and the changes noted since: changed past the
    verbs. In five questions, however many months are closed."""
    standing = list(delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict).order_by("month", "pk"))
    found = months.measured(subdistrict, {close.month for close in standing}) if standing else {}
    changes: dict[Place, list[delivery.LateChange]] = defaultdict(list)
    for change in delivery.LateChange.objects.filter(subdistrict=subdistrict):
        changes[change.month, change.provider_id].append(change)
    checked = [
        Broken(close, provider, _with(close, provider, changes[close.month, provider]), found.get(place, Figures()))
        for close in standing
        for provider in _told_of(close, found)
        if (place := (close.month, provider))
    ]
    return [one for one in checked if one.promised != one.found]


def _told_of(close: delivery.MonthlyClose, found: dict[Place, Figures]) -> list[int | None]:
    """Whose figures a close speaks of; the office's close of everybody's, also where nothing was there then."""
    if close.provider_id:
        return [close.provider_id]
    known = {int(key) or None for key in close.figures}
    now = {provider for month, provider in found if month == close.month}
    return sorted(known | now | {None}, key=lambda provider: provider or 0)


def _with(close: delivery.MonthlyClose, provider: int | None, changes: Iterable[delivery.LateChange]) -> Figures:
    since = [change.difference for change in changes if change.at >= close.at]
    return sum(since, close.figures_of(provider))


def _closed_months(found: Found) -> None:
    for subdistrict in directory.Subdistrict.objects.order_by("code"):
        found.look_at(delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict).count())
        for one in broken(subdistrict):
            who = directory.Organisation.objects.get(pk=one.provider) if one.provider else _("街道主办")
            said = {"month": one.close.month, "who": who}
            differing = one.promised.differing(one.found).items()
            said["what"] = " ".join(f"{name} {kept} → {now}" for name, (kept, now) in differing)
            found.breach(_("%(who)s %(month)s：%(what)s，没有注明的更正。") % said)


def _counted_once(found: Found) -> None:
    """In each session everybody counts once in a part, however often and in however many ways they were met."""
    named = delivery.Attendance.objects.known_as().exclude(known_as=None)
    found.look_at(named.count())
    by_person = named.order_by().values("session", "part", "known_as").annotate(n=Sum("count"))
    wrong = by_person.exclude(n=1).order_by("session", "part", "known_as")
    for row in wrong.values_list("session__project__number", "session__code", "n").iterator(PORTION):
        said = dict(zip(("project", "code", "n"), row, strict=True))
        found.breach(_("%(project)s 场次 %(code)s：有一个人算了 %(n)s 次。") % said)


def _right_months(found: Found) -> None:
    for kind in (delivery.Session, delivery.DutyShift, delivery.Withdrawal):
        fits = Q(month=ExtractYear("day") * 100 + ExtractMonth("day"))
        where_not(found, kind.objects.all(), fits, _in_month)


def _in_month(row: Any) -> str:
    said = {"table": type(row).__name__, "pk": row.pk, "day": row.day, "month": row.month}
    return _("%(table)s %(pk)s：日期是 %(day)s，却算在 %(month)s。") % said


def _sent_once(found: Found) -> None:
    """The database refuses a second session of one sending; what was taken back does not come again either."""
    sent = delivery.Session.objects.exclude(sent_as=None).select_related("project")
    taken_back = delivery.Withdrawal.objects.filter(sent_as=OuterRef("sent_as"))
    told = gettext_lazy("%(project)s 场次 %(code)s：已经撤回，又出现了一次。")
    where_not(found, sent, ~Q(Exists(taken_back)), lambda row: told % {"project": row.project, "code": row.code})


def _own_register(found: Found) -> None:
    """Nobody stands under their name in a confidential domain, nor under a codename of another one."""
    domain = "session__project__domain"
    named = Q(person__isnull=False) & ~Q(**{f"{domain}__is_confidential": True})
    coded = Q(codename__domain=F(domain), **{f"{domain}__is_confidential": True})
    told = gettext_lazy("参与记录 %(pk)s：保密领域的人用了姓名，或代号用在了别处。")
    rows = delivery.Attendance.objects.all()
    where_not(found, rows, named | coded | Q(person=None, codename=None), lambda row: told % {"pk": row.pk})


def _codename_indexes(found: Found) -> None:
    for row in found.some(delivery.Codename.objects.exclude(data_key=b"")):
        try:
            if not _fits(row):
                found.breach(_("代号 %(pk)s：索引和内容不符。") % {"pk": row.pk})
        except (secrecy.UnknownKey, InvalidTag):
            found.breach(_("代号 %(pk)s：封存的内容打不开。") % {"pk": row.pk})


def _fits(row: delivery.Codename) -> bool:
    """Whether it is found by what is sealed about it."""
    said, purpose = subject.opened(row), f"codename {row.domain_id}"
    if row.id_index is not None:
        right = secrecy.blind_index(said["id_number"], purpose=f"{purpose} id")
        return bytes(row.id_index) == right
    met = secrecy.blind_index(f"{said['phone']}|{said['name']}", purpose=f"{purpose} handle")
    return row.handle_index is not None and bytes(row.handle_index) == met


def _codenames_merged(found: Found) -> None:
    fits = Q(merged_into__merged_into=None, merged_into__domain=F("domain"))
    told = gettext_lazy("代号 %(pk)s 归并到 %(into)s，那里却不是一个独立的代号。")
    merged = delivery.Codename.objects.exclude(merged_into=None)
    where_not(found, merged, fits, lambda row: told % {"pk": row.pk, "into": row.merged_into_id})


def _progress(found: Found) -> None:
    """What was reported of a project is what its records come to."""
    projects = commissioning.Project.objects.order_by("pk")
    for some in bulk.portions(projects.values_list("pk", flat=True)):
        right = {line.key: (line.value, line.last_on) for line in progress.lines(some)}
        kept = {
            (row.project_id, row.month, row.measure): (row.value, row.last_on)
            for row in commissioning.Progress.objects.of(some)
        }
        found.look_at(len(right))
        numbers = dict(projects.filter(pk__in=some).values_list("pk", "number"))
        for key in sorted(key for key in {*right, *kept} if right.get(key) != kept.get(key)):
            project, month, measure = key
            said = {"project": numbers[project], "month": month, "what": commissioning.Measure(measure).label}
            found.breach(_("%(project)s %(month)s 的「%(what)s」和记录不符。") % said)


def _at_rest(found: Found) -> None:
    """Nothing is on record of a day on which its project stood still."""
    same = {"project": OuterRef("project")}
    suspended = commissioning.Suspension.objects.filter(**same, since__lte=OuterRef("day")).exclude(
        until__lte=OuterRef("day")
    )
    ended = commissioning.Termination.objects.standing().filter(**same, last_on__lt=OuterRef("day"))
    told = gettext_lazy("项目 %(number)s 在 %(day)s 已经暂停或终止，却有登记。")
    for kind in (delivery.Session, delivery.DutyShift):
        rows = kind.objects.filter(project__isnull=False).select_related("project")
        fits = ~Exists(suspended) & ~Exists(ended)
        where_not(found, rows, fits, lambda row: told % {"number": row.project.number, "day": row.day.isoformat()})


def _photos(found: Found) -> None:
    photos = delivery.SessionPhoto.objects.select_related("session")
    uploads.check(found, photos, "stored_as", lambda one: _("场次 %(pk)s 的照片") % {"pk": one.session_id})


PROMISES = (
    Promise("closed_months", gettext_lazy("结账的月份还是结账时的数，改动都有说明"), _closed_months),
    Promise("counted_once", gettext_lazy("每一场里每个人只算一次"), _counted_once),
    Promise("months", gettext_lazy("场次和值班算在自己日期的月份"), _right_months),
    Promise("sent_once", gettext_lazy("撤回的场次没有再出现"), _sent_once),
    Promise("own_register", gettext_lazy("保密领域的人只有代号，别处只有姓名"), _own_register),
    Promise("codename_indexes", gettext_lazy("每个代号都按自己的内容查得到"), _codename_indexes),
    Promise("codenames_merged", gettext_lazy("归并了的代号都指向独立的代号"), _codenames_merged),
    Promise("progress", gettext_lazy("报给项目的进度就是记录加起来的数"), _progress),
    Promise("at_rest", gettext_lazy("项目暂停和终止以后的日子没有登记"), _at_rest),
    Promise("photos", gettext_lazy("活动照片都在、都打得开"), _photos),
)
