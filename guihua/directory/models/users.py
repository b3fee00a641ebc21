"""Who signs in, and what they are allowed: roles are dated rows, never flags."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.core import clock, secrecy
from guihua.core.inner import InnerQuerySet


class Role(models.TextChoices):
    OFFICE = "office", _("街道办公室")
    LEADER = "leader", _("分管领导")
    FINANCE = "finance", _("财务")
    LIAISON = "liaison", _("挂钩人员")
    AUDITOR = "auditor", _("审计")
    COMMITTEE = "committee", _("督导委员会")
    MANAGER = "manager", _("机构负责人")
    WORKER = "worker", _("社工")
    PARTNER = "partner", _("合作单位")
    SECRETARY = "secretary", _("社区书记")
    ASSESSOR = "assessor", _("评估专家")
    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDIT = "audit", _("审计管理员")


# who sees the whole programme of their sub-district
OVERSEERS = (Role.OFFICE, Role.LEADER, Role.FINANCE, Role.AUDITOR, Role.COMMITTEE)
# where a role is held: at an organisation, in a community, or else at the sub-district's office
AT_AN_ORGANISATION = (Role.MANAGER, Role.WORKER, Role.PARTNER)
IN_A_COMMUNITY = (Role.SECRETARY,)
COUNTING = (Role.PARTNER, Role.SECRETARY)  # who learn how much was done, and nothing of anybody
BESIDE = (Role.ASSESSOR,)  # who see by this role alone what they have a seat for
ADMINISTRATORS = (Role.SYSTEM, Role.SECURITY, Role.AUDIT)  # nobody holds two of these, so that each is seen by another
KEEPING = (Role.OFFICE, Role.SECURITY, Role.MANAGER)  # who sees accounts: of the sub-district, or of their organisation


def held_at(place: str) -> Q:
    """The roles that are held at an organisation, in a community, or at neither."""
    roles = {"organisation": AT_AN_ORGANISATION, "community": IN_A_COMMUNITY}
    nowhere = Q(organisation=None, community=None)
    if place == "office":
        return nowhere & ~Q(role__in=[*AT_AN_ORGANISATION, *IN_A_COMMUNITY])
    (other,) = roles.keys() - {place}
    return Q(role__in=roles[place]) & Q(**{f"{place}__isnull": False, other: None})


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: Any) -> Self:
        """Accounts that somebody may look at: of those who hold or held a role of which the user may know."""
        known = Membership.objects.known_to(user).filter(user=OuterRef("pk"))
        return self.filter(Exists(known))

    def unused_since(self, moment: datetime) -> Self:
        """Open accounts with which nobody signed in since then, made before it."""
        return self.filter(Q(last_login=None) | Q(last_login__lt=moment), is_active=True, joined_at__lt=moment)


class Users(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def visible_to(self, user: Any) -> UserQuerySet:
        return self.get_queryset().visible_to(user)

    def create_user(self, username: str, password: str, **fields: Any) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save()
        return user

    def at_the_office_of(self, subdistrict: Any, day: date) -> models.QuerySet[User]:
        """Who can sign in and works at the sub-district's office on a day."""
        held = Membership.objects.filter(subdistrict=subdistrict, role=Role.OFFICE).on(day)
        return self.filter(pk__in=held.values("user"), is_active=True)


class User(AbstractBaseUser):
    username = models.CharField(
        _("用户名"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[\w.-]+$", _("用户名只用字母、数字、点和横线。"))],
    )
    name = models.CharField(_("姓名"), max_length=40)
    phone_index = models.BinaryField(max_length=32, null=True, unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    preferences = models.JSONField(default=dict, blank=True)  # how the pages are shown: theme, text, density

    data_classes = secrecy.classed(
        internal="username is_active joined_at last_login preferences", personal="name", sealed="phone_index password"
    )
    USERNAME_FIELD = "username"
    objects = Users()

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name


class DatedQuerySet(InnerQuerySet):
    def on(self, day: date) -> Self:
        """Those in force on a day: from `since` on, and from `until` on no more."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class MembershipQuerySet(DatedQuerySet):
    def known_to(self, user: Any) -> Self:
        """Roles of which the pages of accounts tell: all of a sub-district to its office and its security administrators,
        those at an organisation to its manager."""
        keeping = subdistricts_of(user, Role.OFFICE, Role.SECURITY)
        return self.filter(Q(subdistrict__in=keeping) | Q(organisation__in=organisations_of(user, Role.MANAGER)))

    def not_over_on(self, day: date) -> Self:
        """Those in force on a day, and those that begin later."""
        return self.filter(Q(until=None) | Q(until__gt=day))

    def lasting(self) -> Self:
        """Those without an end, of accounts that are open."""
        return self.filter(until=None, user__is_active=True)


class Membership(models.Model):
    """A role held in an organisation, in a community or at the sub-district's office, for a time. `until` is the first day
    without it, so that a role which began today can end today."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    subdistrict = models.ForeignKey("directory.Subdistrict", models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    community = models.ForeignKey(
        "directory.Community", models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("角色"), max_length=12, choices=Role.choices)
    since = models.DateField(_("自"))
    until = models.DateField(null=True, blank=True)

    data_classes = secrecy.classed(internal="user subdistrict organisation community role since until")
    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(
                condition=held_at("organisation") | held_at("community") | held_at("office"),
                name="membership_role_fits_place",
            ),
            models.UniqueConstraint(
                "user",
                "role",
                "subdistrict",
                Coalesce("organisation", 0),
                Coalesce("community", 0),
                condition=Q(until=None),
                name="one_open_membership",
            ),
            models.UniqueConstraint(
                fields=["user", "subdistrict"],
                condition=Q(until=None, role__in=ADMINISTRATORS),
                name="administrators_exclude_each_other",
            ),
        ]

    @property
    def place(self) -> Any:
        """Where the role is held: an organisation, a community, or the sub-district itself."""
        return self.organisation or self.community or self.subdistrict

    @property
    def last_day(self) -> date | None:
        """The last day with the role; None where no end is set."""
        return self.until - timedelta(days=1) if self.until else None


