"""A provider contests a published result (申诉), once and by a day; other assessors look again (复评), and the office decides."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models import Role, users
from guihua.evaluation.models.assessors import Assessor
from guihua.evaluation.models.results import READING_DRAFTS
from guihua.evaluation.models.rounds import RoundProject
from guihua.evaluation.models.rubrics import Criterion
from guihua.evaluation.models.sheets import SheetState


class AppealState(models.TextChoices):
    WRITING = "writing", _("在写")
    SENT = "sent", _("等受理")
    REFUSED = "refused", _("不受理")
    LOOKING = "looking", _("复评中")
    UPHELD = "upheld", _("成立")
    DISMISSED = "dismissed", _("不成立")


DECIDED = (AppealState.UPHELD, AppealState.DISMISSED)


class AppealQuerySet(models.QuerySet["Appeal"]):
    def visible_to(self, user: Any) -> Self:
        """While it is written, its provider's alone; sent, also theirs who answer for the programme. Who has still to look again sees
        nothing of it but their own part."""
        own = Q(entered__project__in=commissioning.Project.objects.managed_by(user))
        reading = Q(entered__round__subdistrict__in=users.subdistricts_of(user, *READING_DRAFTS))
        blind = RoundProject.objects.to_look_at_again(user).order_by().values("pk")
        return self.filter(own | reading & ~Q(state=AppealState.WRITING)).exclude(entered__in=blind)

    def sent(self) -> Self:
        return self.exclude(state=AppealState.WRITING)

    def waiting(self) -> Self:
        """For the office: to be admitted or refused, or to be decided as all who looked again have submitted."""
        open_still = SecondLook.objects.taken().filter(appeal=OuterRef("pk"), state=SheetState.DRAFT)
        looked = Q(state=AppealState.LOOKING) & ~Exists(open_still)
        return self.filter(Q(state=AppealState.SENT) | looked)

    def kept_by(self, user: Any) -> Self:
        return self.filter(entered__round__subdistrict__in=users.subdistricts_of(user, Role.OFFICE))

    def whole(self) -> Self:
        """With all that it says."""
        return self.prefetch_related("points__criterion__dimension", "looks__assessor", "looks__marks")


class Appeal(models.Model):
    """`answer`: why it is not admitted, or a word about its admission. `digest`: of all that was said, once it is decided.
    `revision` counts what its provider saved, so that whoever saves second is told."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="appeal")
    state = models.CharField(_("状态"), max_length=12, choices=AppealState.choices, default=AppealState.WRITING)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("交申诉的时间"), null=True)
    answer = models.TextField(_("受理或不受理的说明"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    decision = models.TextField(_("决定和理由"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    decided_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)

    data_classes = secrecy.classed(
        internal="entered state revision saved_at by sent_at answer answered_at answered_by decision decided_at decided_by "
        "digest"
    )
    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["entered"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AppealState.WRITING, sent_at=None)
                | ~Q(state=AppealState.WRITING) & Q(sent_at__isnull=False),
                name="appeal_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[AppealState.WRITING, AppealState.SENT], answered_at=None)
                | Q(state=AppealState.REFUSED, answered_at__isnull=False) & ~Q(answer="")
                | Q(state__in=[AppealState.LOOKING, *DECIDED], answered_at__isnull=False),
                name="appeal_answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) & Q(decided_at=None, decision="", digest="")
                | Q(state__in=DECIDED, decided_at__isnull=False) & ~Q(decision="") & ~Q(digest=""),
                name="appeal_decided_with_reasons",
            ),
        ]

    @property
    def is_sent(self) -> bool:
        return self.state != AppealState.WRITING

    @property
    def is_decided(self) -> bool:
        return self.state in DECIDED

    @property
    def taken(self) -> list[SecondLook]:
        """Who looks again and did not leave; of an appeal that is read `whole`."""
        return [one for one in self.looks.all() if one.left_at is None]

    @property
    def is_looked(self) -> bool:
        """All who look again have submitted."""
        return bool(self.taken) and all(not one.is_draft for one in self.taken)


class AppealPoint(models.Model):
    """A criterion that is contested, and why."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="points")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    reason = models.TextField(_("理由"), max_length=1000)

    data_classes = secrecy.classed(internal="appeal criterion reason")

    class Meta:
        ordering = ["appeal", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "criterion"], name="appeal_point_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="appeal_point_has_a_reason"),
        ]


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    def taken(self) -> Self:
        """Those of whom nobody left."""
        return self.filter(left_at=None)

    def held_by(self, user: Any) -> Self:
        """This user's own: nobody else reads one before all have submitted, and then on the page of the appeal."""
        places = users.subdistricts_of(user, Role.ASSESSOR)
        return self.taken().filter(assessor__user=user.pk, assessor__subdistrict__in=places)

    def to_do(self, user: Any) -> Self:
        return self.held_by(user).filter(state=SheetState.DRAFT, appeal__state=AppealState.LOOKING)

    def with_all_that_it_asks(self) -> Self:
        return self.select_related("assessor", "appeal__entered__round__rubric", "appeal__entered__project__provider")


class SecondLook(models.Model):
    """Of an assessor who was not on the panel, at what is contested. Submitted, it is locked. `revision` counts what was saved."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="looks")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="looks", verbose_name=_("评估专家"))
    state = models.CharField(_("状态"), max_length=12, choices=SheetState.choices, default=SheetState.DRAFT)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    left_at = models.DateTimeField(null=True)
    left_why = models.CharField(_("为什么不再复评"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(internal="appeal assessor state saved_at submitted_at left_at left_why revision")
    objects = SecondLookQuerySet.as_manager()

    class Meta:
        ordering = ["appeal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "assessor"], name="second_look_once"),
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT, submitted_at=None)
                | Q(state=SheetState.SUBMITTED, submitted_at__isnull=False),
                name="second_look_submitted_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None, left_why="")
                | Q(left_at__isnull=False, state=SheetState.DRAFT) & ~Q(left_why=""),
                name="second_look_left_for_a_reason",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == SheetState.DRAFT


class SecondMark(models.Model):
    """Points for a contested criterion, or an abstention with its reason."""

    look = models.ForeignKey(SecondLook, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True)
    is_abstained = models.BooleanField(_("不评这一项"), default=False)
    comment = models.CharField(_("说明"), max_length=400, blank=True)

    data_classes = secrecy.classed(internal="look criterion points is_abstained comment")

    class Meta:
        ordering = ["look", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["look", "criterion"], name="second_mark_once"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="second_mark_from_nought"),
            models.CheckConstraint(condition=Q(points=None) | Q(is_abstained=False), name="second_abstained_no_points"),
        ]
