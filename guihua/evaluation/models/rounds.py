"""One time that projects are judged (评估轮次): which projects, by which rubric, with which weights, bands, vetoes and days."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users
from guihua.evaluation.models.rubrics import Rubric

HUNDRED = Decimal(100)


class Stage(models.TextChoices):
    MIDTERM = "midterm", _("中期")
    FINAL = "final", _("末期")


class RoundState(models.TextChoices):
    PREPARING = "preparing", _("筹备")
    OPEN = "open", _("进行中")
    DRAFTED = "drafted", _("初稿")
    PUBLISHED = "published", _("已公布")


class Source(models.TextChoices):
    """Whose scores make the result."""

    ASSESSORS = "assessors", _("评估专家")
    LIAISON = "liaison", _("挂钩人员")
    MIDTERM = "midterm", _("中期评估")
    SATISFACTION = "satisfaction", _("满意度")


class Way(models.TextChoices):
    """How the marks of several assessors become one."""

    MEAN = "mean", _("平均")
    TRIMMED = "trimmed", _("五位起去掉一个最高一个最低，再平均")
    MEDIAN = "median", _("中位数")


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: Any) -> Self:
        """Those who oversee the programme see all; once it is open, also whoever reads the account of a project in it."""
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        return self.filter(overseen | (~Q(state=RoundState.PREPARING) & Q(pk__in=_of_own(user))))

    def waiting_for_sheets(self, projects: Any) -> Self:
        """Those that have begun, with how many of these projects' liaison officers have not submitted theirs: `waiting`."""
        entered = RoundProject.objects.waiting_for_sheets(projects)
        rows = self.filter(state=RoundState.OPEN, liaison_rubric__isnull=False, projects__in=entered)
        return rows.annotate(waiting=models.Count("projects", distinct=True)).order_by("year__year", "pk")

    def waiting_for_self_reports(self, projects: Any) -> Self:
        """Those that go on, with how many of these projects' self-reports were not handed in: `waiting`."""
        entered = RoundProject.objects.waiting_for_self_reports(projects)
        rows = self.filter(state=RoundState.OPEN, projects__in=entered)
        return rows.annotate(waiting=models.Count("projects", distinct=True)).order_by("year__year", "pk")

    def before(self, one: Round) -> Round | None:
        """The last one of the same stage, whose terms a new one begins with."""
        earlier = self.filter(subdistrict=one.subdistrict_id, stage=one.stage, year__year__lt=one.year.year)
        return earlier.order_by("year__year", "pk").last()


def _of_own(user: Any) -> Any:
    own = commissioning.Project.objects.accounted_to(user)
    return RoundProject.objects.filter(project__in=own).order_by().values("round")


