"""What was done: activities, their sessions, and who took part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, Q, When
from django.db.models.functions import Coalesce, TruncWeek
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.delivery.models.codenames import Codename
from guihua.delivery.models.telling import Form, Told
from guihua.directory import models as directory
from guihua.directory.models import users


class Part(models.TextChoices):
    """As what somebody took part. Only people served, and head-counts, are person-times."""

    SERVED = "served", _("服务对象")
    VOLUNTEER = "volunteer", _("志愿者")
    WORKER = "worker", _("社工")
    ORGANISER = "organiser", _("组织者")


class HeldQuerySet(models.QuerySet[Any]):
    def open_to(self, user: Any) -> Self:
        """All of a sub-district, for those who oversee its programme; else a project's, for those who read its records."""
        return self.filter(_open_to(user))


def _open_to(user: Any) -> Q:
    """Who has only the one or the other is asked for by that alone: no index serves both at once."""
    overseen = sorted(set(users.subdistricts_of(user, *users.OVERSEERS)))
    elsewhere = commissioning.Project.objects.open_to(user).exclude(subdistrict__in=overseen)
    if not overseen:
        return Q(project__in=elsewhere)
    if not elsewhere.exists():
        return Q(subdistrict__in=overseen)
    return Q(subdistrict__in=overseen) | Q(project__in=elsewhere)


def _counted_for(user: Any) -> Q:
    """None of a confidential domain: there a single session may say who came."""
    is_open = Q(project=None) | Q(project__domain__is_confidential=False)
    own = commissioning.Project.objects.counted_for(user)
    return is_open & (Q(project__in=own) | Q(community__in=users.communities_of(user)))


