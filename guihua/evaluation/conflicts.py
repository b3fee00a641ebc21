"""Which assessors may not judge which projects, and why: for any number of both in the same number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc import conflicts as calc
from guihua.evaluation.calc.conflicts import Bond, Engagement, Reason, Subject

Pair = tuple[int, int]


@dataclass
class _Facts:
    """What is on file of some assessors, each found by what it could bind them to."""

    engaged: dict[int, list[Engagement]] = field(default_factory=lambda: defaultdict(list))
    bound: dict[int, list[Bond]] = field(default_factory=lambda: defaultdict(list))
    users: dict[int, int] = field(default_factory=dict)
    near: dict[tuple[str, Any], set[int]] = field(default_factory=lambda: defaultdict(set))


def between(assessors: Any, projects: Any, *, day: date, years: int) -> dict[Pair, list[Reason]]:
    """By assessor and project, of the pairs that may not be. Both are QuerySets."""
    facts = _facts(assessors)
    found = {}
    for subject in _subjects(projects):
        for assessor in sorted(_likely(facts, subject)):
            of_them = facts.engaged.get(assessor, []), facts.bound.get(assessor, [])
            told = calc.reasons(subject, *of_them, day=day, years=years, user=facts.users.get(assessor))
            if told:
                found[assessor, subject.project] = told
    return found


def in_round(one: evaluation.Round, *, day: date) -> dict[Pair, list[Reason]]:
    """Of all who serve, against all that the round judges."""
    assessors = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id).serving()
    judged = evaluation.RoundProject.objects.judged().filter(round=one).order_by().values("project")
    projects = commissioning.Project.objects.filter(pk__in=judged)
    return between(assessors, projects, day=day, years=one.conflict_years)


def years_that_count(place: Any) -> int:
    """As the newest round of the sub-district has it; before the first one, as a new round would."""
    newest = evaluation.Round.objects.filter(subdistrict=place).order_by("year__year", "pk").last()
    return (newest or evaluation.Round()).conflict_years


def sentence(reason: Reason) -> str:
    """Why, for who reads it."""
    if reason.kind == "staff":
        return _("在这个项目任过岗位")
    if reason.kind in evaluation.TieKind:
        return _("申报的关系：%(kind)s") % {"kind": evaluation.TieKind(reason.kind).label}
    kind = evaluation.EmploymentKind(reason.kind).label
    words = _("%(kind)s，%(until)s 前结束，还在回避年限内") if reason.is_past else _("%(kind)s，现在还是")
    told = words % {"kind": kind, "until": reason.until}
    return _("%(told)s（只是单位名称相同，请核对）") % {"told": told} if reason.by_name else told


def _facts(assessors: Any) -> _Facts:
    facts, those = _Facts(), assessors.order_by().values("pk")
    works = evaluation.Employment.objects.filter(assessor__in=those).order_by("pk")
    told: list[Any]
    for assessor, *told in works.values_list("assessor", "kind", "organisation", "employer", "since", "until"):
        one = Engagement(*told)
        facts.engaged[assessor].append(one)
        facts.near["name", calc.same_name(one.name)].add(assessor)
        facts.near["organisation", one.organisation].add(assessor)
    ties = evaluation.Tie.objects.filter(assessor__in=those).order_by("pk")
    for assessor, *told in ties.values_list("assessor", "kind", "organisation", "project", "until"):
        bond = Bond(*told)
        facts.bound[assessor].append(bond)
        facts.near["organisation", bond.organisation].add(assessor)
        facts.near["project", bond.project].add(assessor)
    for assessor, user in assessors.order_by().exclude(user=None).values_list("pk", "user"):
        facts.users[assessor] = user
        facts.near["user", user].add(assessor)
    return facts


def _likely(facts: _Facts, subject: Subject) -> set[int]:
    keys: list[tuple[str, Any]] = [("project", subject.project), *(("user", user) for user in subject.staff)]
    if subject.provider is not None:
        keys += [("organisation", subject.provider), ("name", calc.same_name(subject.provider_name))]
    return set().union(*(facts.near.get(key, ()) for key in keys))


def _subjects(projects: Any) -> Iterable[Subject]:
    rows = projects.order_by("number", "pk").values_list("pk", "provider", "provider__name")
    staff: dict[int, set[int]] = defaultdict(set)
    posts = commissioning.Post.objects.filter(project__in=projects.order_by().values("pk")).exclude(user=None)
    for project, user in posts.order_by().values_list("project", "user"):
        staff[project].add(user)
    return [Subject(pk, provider, name or "", frozenset(staff[pk])) for pk, provider, name in rows]


def told(pairs: Mapping[Pair, Sequence[Reason]], projects: Iterable[Any]) -> list[tuple[Any, list[str]]]:
    """Of one assessor: each project with its sentences, in the order of the projects."""
    by_project = {project: [sentence(one) for one in reasons] for (_assessor, project), reasons in pairs.items()}
    return [(one, by_project[one.pk]) for one in projects if one.pk in by_project]