class Round(TenantRow):
    """`least`: how many marks a criterion should have at least. `places`: after the point of the score that everyone reads.
    `diverging_percent`: marks of one criterion that lie further apart than this share of its points are talked over.
    `seats`: assessors of one panel, of which so many know finance and practice. Days are the last on which it may be done."""

    year = models.ForeignKey(commissioning.ProgrammeYear, models.PROTECT, related_name="rounds", verbose_name=_("年度"))
    stage = models.CharField(_("阶段"), max_length=8, choices=Stage.choices)
    name = models.CharField(_("名称"), max_length=60)
    state = models.CharField(_("状态"), max_length=12, choices=RoundState.choices, default=RoundState.PREPARING)
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, related_name="rounds", verbose_name=_("评估专家的评分标准")
    )
    liaison_rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, related_name="+", verbose_name=_("挂钩人员的评分标准")
    )
    way = models.CharField(_("专家的分怎样合成"), max_length=8, choices=Way.choices, default=Way.TRIMMED)
    least = models.PositiveSmallIntegerField(_("一项指标至少几个人评"), default=2)
    places = models.PositiveSmallIntegerField(_("得分保留几位小数"), default=2)
    bonus_cap = models.DecimalField(_("加分最多"), max_digits=4, decimal_places=2, default=Decimal(0))
    diverging_percent = models.PositiveSmallIntegerField(_("分差超过分值的百分之几要合议"), default=30)
    seats = models.PositiveSmallIntegerField(_("一组几位专家"), default=5)
    finance_seats = models.PositiveSmallIntegerField(_("其中至少几位财务"), default=1)
    practice_seats = models.PositiveSmallIntegerField(_("其中至少几位实务"), default=1)
    self_report_until = models.DateField(_("承接机构交自评和材料"), null=True)
    visits_from = models.DateField(_("评估日从"), null=True)
    visits_until = models.DateField(_("评估日到"), null=True)
    scoring_until = models.DateField(_("专家和挂钩人员交评分表"), null=True)
    reply_days = models.PositiveSmallIntegerField(_("承接机构几天内可以回应初稿"), default=5)
    appeal_days = models.PositiveSmallIntegerField(_("公布后几天内可以申诉"), default=7)
    conflict_years = models.PositiveSmallIntegerField(_("任职结束几年内要回避"), default=3)
    opened_at = models.DateTimeField(_("开始时间"), null=True)
    drafted_at = models.DateTimeField(_("出初稿时间"), null=True)
    reply_until = models.DateField(_("最晚哪天回应"), null=True)
    published_at = models.DateTimeField(_("公布时间"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)

    MOVES = {
        RoundState.PREPARING: {RoundState.OPEN},
        RoundState.OPEN: {RoundState.DRAFTED},
        RoundState.DRAFTED: {RoundState.PUBLISHED},
        RoundState.PUBLISHED: set[RoundState](),
    }
    data_classes = secrecy.classed(
        internal="year stage name state rubric liaison_rubric way least places bonus_cap diverging_percent seats "
        "finance_seats practice_seats self_report_until visits_from visits_until scoring_until reply_days appeal_days "
        "conflict_years opened_at drafted_at reply_until published_at digest revision",
    )
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year__year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "name"], name="round_name_once"),
            models.CheckConstraint(
                condition=Q(state=RoundState.PREPARING)
                | Q(opened_at__isnull=False, rubric__isnull=False) & ~Q(digest=""),
                name="round_opens_with_a_rubric",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RoundState.DRAFTED, RoundState.PUBLISHED])
                | Q(drafted_at__isnull=False, reply_until__isnull=False),
                name="round_drafted_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.PUBLISHED) | Q(published_at__isnull=False),
                name="round_published_at_a_time",
            ),
            models.CheckConstraint(condition=Q(places__lte=2), name="round_shows_at_most_two_places"),
            models.CheckConstraint(condition=Q(bonus_cap__gte=0), name="round_takes_nothing_off"),
            models.CheckConstraint(
                condition=Q(seats__gte=1, finance_seats__lte=models.F("seats"), practice_seats__lte=models.F("seats")),
                name="round_panel_has_its_kinds",
            ),
            models.CheckConstraint(
                condition=Q(visits_from=None) | Q(visits_until__gte=models.F("visits_from")),
                name="round_visits_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_preparing(self) -> bool:
        return self.state == RoundState.PREPARING

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_published(self) -> bool:
        return self.state == RoundState.PUBLISHED

    @property
    def is_closed(self) -> bool:
        """It came to results: nobody scores in it any more."""
        return self.state in (RoundState.DRAFTED, RoundState.PUBLISHED)


class SourceWeight(models.Model):
    """Of a hundred, how much a source counts."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="weights")
    source = models.CharField(_("得分来源"), max_length=12, choices=Source.choices)
    percent = models.DecimalField(_("权重"), max_digits=5, decimal_places=2)

    data_classes = secrecy.classed(internal="round source percent")

    class Meta:
        ordering = ["round", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "source"], name="source_weight_once"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="source_weight_of_a_hundred"),
        ]


class GradeBand(models.Model):
    """A grade from `floor` up to the next one's, which it does not reach."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="bands")
    grade = models.CharField(_("等级"), max_length=12, choices=commissioning.Grade.choices)
    floor = models.DecimalField(_("从几分起"), max_digits=5, decimal_places=2)

    data_classes = secrecy.classed(internal="round grade floor")

    class Meta:
        ordering = ["round", "-floor"]
        constraints = [
            models.UniqueConstraint(fields=["round", "grade"], name="grade_band_once"),
            models.UniqueConstraint(fields=["round", "floor"], name="grade_band_floor_once"),
            models.CheckConstraint(condition=Q(floor__gte=0, floor__lte=100), name="grade_band_of_a_hundred"),
        ]


class VetoItem(models.Model):
    """What, where it is found, lets a project reach at most this grade, whatever its score."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="vetoes")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("一票否决项"), max_length=120)
    at_most = models.CharField(_("最高只能评为"), max_length=12, choices=commissioning.Grade.choices)

    data_classes = secrecy.classed(internal="round position text at_most")

    class Meta:
        ordering = ["round", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="veto_place_once")]


class RoundProjectQuerySet(models.QuerySet["RoundProject"]):
    def accounted_to(self, user: Any) -> Self:
        """Of rounds that the user sees, the projects whose account they read."""
        own = commissioning.Project.objects.accounted_to(user)
        return self.filter(round__in=Round.objects.visible_to(user).order_by(), project__in=own)

    def begun(self) -> Self:
        """Of rounds that opened."""
        return self.exclude(round__state=RoundState.PREPARING)

    def judged(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def to_look_at_again(self, user: Any) -> Self:
        """Those at which this user has still to look again: of them they see nothing that others gave."""
        own = {"looks__assessor__user": user.pk, "looks__left_at": None, "looks__state": "draft", "state": "looking"}
        return self.filter(**{f"appeal__{name}": value for name, value in own.items()})

    def looked_at_again_by(self, user: Any) -> Self:
        """Those at which this user was asked to look again, whether they have or not."""
        return self.filter(appeal__looks__assessor__user=user.pk, appeal__looks__left_at=None)

    def waiting_for_sheets(self, projects: Any) -> Self:
        """Of these projects those whose liaison officer has not submitted a sheet."""
        done = RoundProject.objects.filter(sheets__source=Source.LIAISON, sheets__state="submitted")
        return self.judged().filter(project__in=projects).exclude(pk__in=done.order_by().values("pk"))

    def waiting_for_self_reports(self, projects: Any) -> Self:
        """Of these projects those that have not handed in what they say of themselves."""
        return self.judged().filter(project__in=projects).exclude(self_report__state="submitted")


class RoundProject(models.Model):
    """A project that is judged in a round; a withdrawn one stays on file with the reason and gets no result."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="projects")
    project = models.ForeignKey(commissioning.Project, models.PROTECT, related_name="rounds", verbose_name=_("项目"))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(_("为什么不评"), max_length=200, blank=True)

    data_classes = secrecy.classed(internal="round project withdrawn_at withdrawn_why")
    objects = RoundProjectQuerySet.as_manager()

    class Meta:
        ordering = ["round", "project__number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "project"], name="round_project_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""), name="withdrawn_with_a_reason"
            ),
        ]