class SessionQuerySet(HeldQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that the user reads; and, of which only the counts are for a partner and for a community's secretary,
        those of their projects and those held in the community."""
        if not users.holds(user, *users.COUNTING):
            return self.open_to(user)
        return self.filter(_open_to(user) | _counted_for(user))

    def recorded_by(self, user: Any) -> Self:
        """Those that are the user's to record: of the projects whose people the user knows, and the office's own."""
        own = Q(project__in=commissioning.Project.objects.known_by(user))
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        return self.filter(own | Q(project=None, subdistrict__in=offices))

    def with_record(self) -> Self:
        """Each with `has_record`: whether anybody, named or not, is said to have been there."""
        return self.annotate(has_record=Exists(Attendance.objects.filter(session=models.OuterRef("pk"))))

    def last_day(self) -> date | None:
        """On which any of them was held; None where there is none."""
        found: date | None = self.aggregate(last=models.Max("day"))["last"]
        return found

    def of_year(self, year: int) -> Self:
        return self.filter(month__gte=year * 100, month__lt=(year + 1) * 100)

    def by_form(self) -> Any:
        """For each form that there is: how many sessions, and their person-times; the largest first."""
        served = models.Sum("attendances__count", filter=Q(attendances__part=Part.SERVED), default=0)
        held = self.order_by().values("activity__form")
        return held.annotate(sessions=models.Count("pk", distinct=True), person_times=served).order_by(
            "-person_times", "activity__form"
        )

    def by_week(self) -> Any:
        """For each week in which any was held: its `last` day of those, and how `many` they were."""
        weeks = self.order_by().annotate(week=TruncWeek("day")).values("week")
        return weeks.annotate(last=models.Max("day"), many=models.Count("pk"))

    def with_person_times(self) -> Self:
        """Each session with the attendance that counts as person-times, asked for a session at a time: a page has few."""
        counted = Attendance.objects.served().filter(session=models.OuterRef("pk")).order_by()
        total = counted.values("session").annotate(total=models.Sum("count")).values("total")
        return self.annotate(person_times=Coalesce(models.Subquery(total), 0))


class Held(TenantRow):
    """What a project holds, or the office itself (街道主办) where there is no project."""

    project = models.ForeignKey(
        commissioning.Project, models.PROTECT, null=True, related_name="delivery_%(class)ss", db_index=False
    )

    data_classes = secrecy.classed(internal="project")

    class Meta:
        abstract = True


class Activity(Held):
    name = models.CharField(_("活动名称"), max_length=120)
    form = models.CharField(_("服务形式"), max_length=16, choices=Form.choices)
    campaign = models.ForeignKey(commissioning.Campaign, models.PROTECT, null=True, related_name="activities")

    data_classes = secrecy.classed(internal="name form campaign")
    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(
                "subdistrict",
                Coalesce("project", 0),
                "name",
                "form",
                Coalesce("campaign", 0),
                name="activity_once",
            )
        ]
        indexes = [models.Index(fields=["project", "name"])]

    def __str__(self) -> str:
        return self.name


class Session(Held, Told):
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions")
    code = models.CharField(_("场次编号"), max_length=60)
    day = models.DateField(_("日期"))
    month = models.PositiveIntegerField()  # yyyymm
    starts_at = models.TimeField(_("开始时间"))
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"))
    community = models.ForeignKey(directory.Community, models.PROTECT, null=True, related_name="sessions")
    place = models.CharField(_("地点"), max_length=80, blank=True)
    batch = models.ForeignKey("delivery.ImportBatch", models.PROTECT, null=True, related_name="+")  # that brought it
    sent_as = models.UUIDField(null=True, unique=True)  # by which what was entered by hand is known when it comes again

    data_classes = secrecy.classed(internal="activity code day month starts_at minutes community place batch sent_as")
    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-starts_at", "pk"]
        indexes = [
            models.Index(fields=["subdistrict", "month"]),
            models.Index(fields=["subdistrict", "-day", "-starts_at", "id"]),
            models.Index(fields=["subdistrict", "minutes"]),
            models.Index(fields=["project", "-day", "-starts_at", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="session_code_once_a_project"),
            models.UniqueConstraint(
                "subdistrict",
                F("month") / 100,
                "code",
                condition=Q(project=None),
                name="session_code_once_a_year_at_the_office",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=1440), name="session_within_a_day"),
        ]

    def __str__(self) -> str:
        return self.activity.name

    @property
    def lacks_community(self) -> bool:
        """Whether it counts for no community though it should. A confidential project is not asked where it meets people,
        nor the office for what it holds itself."""
        return self.community_id is None and self.project is not None and not self.project.domain.is_confidential


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def served(self) -> Self:
        """What person-times are counted from: people served and head-counts."""
        return self.filter(part=Part.SERVED)

    def by_name(self) -> Self:
        """Those of people under their own names, each once. Whoever stands in a confidential domain is none of them."""
        named = self.filter(person__isnull=False, count__gt=0)
        return named.exclude(session__project__domain__is_confidential=True)

    def by_codename(self) -> Self:
        """Those of people of a confidential domain, each once."""
        return self.filter(codename__isnull=False, count__gt=0)

    def known_as(self) -> models.QuerySet[Any]:
        """With `known_as`: even for a person of the register and odd for a codename, so that the two never meet;
        somebody who turned out to be another is that other; None for a head-count."""
        coded = When(codename__isnull=False, then=Coalesce("codename__merged_into", "codename") * 2 + 1)
        return self.annotate(known_as=Case(coded, default=Coalesce("person__merged_into", "person") * 2))

    def of_any(self, known: Collection[int]) -> Self:
        """Those of whoever is known as one of these, by the keys under which they were met. These are written out: left
        to find them by itself, a database reads the whole register, or all attendances there are."""
        people = _meaning(directory.Person, {key // 2 for key in known if not key % 2})
        coded = _meaning(Codename, {key // 2 for key in known if key % 2})
        return self.filter(Q(person__in=people) | Q(codename__in=coded))


def _meaning(model: type[models.Model], pks: set[int]) -> set[int]:
    """These, and whoever turned out to be one of them."""
    return pks | set(model._default_manager.filter(merged_into__in=pks).order_by().values_list("pk", flat=True))


class Attendance(models.Model):
    """One person at one session in one part, or a head-count of unnamed people at it.

    Where two people as met turn out to be one, both rows stay, and the later one counts nothing.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances", db_index=False)
    person = models.ForeignKey(directory.Person, models.PROTECT, null=True, related_name="delivery_attendances")
    codename = models.ForeignKey("delivery.Codename", models.PROTECT, null=True, related_name="delivery_attendances")
    part = models.CharField(_("参与身份"), max_length=12, choices=Part.choices)
    count = models.PositiveIntegerField()  # 1 for a person, 0 where the session has them already; the head-count else
    batch = models.ForeignKey("delivery.ImportBatch", models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="session person codename part count batch")
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "part"], name="person_once_a_session_and_part"),
            models.UniqueConstraint(fields=["session", "codename", "part"], name="codename_once_a_session_and_part"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(person=None, codename=None), name="one_head_count_a_session"
            ),
            models.CheckConstraint(
                condition=Q(person=None, codename=None, part="served", count__gt=0)
                | Q(person__isnull=False, codename=None, count__lte=1)
                | Q(person=None, codename__isnull=False, count__lte=1),
                name="a_person_or_a_head_count",
            ),
        ]