class Grant(models.Model):
    """Sight and role on one thing, with dates and why. It opens nothing to who does not hold the role there (any more).

    `until` is the first day without it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=12, choices=Role.choices)
    kind = models.CharField(max_length=24)  # the thing's model name, such as "project"
    object_id = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=120)

    data_classes = secrecy.classed(internal="user role kind object_id since until why")
    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "kind", "role"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "kind", "object_id"], condition=Q(until=None), name="one_open_grant"
            )
        ]


def memberships_today(user: Any) -> models.QuerySet[Membership]:
    if not getattr(user, "is_authenticated", False):
        return Membership.objects.none()
    return _held_on(user.pk, clock.today()).all()


@lru_cache(1024)
def _held_on(user: int, day: date) -> MembershipQuerySet:
    """The question alone, which a page puts together some sixty times. It is never asked itself, so that no answer is kept."""
    return Membership.objects.filter(user=user).on(day)


def subdistricts_of(user: Any, *roles: Role) -> models.QuerySet[Membership, int]:
    """The sub-districts in which the user holds one of the roles today (any role where none is named)."""
    return _held_by(user, "subdistrict", *roles)


def _held_by(user: Any, what: str, *roles: Role) -> models.QuerySet[Membership, Any]:
    if not getattr(user, "is_authenticated", False):
        return Membership.objects.none().values_list(what, flat=True)
    return _where_held(user.pk, clock.today(), what, roles).again()


@lru_cache(4096)
def _where_held(user: int, day: date, what: str, roles: tuple[Role, ...]) -> MembershipQuerySet:
    return (_held_on(user, day).filter(role__in=roles) if roles else _held_on(user, day)).put(what)


def keepers_of_roles(subdistrict: int) -> Role:
    """Who appoints and dismisses there: its security administrators where any is in force, else its office."""
    held = Membership.objects.filter(subdistrict=subdistrict, role=Role.SECURITY, user__is_active=True)
    return Role.SECURITY if held.on(clock.today()).exists() else Role.OFFICE


def run_by(user: Any) -> models.QuerySet[Membership, int]:
    """The sub-districts whose office the user belongs to today."""
    return subdistricts_of(user, Role.OFFICE)


def jobs_run_by(user: Any) -> models.QuerySet[Membership, int]:
    """The sub-districts whose background jobs the user looks after today."""
    return subdistricts_of(user, Role.OFFICE, Role.SYSTEM)


def trail_read_by(user: Any) -> models.QuerySet[Membership, int]:
    """The sub-districts whose audit trail the user reads today."""
    return subdistricts_of(user, Role.AUDITOR, Role.AUDIT)


def organisations_of(user: Any, role: Role) -> models.QuerySet[Membership, Any]:
    """The organisations in which the user holds the role today."""
    return _held_by(user, "organisation", role)


def communities_of(user: Any) -> models.QuerySet[Membership, Any]:
    """The communities whose secretary the user is today."""
    return _held_by(user, "community", Role.SECRETARY)


def granted(user: Any, kind: str, *roles: Role) -> models.QuerySet[Grant, int]:
    """Ids of the things of a kind on which the user holds a grant today, in one of the roles where any is named."""
    if not getattr(user, "is_authenticated", False):
        return Grant.objects.none().values_list("object_id", flat=True)
    return _granted_on(user.pk, clock.today(), kind, roles).again()


@lru_cache(1024)
def _granted_on(user: int, day: date, kind: str, roles: tuple[Role, ...]) -> DatedQuerySet:
    held = Grant.objects.filter(user=user, kind=kind).on(day)
    return (held.filter(role__in=roles) if roles else held).put("object_id")


def holding(role: Role, places: Any) -> models.QuerySet[User]:
    """Who holds the role today in one of the sub-districts, by name."""
    held = Membership.objects.filter(role=role, subdistrict__in=places).on(clock.today())
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def holds(user: Any, *roles: Role) -> bool:
    """Whether the user holds one of the roles anywhere today."""
    return subdistricts_of(user, *roles).exists()
