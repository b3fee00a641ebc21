"""The acceptance (验收) of a contract: what was checked against it, what those who were served said, who signed, what was
published of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Avg, Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.contracts import Contract
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

NAME_PLACE = "commissioning_useropinion.name"


class AcceptanceState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SIGNED = "signed", _("已签字")
    PUBLISHED = "published", _("已公布")


class Conclusion(models.TextChoices):
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")
    MENDED = "mended", _("整改后合格")


GOOD = (Conclusion.PASSED, Conclusion.MENDED)  # what instalments that wait for acceptance wait for


class Fit(models.TextChoices):
    FITS = "fits", _("符合")
    PARTLY = "partly", _("部分符合")
    NOT = "not", _("不符合")


class Satisfaction(models.IntegerChoices):
    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("一般")
    POOR = 2, _("不满意")
    VERY_POOR = 1, _("很不满意")


class Given(models.TextChoices):
    """Where and how somebody said what they think."""

    CODE = "code", _("扫码")
    ACTIVITY = "activity", _("活动现场")
    VISIT = "visit", _("上门")
    PHONE = "phone", _("电话")
    PAPER = "paper", _("纸质问卷")
    MEETING = "meeting", _("座谈会")


class AcceptanceQuerySet(models.QuerySet["Acceptance"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the projects of whose money the user reads; what is being written or put right for those alone who oversee
        the programme."""
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        own = self.filter(contract__project__in=Project.objects.accounted_to(user))
        return own.filter(overseen | ~Q(state=AcceptanceState.DRAFT))

    def with_paper(self) -> Self:
        """Each with all that its paper says."""
        rows = self.select_related(
            "contract__project__provider", "contract__project__domain", "written_by", "signed_by"
        )
        return rows.prefetch_related("members", "items", "versions__signed_by")

    def waiting_for_signature_of(self, user: Any) -> Self:
        """Those that are written whole, with what those who were served said, and of which the user wrote nothing."""
        heard = UserOpinion.objects.counted().filter(acceptance=OuterRef("pk"))
        whole = self.filter(Exists(heard), members__isnull=False, items__isnull=False, state=AcceptanceState.DRAFT)
        return whole.exclude(writers=user).distinct()

    def unmended_on(self, day: date) -> Self:
        """Those that failed, whose day for mending is over, and after which none was signed."""
        signed = self.model.objects.exclude(state=AcceptanceState.DRAFT)
        later = signed.filter(contract=OuterRef("contract"), number__gt=OuterRef("number"))
        failed = self.filter(conclusion=Conclusion.FAILED, mend_by__lt=day).exclude(state=AcceptanceState.DRAFT)
        return failed.filter(~Exists(later))

    def published(self) -> Self:
        """Those of which anybody may read what was published last, even while they are being put right."""
        return self.filter(versions__published_at__isnull=False).distinct()


class Acceptance(TenantRow):
    """One acceptance of a contract. Where it fails there is a day for mending, and another one after it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="acceptances")
    number = models.PositiveSmallIntegerField()  # the first, the second …
    held_on = models.DateField(_("验收日期"))
    conclusion = models.CharField(_("结论"), max_length=12, choices=Conclusion.choices)
    text = models.CharField(_("总体意见"), max_length=1000, blank=True)
    mend_by = models.DateField(_("整改期限"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=AcceptanceState.choices, default=AcceptanceState.DRAFT)
    written_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")  # whoever wrote it last
    written_at = models.DateTimeField()
    writers = models.ManyToManyField(directory.User, related_name="+")  # whoever wrote a part of it
    signed_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    why = models.CharField(_("更正的原因"), max_length=200, blank=True)  # it is put right after it was signed
    answer = models.CharField(_("承接机构的答复"), max_length=500, blank=True)
    answered_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    links = models.PositiveSmallIntegerField(default=1)  # counts the links made: the last one is good
    revision = models.PositiveIntegerField(default=1)  # counts what was saved, so that whoever saves second is told
    data_key = models.BinaryField(max_length=80, default=bytes)  # under which the names of its opinions are sealed

    MOVES = {
        AcceptanceState.DRAFT: {AcceptanceState.SIGNED},
        AcceptanceState.SIGNED: {AcceptanceState.PUBLISHED, AcceptanceState.DRAFT},
        AcceptanceState.PUBLISHED: {AcceptanceState.DRAFT},
    }
    data_classes = secrecy.classed(
        public="contract number held_on conclusion text mend_by",
        internal="state written_by written_at writers signed_by signed_at why answer answered_by answered_at links revision",
        sealed="data_key",
    )
    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="acceptance_number_once"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(written_by=None) | ~Q(signed_by=F("written_by")),
                name="acceptance_signed_by_another_hand",
            ),
            models.CheckConstraint(
                condition=Q(state=AcceptanceState.DRAFT) | Q(signed_at__isnull=False),
                name="acceptance_signed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(conclusion=Conclusion.FAILED, mend_by__isnull=False)
                | ~Q(conclusion=Conclusion.FAILED) & Q(mend_by=None),
                name="acceptance_that_failed_says_by_when",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(number)s 第 %(n)s 次验收") % {"number": self.contract.number, "n": self.number}

    @property
    def is_good(self) -> bool:
        return self.conclusion in GOOD

    @property
    def takes_opinions(self) -> bool:
        """Until it is signed; what is put right afterwards keeps what was said before."""
        return self.state == AcceptanceState.DRAFT and not self.why


class AcceptanceMember(models.Model):
    """Somebody of the group that accepts (验收小组), and for which unit."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="members")
    name = models.CharField(_("姓名"), max_length=40)
    unit = models.CharField(_("单位"), max_length=80)

    data_classes = secrecy.classed(public="acceptance unit", personal="name")

    class Meta:
        ordering = ["pk"]


