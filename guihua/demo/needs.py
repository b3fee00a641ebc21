"""What the communities of a demonstration need this year, and which projects answer it, as far as any does."""

from __future__ import annotations

from datetime import date, datetime, time
from random import Random
from typing import Any

from django.utils import timezone

from guihua.commissioning.actions import answers, plans
from guihua.commissioning.models import CommunityPlan, Domain, Need, Project
from guihua.core import audit, clock, inbox
from guihua.demo import texts
from guihua.directory.models import Community, Role, Subdistrict, User

FEWEST, MOST = 2, 4  # needs of a community
NOT_BEGUN, IN_DRAFT, WAITING = 3, 2, 2  # so many communities, by chance; the plans of all others are accepted
FROM_ELSEWHERE = 0.6  # of the needs that no project stationed there answers
FOR_MORE = "人数是怎么来的，请补充。"  # why one plan went back


def write(place: Subdistrict, seed: int) -> None:
    """Of most communities the plan is accepted; some wait for the office, some are drafts, some were never begun."""
    chance = Random(f"{seed} needs {place.code}")  # noqa: S311 - invented plans need no secrecy
    office = _first(place, role=Role.OFFICE)
    communities = list(Community.objects.filter(subdistrict=place).order_by("code"))
    others = [one for one in communities if _first(place, community=one) is None]
    late = chance.sample(others, min(NOT_BEGUN + IN_DRAFT + WAITING, len(others) // 2))
    for community in (one for one in communities if one not in late):
        plan = _submitted(community, _needs(community, chance), office)
        _answer(plan, chance, office)
        plans.accept(plan, by=office)
    if office:
        inbox.read_all(by=office)
    for community in late[NOT_BEGUN:]:
        needs = _needs(community, chance)
        if community in late[NOT_BEGUN + IN_DRAFT :]:
            _submitted(community, needs, office)
    _date(place)


def _needs(community: Community, chance: Random) -> list[Need]:
    by, domains = _first(community.subdistrict, community=community), _domains(community.subdistrict)
    chosen = chance.sample(texts.load("needs")["needs"], chance.randint(FEWEST, MOST))
    return [plans.add(community, clock.today().year, _said(one, domains, chance), by=by) for one in chosen]


def _submitted(community: Community, needs: list[Need], office: User | None) -> CommunityPlan:
    """By its secretary, where it has an account: sent back once, then submitted again."""
    by = _first(community.subdistrict, community=community)
    plan = plans.submit(needs[0].plan, by=by)
    if by is None:
        return plan
    return plans.submit(plans.send_back(plan, why=FOR_MORE, by=office), by=by)


def _said(one: dict[str, Any], domains: dict[str, int], chance: Random) -> dict[str, Any]:
    people = chance.randint(*one["people"]) if "people" in one else None
    told = {name: one[name] for name in ("title", "about", "evidence")}
    return {**told, "people": people, "domain_id": domains.get(one.get("domain", ""))}


def _answer(plan: CommunityPlan, chance: Random, office: User | None) -> None:
    """By the projects stationed there that work in its domain, else now and then by one from elsewhere; the rest stays unmet."""
    of_year = Project.objects.filter(subdistrict=plan.subdistrict_id).of_year(plan.year)
    for need in plan.needs.all():
        able = of_year.filter(domain=need.domain_id).select_related("year").order_by("number")
        chosen = list(able.filter(communities=plan.community_id))
        if not chosen and chance.random() < FROM_ELSEWHERE:
            chosen = chance.sample(list(able), min(1, len(able)))
        for project in chosen:
            answers.answer(need, project, by=office)


def _date(place: Subdistrict) -> None:
    """Plans are written in January and answered in February."""
    year = clock.today().year
    written = CommunityPlan.objects.filter(subdistrict=place, year=year).exclude(submitted_at=None)
    written.update(submitted_at=_moment(date(year, 1, 12)))
    written.exclude(decided_at=None).update(decided_at=_moment(date(year, 2, 21)))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


def _domains(place: Subdistrict) -> dict[str, int]:
    return dict(Domain.objects.kept_by(place).values_list("code", "pk"))


def _first(place: Subdistrict, **held: Any) -> User | None:
    """Who of the demonstration's accounts does it; nobody but the system where there is none."""
    found = User.objects.filter(memberships__subdistrict=place, **{f"memberships__{k}": v for k, v in held.items()})
    return found.order_by("pk").first() or audit.SYSTEM
