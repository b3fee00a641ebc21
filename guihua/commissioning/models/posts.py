"""The staff of a project (岗位): who holds which post from when to when, with which certificate; their training and supervision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.core import secrecy, uploads
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

MOST_MINUTES = 1440


class PostTitle(models.TextChoices):
    LEAD = "lead", _("项目主管")
    SOCIAL_WORKER = "social_worker", _("一线社工")
    SPECIALIST = "specialist", _("专业人员")
    SUPPORT = "support", _("行政后勤")


SOCIAL_WORK = (PostTitle.LEAD, PostTitle.SOCIAL_WORKER)  # who count where a mode asks for social workers


class Certificate(models.TextChoices):
    ASSISTANT = "assistant", _("助理社会工作师")
    SOCIAL_WORKER = "social_worker", _("社会工作师")
    SENIOR = "senior", _("高级社会工作师")
    COUNSELLOR = "counsellor", _("心理咨询师")
    OTHER = "other", _("其他证书")


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project; whoever holds a post sees their own."""
        return self.filter(Q(project__in=Project.objects.accounted_to(user)) | _own(user))

    def kept_by(self, user: Any) -> Self:
        """Those that the user may write: of the sub-district's office, and of the manager of the provider."""
        offices = users.subdistricts_of(user, users.Role.OFFICE)
        return self.filter(Q(subdistrict__in=offices) | Q(project__in=Project.objects.managed_by(user)))

    def open_to(self, user: Any) -> Self:
        """Of which the user may read the number of the certificate and its paper: those who write it, and whose it is."""
        return self.filter(Q(pk__in=self.model.objects.kept_by(user).values("pk")) | _own(user))

    def on(self, day: date) -> Self:
        """Those that are held on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def lapsing(self, day: date) -> Self:
        """Whose certificate is no longer valid after that day; those that are over too."""
        return self.filter(certificate_until__lte=day)

    def lapsing_within(self, today: date, days_of: dict[int, int]) -> Self:
        """Of those held today, whose certificate lapses within as many days as their sub-district says."""
        soon = Q(pk__in=[])
        for place, days in days_of.items():
            soon |= Q(subdistrict=place, certificate_until__lte=today + timedelta(days=days))
        return self.on(today).filter(soon)

    def social_workers(self) -> Self:
        return self.filter(title__in=SOCIAL_WORK)

    def counted_on(self, day: date) -> dict[int, int]:
        """How many social workers each project has on a day; a project without any is not named."""
        rows = self.on(day).social_workers().order_by().values("project").annotate(n=models.Count("pk"))
        return dict(rows.values_list("project", "n"))


def _own(user: Any) -> Q:
    """One's own post, as long as one still works at the provider."""
    works = Q(project__provider__in=users.organisations_of(user, users.Role.WORKER))
    runs = Q(project__provider__in=users.organisations_of(user, users.Role.MANAGER))
    return Q(user=user.pk) & (works | runs)


class Post(TenantRow):
    """`until` is the first day without it. `grant`: the sight of the project that came with it, and ends with it."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="posts", verbose_name=_("项目"))
    user = models.ForeignKey(
        directory.User, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("账号")
    )
    name = models.CharField(_("姓名"), max_length=40)
    title = models.CharField(_("岗位"), max_length=16, choices=PostTitle.choices)
    is_full_time = models.BooleanField(_("全职"), default=True)
    since = models.DateField(_("到岗日期"))
    until = models.DateField(_("离岗日期"), null=True, blank=True)
    why_left = models.CharField(_("离岗的原因"), max_length=200, blank=True)
    certificate = models.CharField(_("证书"), max_length=16, choices=Certificate.choices, blank=True)
    certificate_number = models.CharField(_("证书编号"), max_length=40, blank=True)
    certificate_until = models.DateField(_("证书有效期到"), null=True, blank=True)
    suffix = models.CharField(max_length=8, blank=True)  # of the certificate's paper, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField(default=0)
    stored_as = uploads.NameField(max_length=40, blank=True)
    data_key = models.BinaryField(max_length=64, default=b"")
    grant = models.ForeignKey(directory.Grant, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveSmallIntegerField(default=1)  # so that whoever writes second is told

    data_classes = secrecy.classed(
        internal="project user title is_full_time since until why_left certificate certificate_until suffix bytes "
        "stored_as grant revision",
        personal="name certificate_number",
        sealed="data_key",
    )
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["title", "since", "pk"]
        indexes = [models.Index(fields=["project", "since"])]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="post_has_somebody"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="post_ends_after_start"),
            models.CheckConstraint(condition=Q(until=None) | ~Q(why_left=""), name="post_left_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(certificate="") | Q(certificate_number="", certificate_until=None),
                name="post_number_of_a_certificate",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None

    def is_held(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


class LearningKind(models.TextChoices):
    TRAINING = "training", _("培训")
    SUPERVISION = "supervision", _("督导")


class LearningQuerySet(models.QuerySet["Learning"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project; whoever took part sees theirs."""
        own = Post.objects.filter(_own(user)).values("learnings")
        return self.filter(Q(project__in=Project.objects.accounted_to(user)) | Q(pk__in=own))

    def minutes_of(self, posts: Any) -> dict[tuple[int, str], int]:
        """How many minutes each of the posts had of each kind."""
        rows = self.filter(posts__in=posts).order_by().values("posts", "kind")
        return {(one["posts"], one["kind"]): one["all"] for one in rows.annotate(all=models.Sum("minutes"))}


class Learning(TenantRow):
    """A training, or a session of professional supervision, of several posts at once."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="learnings", verbose_name=_("项目"))
    kind = models.CharField(_("类型"), max_length=12, choices=LearningKind.choices)
    day = models.DateField(_("日期"))
    subject = models.CharField(_("主题"), max_length=80)
    given_by = models.CharField(_("讲师或督导"), max_length=40)
    is_outside = models.BooleanField(_("机构外"), default=False)
    is_group = models.BooleanField(_("团体"), default=True)
    minutes = models.PositiveSmallIntegerField(_("时长（分钟）"))
    posts = models.ManyToManyField(Post, related_name="learnings", verbose_name=_("参加的人"))

    data_classes = secrecy.classed(
        internal="project kind day subject is_outside is_group minutes posts", personal="given_by"
    )
    objects = LearningQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="learning_of_something"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=MOST_MINUTES), name="learning_lasts_some_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
