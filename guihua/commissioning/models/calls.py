"""Who is asked for what, and by when: the call of a purchase (征集公告)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.procurements import Bid, BidState, Procurement
from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.directory.models.organisations import PROVIDING


class CallState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    OPEN = "open", _("征集中")
    WITHDRAWN = "withdrawn", _("已撤销")


class Standing(models.TextChoices):
    """What the state comes to at a moment: whether a call is closed, its deadline says."""

    DRAFT = "draft", _("草稿")
    OPEN = "open", _("征集中")
    CLOSED = "closed", _("已截止，等开标")
    UNSEALED = "unsealed", _("已开标")
    WITHDRAWN = "withdrawn", _("已撤销")


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: Any) -> Self:
        """For those who oversee the programme; once published also for the providers that may answer it."""
        everywhere = Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))
        return self.filter(everywhere | _asks(users.organisations_of(user, users.Role.MANAGER)))

    def standing(self) -> Self:
        """Those that are written, or out and not withdrawn."""
        return self.filter(state__in=[CallState.DRAFT, CallState.OPEN])

    def sealed(self) -> Self:
        """Those whose proposals nobody but their own providers may know."""
        return self.filter(unsealed_at=None)

    def out(self) -> Self:
        """Those that are published and not withdrawn, as long as their seals are whole."""
        return self.sealed().filter(state=CallState.OPEN)


def _asks(organisations: Any) -> Q:
    """Published, in the sub-district of one of them, and where it is by invitation, to one that was invited."""
    here = directory.Organisation.objects.filter(pk__in=organisations, kind__in=PROVIDING)
    invited = Bid.objects.filter(procurement=OuterRef("procurement"), organisation__in=organisations)
    invited = invited.exclude(state=BidState.WITHDRAWN)
    published = ~Q(state=CallState.DRAFT) & Q(published_at__isnull=False, subdistrict__in=here.values("subdistrict"))
    return published & (Q(is_by_invitation=False) | Q(Exists(invited)))


class Call(TenantRow):
    """Providers are asked for proposals to a purchase, until a moment. Until then nobody but its provider reads a proposal."""

    procurement = models.ForeignKey(Procurement, models.PROTECT, related_name="calls")
    asked = models.TextField(_("征集什么"), max_length=4000)
    papers = models.TextField(_("要交的材料"), max_length=600, blank=True)  # one a line
    deadline = models.DateTimeField(_("截止时间"))
    state = models.CharField(_("状态"), max_length=12, choices=CallState.choices, default=CallState.DRAFT)
    is_by_invitation = models.BooleanField(default=False)  # as the purchase stood when it was published
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    unsealed_at = models.DateTimeField(null=True)
    unsealed_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("撤销的原因"), max_length=200, blank=True)

    MOVES = {
        CallState.DRAFT: {CallState.OPEN, CallState.WITHDRAWN},
        CallState.OPEN: {CallState.WITHDRAWN},
        CallState.WITHDRAWN: set(),
    }
    data_classes = secrecy.classed(
        public="procurement asked papers deadline state published_at",
        internal="is_by_invitation published_by unsealed_at unsealed_by why",
    )
    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-deadline", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["procurement"], condition=Q(state__in=["draft", "open"]), name="one_call"),
            models.CheckConstraint(
                condition=~Q(state=CallState.OPEN) | Q(published_at__isnull=False), name="call_published_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(unsealed_at=None) | Q(unsealed_at__gte=F("deadline")), name="call_sealed_until_its_deadline"
            ),
        ]

    def __str__(self) -> str:
        return self.procurement.project.name

    def providers(self) -> models.QuerySet[directory.Organisation]:
        """Those that may answer it."""
        here = directory.Organisation.objects.filter(subdistrict=self.subdistrict_id, kind__in=PROVIDING)
        if not self.is_by_invitation:
            return here
        invited = Bid.objects.filter(procurement=self.procurement_id).exclude(state=BidState.WITHDRAWN)
        return here.filter(pk__in=invited.values("organisation"))

    @property
    def names_of_papers(self) -> list[str]:
        return [line for line in self.papers.splitlines() if line]

    @property
    def standing(self) -> Standing:
        """How it stands now. At the deadline itself it is over."""
        if self.state != CallState.OPEN:
            return Standing(self.state)
        if self.unsealed_at:
            return Standing.UNSEALED
        return Standing.OPEN if clock.now() < self.deadline else Standing.CLOSED

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.OPEN


class Postponement(models.Model):
    """The deadline of a call was moved to a later moment, for a reason."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="postponements")
    before = models.DateTimeField()
    after = models.DateTimeField()
    why = models.CharField(_("原因"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(public="call before after why", internal="at by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after__gt=F("before")), name="call_postponed_never_moved_forward")
        ]
