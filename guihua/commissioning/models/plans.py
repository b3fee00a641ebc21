"""A community's yearly plan: what is needed there, how that is known, what comes first, and which projects answer it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.projects import Project
from guihua.commissioning.models.words import Domain, ProgrammeYear
from guihua.core import clock, history, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

READERS = (*users.OVERSEERS, users.Role.LIAISON)  # who read all plans of their sub-district


class PlanState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    ACCEPTED = "accepted", _("已接受")


def years_of(subdistrict: Any) -> list[int]:
    """The years of which a plan can tell, the latest first: those of the programme, this one and the next."""
    known = ProgrammeYear.objects.filter(subdistrict=subdistrict).values_list("year", flat=True)
    return sorted({*known, clock.today().year, clock.today().year + 1}, reverse=True)


def communities_read_by(user: Any) -> QuerySet[directory.Community]:
    """Those whose plans the user reads: the own ones of a secretary, all for those who oversee the programme or go around."""
    everywhere = Q(subdistrict__in=users.subdistricts_of(user, *READERS))
    return directory.Community.objects.filter(everywhere | Q(pk__in=users.communities_of(user)))


def with_plan_of(year: int, communities: QuerySet[directory.Community]) -> QuerySet[directory.Community]:
    """Each with how its plan of that year stands: `state` ("" where none was begun), `submitted_at`, and how many `needs` it
    has, of which `unmet`."""
    found = communities.annotate(plan=FilteredRelation("plans", condition=Q(plans__year=year)))
    needs, unmet = Count("plan__needs", distinct=True), Q(plan__needs__answers=None)
    return found.annotate(
        state=F("plan__state"),
        submitted_at=F("plan__submitted_at"),
        needs=needs,
        unmet=Count("plan__needs", filter=unmet, distinct=True),
    )


class CommunityPlanQuerySet(models.QuerySet["CommunityPlan"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(community__in=communities_read_by(user))

    def of(self, community: directory.Community, year: int) -> Self:
        return self.filter(community=community, year=year)

    def waiting_since(self, day: date) -> Self:
        """Those that were submitted by that day and wait for the office."""
        return self.filter(state=PlanState.SUBMITTED, submitted_at__date__lte=day)

    def unmet_since(self, day: date) -> Self:
        """Those of this year or a later one that were accepted by that day, and of which no project answers some need."""
        unmet = Need.objects.unmet().filter(plan=OuterRef("pk"))
        accepted = self.filter(state=PlanState.ACCEPTED, decided_at__date__lte=day, year__gte=clock.today().year)
        return accepted.filter(Exists(unmet))


class CommunityPlan(TenantRow):
    """What a community wants to be done in a year (社区发展计划). Its secretary writes and submits it, the office accepts it or
    sends it back with why."""

    community = models.ForeignKey(directory.Community, models.PROTECT, related_name="plans", verbose_name=_("社区"))
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=12, choices=PlanState.choices, default=PlanState.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("退回的原因"), max_length=200, blank=True)

    MOVES = {
        PlanState.DRAFT: {PlanState.SUBMITTED},
        PlanState.SUBMITTED: {PlanState.ACCEPTED, PlanState.DRAFT},
        PlanState.ACCEPTED: set(),
    }
    data_classes = secrecy.classed(
        public="community year", internal="state submitted_at submitted_by decided_at decided_by why"
    )
    objects = CommunityPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "community"]
        constraints = [
            models.UniqueConstraint(fields=["community", "year"], name="community_plan_once"),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT) | Q(submitted_at__isnull=False), name="plan_submitted_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | ~Q(state=PlanState.ACCEPTED) & Q(why=""),
                name="plan_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(community)s %(year)s 年") % {"community": self.community, "year": self.year}


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(plan__in=CommunityPlan.objects.visible_to(user))

    def unmet(self) -> Self:
        """Those that no project answers."""
        return self.filter(answers=None)

    def to_carry_over(self, community: directory.Community, year: int) -> Self:
        """What nobody answered there the year before, and the plan of the year does not have yet."""
        before = self.filter(plan__community=community, plan__year=year - 1)
        return before.unmet().exclude(carried_to__plan__year=year)

    def with_all(self) -> Self:
        """As a page shows them: with their domains, and the projects that answer them."""
        answers = models.Prefetch("answers", Answer.objects.select_related("project__provider"))
        return self.select_related("domain", "carried_from__plan").prefetch_related(answers)


class Need(TenantRow):
    """Something that is needed in a community. The lower its position, the more it matters."""

    plan = models.ForeignKey(CommunityPlan, models.PROTECT, related_name="needs")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("需求"), max_length=60)
    about = models.CharField(_("为谁"), max_length=60)
    people = models.PositiveIntegerField(_("大约多少人"), null=True)
    evidence = models.TextField(pgettext_lazy("of a need", "依据"), max_length=600)
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, related_name="needs", verbose_name=_("服务领域"))
    came_later = models.BooleanField(default=False)  # it was added to a plan that was accepted already
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="carried_to")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="plan position title about people evidence domain came_later carried_from added_at added_by"
    )
    objects = NeedQuerySet.as_manager()
    history = history.RowHistory(but=["position", "came_later", "carried_from", "added_at", "added_by"])

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="need_position_once")]

    def __str__(self) -> str:
        return self.title


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(need__in=Need.objects.visible_to(user))


class Answer(TenantRow):
    """A project does something about a need: the office says so."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="answers")
    project = models.ForeignKey(Project, models.PROTECT, related_name="answers", verbose_name=_("项目"))
    note = models.CharField(_("说明"), max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="need project note at by")
    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["project__number"]
        constraints = [models.UniqueConstraint(fields=["need", "project"], name="need_answered_once_by_a_project")]
