"""The demonstration's role accounts, and what each of them sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning.actions import partners
from guihua.commissioning.models import CORRECTIONS, Project, ProjectQuerySet
from guihua.core import audit
from guihua.demo import texts
from guihua.directory.actions import users
from guihua.directory.models import Membership, Organisation, OrganisationKind, Role, Subdistrict, User
from guihua.evaluation.models import Assessor, Seat, SecondLook, SheetState

SINCE = date(2020, 1, 1)
OFFICE = [
    ("office", "苏婉清", Role.OFFICE),
    ("leader", "冯国栋", Role.LEADER),
    ("finance", "区静雯", Role.FINANCE),
    ("auditor", "麦永昌", Role.AUDITOR),
    ("committee", "潘兆强", Role.COMMITTEE),
]
FAMILY = "family"


def appoint(place: Subdistrict, password: str) -> None:
    """The office's people, the largest provider's manager and a liaison officer: there before any project is, as one's
    liaison officer is known by name among the members."""
    for username, name, role in OFFICE:
        _join(place, password, username, name, role)
    providers = Organisation.objects.filter(subdistrict=place, kind=OrganisationKind.PROVIDER).order_by("pk")
    _join(place, password, "manager", "何敏", Role.MANAGER, organisation=providers[0])
    _join(place, password, "liaison", str(texts.load("organisations")["liaisons"][0]), Role.LIAISON)


def appoint_office(place: Subdistrict, password: str, number: int) -> None:
    """One office account for a further sub-district."""
    _join(place, password, f"office{number}", "苏婉清", Role.OFFICE)


def grant(place: Subdistrict, password: str) -> None:
    """Who works on, or looks after, single projects: possible once these are there."""
    projects = Project.objects.filter(subdistrict=place).order_by("-year__year", "number")
    corrections = projects.filter(domain__code=CORRECTIONS).select_related("provider")
    provider = corrections[0].provider
    worker = _join(place, password, "worker", "邓国辉", Role.WORKER, organisation=provider)
    for project in corrections.filter(provider=provider):
        _open(worker, Role.WORKER, project, "经办社工")
    liaison = User.objects.get(username="liaison")
    for project in projects.filter(liaison_name=liaison.name):
        _open(liaison, Role.LIAISON, project, "项目挂钩人员")
    _partner(place, password, projects)
    home = projects.exclude(communities=None)[0].communities.all()[0]
    _join(place, password, "secretary", "关志明", Role.SECRETARY, community=home)


def join_assessor(place: Subdistrict, password: str) -> None:
    """Of those who have still to look again at what is contested the first; else of the pool."""
    pool = Assessor.objects.filter(subdistrict=place, user=None).order_by("pk")
    waiting = SecondLook.objects.filter(state=SheetState.DRAFT, assessor__in=pool).order_by("pk").values("assessor")
    one = pool.filter(pk__in=waiting).first() or pool.first()
    if one:
        one.user = _join(place, password, "assessor", one.name, Role.ASSESSOR)
        one.save(update_fields=["user"])


def _partner(place: Subdistrict, password: str, projects: ProjectQuerySet) -> None:
    """The women's federation holds the family programme together with its providers."""
    federation = Organisation.objects.filter(subdistrict=place, kind=OrganisationKind.MASS).order_by("pk")[0]
    for project in projects.filter(domain__code=FAMILY):
        partners.join(
            project, federation, part="共同主办", since=project.starts_on, last_day=project.ends_on, by=audit.SYSTEM
        )
    _join(place, password, "partner", "陆嘉敏", Role.PARTNER, organisation=federation)


def _join(place: Subdistrict, password: str, username: str, name: str, role: Role, **at: Any) -> User:
    """An account with a role; `at` an organisation or in a community, where the role is held there."""
    user = users.register(username, name=name, password=password, by=audit.SYSTEM)
    users.appoint(user, role, place, by=audit.SYSTEM, since=SINCE, **at)
    return user


def _open(user: User, role: Role, project: Project, why: str) -> None:
    if not user.grants.filter(role=role, kind="project", object_id=project.pk, until=None).exists():
        users.grant(user, role, project, by=audit.SYSTEM, why=why, since=SINCE)


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    role: str
    sees: str


def offered() -> Iterator[Account]:
    """The accounts in the order in which they were made, with what each sees."""
    several = Subdistrict.objects.count() > 1
    for held in Membership.objects.select_related("user", "organisation", "community", "subdistrict").order_by("pk"):
        sees = _sees(held)
        if several:
            sees = f"{held.subdistrict.name}：{sees}"
        yield Account(held.user.username, held.user.name, str(held.get_role_display()), sees)


def _sees(held: Membership) -> str:
    count = Project.objects.visible_to(held.user).count()
    if held.role == Role.MANAGER and held.organisation:
        return _("%(provider)s的项目：%(n)d 个") % {"provider": held.organisation.name, "n": count}
    if held.role == Role.LIAISON:
        return _("挂钩的项目：%(n)d 个") % {"n": count}
    if held.role == Role.WORKER:
        return _("经办的矫正项目：%(n)d 个，能看代号背后的姓名") % {"n": count}
    if held.role == Role.PARTNER and held.organisation:
        return _("%(place)s合作的项目：%(n)d 个，只有合计") % {"place": held.organisation.name, "n": count}
    if held.role == Role.SECRETARY and held.community:
        return _("%(place)s的项目：%(n)d 个，只有合计") % {"place": held.community.name, "n": count}
    if held.role == Role.ASSESSOR:
        n = Seat.objects.held_by(held.user).count()
        return _("请来评的项目：%(n)d 个，自己的评分表和复评") % {"n": n}
    return _("全部项目和记录：%(n)d 个") % {"n": count}