class AcceptanceItem(models.Model):
    """One thing that the contract says, and whether it was found so."""

    acceptance = models.ForeignKey(Acceptance, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("合同怎么写"), max_length=200)
    fit = models.CharField(_("是否符合"), max_length=8, choices=Fit.choices)
    remark = models.CharField(_("说明"), max_length=200, blank=True)

    data_classes = secrecy.classed(public="acceptance position what fit", internal="remark")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["acceptance", "position"], name="acceptance_item_once")]


class UserOpinionQuerySet(models.QuerySet["UserOpinion"]):
    def of(self, acceptance: Acceptance) -> Self:
        return self.filter(acceptance=acceptance)

    def counted(self) -> Self:
        """Without those that the office set aside."""
        return self.filter(aside_why="")

    def older_than(self, day: date) -> Self:
        """Those given before that day in which somebody's words or name still stand."""
        return self.filter(given_on__lt=day).exclude(words="", name=b"")

    def summed(self) -> dict[str, Any]:
        """How many count, and how satisfied they are on average."""
        return self.counted().aggregate(count=Count("pk"), average=Avg("satisfaction"))


class UserOpinion(TenantRow):
    """What somebody who was served thinks. No name is asked for; one that is given is sealed and never published. The words are
    published only where the office marks them."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="opinions")
    satisfaction = models.PositiveSmallIntegerField(_("满意程度"), choices=Satisfaction.choices)
    words = models.CharField(_("想说的话"), max_length=500, blank=True)
    where = models.CharField(_("在哪里听取"), max_length=12, choices=Given.choices)
    given_on = models.DateField(_("日期"))
    name = models.BinaryField(max_length=300, default=bytes)
    is_public = models.BooleanField(default=False)
    once = models.CharField(max_length=32)  # by which a form that is sent twice counts once
    is_again = models.BooleanField(default=False)  # another one from the same browser, as whoever sent it said
    aside_why = models.CharField(_("不计入的原因"), max_length=200, blank=True)
    aside_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    erased_on = models.DateField(null=True)  # its words and its name, once they were kept long enough
    by = models.ForeignKey(
        directory.User, models.PROTECT, null=True, related_name="+"
    )  # who took it down; nobody by a link

    data_classes = secrecy.classed(
        internal="acceptance satisfaction where given_on is_public once is_again aside_why aside_by erased_on by",
        personal="words",
        sealed="name",
    )
    objects = UserOpinionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "once"], name="opinion_sent_once"),
            models.CheckConstraint(condition=Q(satisfaction__range=(1, 5)), name="opinion_between_one_and_five"),
            models.CheckConstraint(
                condition=Q(is_public=False) | ~Q(words="") & Q(aside_why=""), name="opinion_published_has_words"
            ),
        ]


class AcceptanceVersionQuerySet(models.QuerySet["AcceptanceVersion"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def newest_of_each(self) -> Self:
        """Of each acceptance what was published of it last."""
        later = self.model.objects.published().filter(acceptance=OuterRef("acceptance"), number__gt=OuterRef("number"))
        return self.published().filter(~Exists(later))


class AcceptanceVersion(models.Model):
    """What was signed, as it stood, and what was published of it. It never changes; what is put right is another version."""

    acceptance = models.ForeignKey(Acceptance, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200, blank=True)
    paper = models.JSONField()
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField()
    told = models.JSONField(null=True)  # what anybody may read
    published_at = models.DateTimeField(null=True)

    data_classes = secrecy.classed(
        public="acceptance number why told published_at", internal="digest signed_by signed_at", personal="paper"
    )
    objects = AcceptanceVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["acceptance", "number"], name="acceptance_version_once"),
            models.CheckConstraint(
                condition=Q(told__isnull=True, published_at=None) | Q(told__isnull=False, published_at__isnull=False),
                name="acceptance_published_at_a_time",
            ),
        ]
