"""The staff of 「桂一同行」."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from guihua.commissioning.actions import posts
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Learning, Post, PostTitle, Project
from guihua.core import audit, clock
from guihua.directory.models import User

SINCE = date(2022, 1, 10)


def held(
    name: str = "陈晓雯", *, by: Any = audit.SYSTEM, project: str = "GC-1", paper: Any = None, **changes: Any
) -> Post:
    usual = {"name": name, "title": PostTitle.SOCIAL_WORKER, "since": SINCE}
    return posts.take(Project.objects.get(number=project), posts.Said(**usual | changes), by=by, paper=paper)


def learnt(people: list[Post], *, by: Any = audit.SYSTEM, **changes: Any) -> Learning:
    usual = {"kind": "training", "day": date(2022, 3, 12), "subject": "急救", "given_by": "区社工协会", "minutes": 90}
    return posts.learn(people[0].project, posts.Learnt(**usual | changes), people, by=by)


def stand(place: Any) -> None:
    """At GC-1 the worker with an account and a certificate that lapses soon, and somebody without; what the two learnt."""
    worker = User.objects.filter(username="worker").first()
    soon = clock.today() + timedelta(days=20)
    certified = {"certificate": "social_worker", "certificate_number": "2020123456", "certificate_until": soon}
    own = held("李洁", user=worker, paper=Content(".pdf", b"%PDF-1.7"), **certified)
    learnt([own, held()])


def grow(place: Any) -> None:
    """Somebody more at each project."""
    for number in Project.objects.filter(subdistrict=place).values_list("number", flat=True):
        learnt([held("陈晓雯", project=number)])


def by_name() -> dict[str, int]:
    """What the tables of the tests call them."""
    found = {f"{one.name}-post": one.pk for one in Post.objects.all()}
    return found | {f"{one.subject}-learning": one.pk for one in Learning.objects.all()}


def pages() -> list[str]:
    one = Post.objects.order_by("pk").first()
    project = one.project_id
    own = [f"/projects/{project}/{page}/" for page in ("posts", "posts/new", "learnings/new")]
    return ["/posts/", *own, f"/posts/{one.pk}/", f"/posts/{one.pk}/leaving/"]
