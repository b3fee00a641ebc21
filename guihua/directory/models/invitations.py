"""Links that open one thing once: an invitation to a role, and a new password for who forgot theirs.

Only a digest of a link's secret is kept, so that no row gives it back.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import clock, secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory.models.users import Membership, Role, User, held_at, organisations_of, subdistricts_of


class State(models.TextChoices):
    """How a link stands at a moment. It follows from the row, and is kept nowhere."""

    WAITING = "waiting", _("等待接受")
    USED = "used", _("已接受")
    EXPIRED = "expired", _("已过期")
    WITHDRAWN = "withdrawn", _("已撤回")


class OnceQuerySet(models.QuerySet[Any]):
    def waiting_at(self, moment: datetime) -> Self:
        """Those that would still open something at that moment."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=moment)

    def standing_at(self, moment: datetime) -> Self:
        """Those that would still open something, and those that somebody took."""
        return self.waiting_at(moment) | self.exclude(used_at=None)

    def in_state(self, state: State, moment: datetime) -> Self:
        match state:
            case State.USED:
                return self.exclude(used_at=None)
            case State.WITHDRAWN:
                return self.exclude(withdrawn_at=None)
            case State.EXPIRED:
                return self.filter(used_at=None, withdrawn_at=None, expires_at__lte=moment)
        return self.waiting_at(moment)


class Once(models.Model):
    digest = models.BinaryField(max_length=32, unique=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def state_at(self, moment: datetime) -> State:
        if self.used_at:
            return State.USED
        if self.withdrawn_at:
            return State.WITHDRAWN
        return State.EXPIRED if self.expires_at <= moment else State.WAITING


class InvitationQuerySet(OnceQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of a sub-district for its office and its security administrators, those to an organisation for its manager."""
        keeping = subdistricts_of(user, Role.OFFICE, Role.SECURITY)
        return self.filter(Q(subdistrict__in=keeping) | Q(organisation__in=organisations_of(user, Role.MANAGER)))


class Invitation(TenantRow, Once):
    """Somebody is asked to take a role at a place. With a phone, they sign in by it too, and nobody else's account takes it."""

    role = models.CharField(_("角色"), max_length=12, choices=Role.choices)
    organisation = models.ForeignKey("directory.Organisation", models.PROTECT, null=True, related_name="+")
    community = models.ForeignKey("directory.Community", models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)
    phone_index = models.BinaryField(max_length=32, null=True)
    account = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations")  # that accepted it

    data_classes = secrecy.classed(
        internal="subdistrict by made_at expires_at used_at withdrawn_at role organisation community account",
        personal="name",
        sealed="digest phone_index",
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["subdistrict", "-made_at"])]
        constraints = [
            models.CheckConstraint(
                condition=held_at("organisation") | held_at("community") | held_at("office"),
                name="invitation_role_fits_place",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, account=None)
                | Q(used_at__isnull=False, account__isnull=False, withdrawn_at=None),
                name="invitation_is_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Any:
        return self.organisation or self.community or self.subdistrict

    def as_membership(self) -> Membership:
        """What would be held by who accepts it today."""
        return Membership(
            role=self.role,
            subdistrict=self.subdistrict,
            organisation=self.organisation,
            community=self.community,
            since=clock.today(),
        )


class PasswordLink(Once):
    """A new password for somebody who forgot theirs, given by who runs the account."""

    user = models.ForeignKey(User, models.PROTECT, related_name="password_links")

    data_classes = secrecy.classed(internal="user by made_at expires_at used_at withdrawn_at", sealed="digest")
    objects = OnceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="password_link_is_used_or_withdrawn"
            ),
        ]


class Misses(models.Model):
    """How often somebody at a network address came with a link that was never made, since a moment."""

    address_index = models.BinaryField(max_length=32, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    data_classes = secrecy.classed(internal="since count", sealed="address_index")
