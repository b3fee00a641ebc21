"""The board: rules that the office edits as data, the lights that they put on, and when a project turned from what to what."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc.board import RULES
from guihua.commissioning.models.projects import Project, ProjectState
from guihua.commissioning.models.words import Domain
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Colour(models.TextChoices):
    GREEN = "green", _("正常")
    AMBER = "amber", _("关注")
    RED = "red", _("预警")


RESTING = "resting"  # the lights of a suspended project rest
SIGNS = {Colour.GREEN: "good", Colour.AMBER: "warn", Colour.RED: "bad"}  # by which shape each is told, beside its word
LIT = [choice for choice in Colour.choices if choice[0] != Colour.GREEN]
KINDS = [(code, code) for code in RULES]  # each has its words in `board_words`


class BoardRuleQuerySet(models.QuerySet["BoardRule"]):
    def kept_by(self, subdistrict: Any) -> Self:
        return self.filter(subdistrict=subdistrict).select_related("domain")

    def in_force(self) -> Self:
        return self.filter(is_on=True)

    def late_below(self, project: Project) -> int:
        """Below which per cent of where it should be an indicator of the project is late, by the mildest rule; 0: by none."""
        own = self.in_force().filter(subdistrict=project.subdistrict_id, kind="behind")
        limits = own.filter(Q(domain=None) | Q(domain=project.domain_id)).values_list("limit", flat=True)
        return max(limits, default=0)


class BoardRule(TenantRow):
    """Where a fact of a project is over `limit`, its light is of this colour."""

    number = models.PositiveSmallIntegerField(_("编号"))
    kind = models.CharField(max_length=16, choices=KINDS)
    colour = models.CharField(_("颜色"), max_length=8, choices=LIT)
    limit = models.PositiveSmallIntegerField(_("界限"))
    domain = models.ForeignKey(
        Domain, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("只用于")
    )
    is_on = models.BooleanField(_("启用"), default=True)

    data_classes = secrecy.classed(internal="number kind colour limit domain is_on")
    objects = BoardRuleQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "number"], name="board_rule_number_once"),
            models.CheckConstraint(condition=Q(limit__gt=0), name="board_rule_has_a_limit"),
            models.CheckConstraint(condition=Q(colour__in=[Colour.AMBER, Colour.RED]), name="board_rule_lights_up"),
        ]

    @property
    def sign(self) -> str:
        return SIGNS[Colour(self.colour)]


class LightQuerySet(models.QuerySet["Light"]):
    def visible_to(self, user: Any) -> Self:
        """For whoever reads the account of the project."""
        return self.filter(project__in=Project.objects.accounted_to(user))

    def on(self) -> Self:
        """Those that are on now, the worst first."""
        return self.filter(ended_on=None).order_by(
            Case(When(colour=Colour.RED, then=0), default=1), "since", "rule__number"
        )

    def of(self, projects: Any) -> Self:
        return self.filter(project__in=projects)

    def unseen(self) -> Self:
        """Of which nobody has said anything yet."""
        return self.filter(~Exists(LightNote.objects.filter(light=OuterRef("pk"))))


class Light(TenantRow):
    """A rule put it on for a project: by which fact (`facts`), under which limit, since when and until when."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="lights", db_index=False)
    rule = models.ForeignKey(BoardRule, models.PROTECT, related_name="lights")
    colour = models.CharField(max_length=8, choices=LIT)
    limit = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    since = models.DateField()
    ended_on = models.DateField(null=True)

    data_classes = secrecy.classed(internal="project rule colour limit facts since ended_on")
    objects = LightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rule"], condition=Q(ended_on=None), name="one_light_a_rule_and_project"
            )
        ]
        indexes = [models.Index(fields=["subdistrict"], condition=Q(ended_on=None), name="lights_that_are_on")]

    @property
    def sign(self) -> str:
        return SIGNS[Colour(self.colour)]

    def days(self, today: date) -> int:
        """For how many days it is on."""
        return (today - self.since).days


class LightNote(models.Model):
    """已知悉: somebody looked into it, and says what is being done."""

    light = models.ForeignKey(Light, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(_("说明"), max_length=200)

    data_classes = secrecy.classed(internal="light by at note")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="light_note_says_something")]


class Turn(TenantRow):
    """A project turned from one colour to another: because time passed or records came, or because a rule was changed."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="turns")
    on = models.DateField()
    was = models.CharField(max_length=8, choices=Colour.choices)
    now = models.CharField(max_length=8, choices=Colour.choices)
    rule = models.ForeignKey(BoardRule, models.PROTECT, null=True, related_name="turns")  # that was changed

    data_classes = secrecy.classed(internal="project on was now rule")

    class Meta:
        ordering = ["-on", "-pk"]


def coloured(projects: Any) -> Any:
    """Each with its `colour`, that of the worst light that is on, and its `rank`: the worst has 0, what rests the last."""
    lit = Light.objects.filter(project=OuterRef("pk"), ended_on=None)
    is_red, is_lit = Exists(lit.filter(colour=Colour.RED)), Exists(lit)
    rests = Q(state=ProjectState.SUSPENDED)
    return projects.annotate(
        colour=Case(
            When(rests, then=Value(RESTING)),
            When(is_red, then=Value(Colour.RED)),
            When(is_lit, then=Value(Colour.AMBER)),
            default=Value(Colour.GREEN),
        ),
        rank=Case(
            When(rests, then=3),
            When(is_red, then=0),
            When(is_lit, then=1),
            default=2,
            output_field=models.SmallIntegerField(),
        ),
    )
