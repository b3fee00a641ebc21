"""The staff of one project as its page shows it: who is there, what is missing, who left, what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning import money_policy
from guihua.commissioning.calc import posts as calc
from guihua.core import clock, measures
from guihua.directory.models import AttentionRule

Post = commissioning.Post
Kind = commissioning.LearningKind


@dataclass(frozen=True)
class Line:
    """One post. `number` is that of its certificate, where the reader may know it; `paper`: whether they may open it."""

    post: Post
    number: str
    paper: bool
    is_held: bool
    sign: str  # of the certificate: good, warn where it lapses soon, bad where it is over
    training: Any
    supervision: Any


def of(project: commissioning.Project, user: Any) -> dict[str, Any]:
    """For who reads the account of the project; for a worker, the own line."""
    today = clock.today()
    seen = list(Post.objects.visible_to(user).filter(project=project).order_by("title", "since", "pk"))
    opened = set(Post.objects.open_to(user).filter(project=project).values_list("pk", flat=True))
    minutes = commissioning.Learning.objects.minutes_of([post.pk for post in seen])
    place = project.subdistrict_id
    days = AttentionRule.objects.by_place([place])[place].certificate_days
    lines = [_line(post, post.pk in opened, minutes, today + timedelta(days=days)) for post in seen]
    return {
        "staff": [line for line in lines if line.is_held or line.post.since > today],
        "gone": [line for line in lines if not line.is_held and line.post.since <= today],
    }


def _line(post: Post, opens: bool, minutes: dict[tuple[int, str], int], soon: Any) -> Line:
    until = post.certificate_until
    sign = "" if not post.certificate else "good"
    if until and until <= soon:
        sign = "bad" if until < clock.today() else "warn"
    return Line(
        post=post,
        number=post.certificate_number if opens else "",
        paper=opens and bool(post.stored_as),
        is_held=post.is_held(clock.today()),
        sign=sign,
        training=measures.hours(minutes.get((post.pk, Kind.TRAINING), 0)),
        supervision=measures.hours(minutes.get((post.pk, Kind.SUPERVISION), 0)),
    )


def figures(project: commissioning.Project) -> dict[str, Any]:
    """How many social workers there are against what the mode asks, and how many left in the term."""
    today = clock.today()
    rule = money_policy.mode_rule(project)
    wanted = rule.least_staff if rule else None
    there = Post.objects.filter(project=project).counted_on(today).get(project.pk, 0)
    held = [calc.Held(*row) for row in Post.objects.filter(project=project).values_list("since", "until")]
    turned = calc.turnover(held, project.starts_on, min(today, project.ends_on))
    return {
        "rule": rule,
        "wanted": wanted,
        "there": there,
        "short": calc.short(wanted, there),
        "left": turned.left,
        "turnover": turned.percent,
    }


def short_of(projects: Any) -> dict[int, int]:
    """By how many social workers each of the projects falls short of what its mode asks for today. Where nobody ever wrote down
    a post, and where the mode asks for none, nothing is said of it."""
    today, places = clock.today(), sorted(set(projects.order_by().values_list("subdistrict", flat=True)))
    posts = Post.objects.filter(project__in=projects.order_by().values("pk"))
    if not posts.exists():
        return {}
    there = posts.counted_on(today)
    editions = [commissioning.ManagementRules.objects.in_force(place, today) for place in places]
    rules = commissioning.ModeRule.objects.filter(rules__in=[one for one in editions if one], least_staff__gt=0)
    wanted = dict(rules.values_list("mode", "least_staff"))
    modes = projects.order_by().filter(mode__in=wanted).values_list("pk", "mode")
    return {project: calc.short(wanted[mode], there.get(project, 0)) or 0 for project, mode in modes}
