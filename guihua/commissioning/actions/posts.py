"""A project's staff is written down, changed, and leaves; its training and supervision are, for several at once.

Sight stays where it was: a grant that `staffing` gives. A post of a worker who has none gives it by the same verb, remembers it,
and ends it on the day on which the post ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning import notices, policy
from guihua.commissioning import post_policy as rules
from guihua.commissioning.actions import search_texts
from guihua.commissioning.actions.files import Content
from guihua.core import audit, clock, secrecy, uploads
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions import users
from guihua.directory.models import Role

Post = commissioning.Post
ONE_DAY = timedelta(days=1)
AS_STAFF = gettext_noop("项目岗位")


@dataclass(frozen=True)
class Said:
    """Who holds the post as what, and with which certificate."""

    name: str
    title: str
    since: date
    user: directory.User | None = None
    is_full_time: bool = True
    certificate: str = ""
    certificate_number: str = ""
    certificate_until: date | None = None


@dataclass(frozen=True)
class Learnt:
    """A training or a supervision."""

    kind: str
    day: date
    subject: str
    given_by: str
    minutes: int
    is_outside: bool = False
    is_group: bool = True


@transaction.atomic
def take(project: commissioning.Project, said: Said, *, by: Any, paper: Content | None = None) -> Post:
    """Somebody holds a post from a day on; a worker with an account sees the project from then."""
    project = _fresh(project)
    refuse_if(rules.why_not_keep(by, project))
    post = Post(subdistrict_id=project.subdistrict_id, project=project, **vars(said))
    refuse_if(rules.why_not_hold(post))
    if paper:
        _put(post, paper)
    _give_sight(post, by)
    post.save()
    search_texts.keep(post)
    audit.record("post.taken", post, by=by, title=post.title, since=str(post.since))
    return post


@transaction.atomic
def change(post: Post, said: Said, *, seen: int, by: Any, paper: Content | None = None) -> Post:
    """It says this from now on. `seen`: the revision that the editor saw. An account that was named now sees the project."""
    post = _locked(post)
    refuse_if(rules.why_not_keep(by, post.project) or rules.why_not_seen(post, seen))
    before, was = {name: getattr(post, name) for name in vars(said)}, post.user
    for name, value in vars(said).items():
        setattr(post, name, value)
    refuse_if(rules.why_not_hold(post))
    if paper:
        _put(post, paper)
    if was != post.user:
        _take_sight(post, clock.today(), by)
        post.grant = None
        _give_sight(post, by)
    post.revision += 1
    post.save()
    search_texts.keep(post)
    changed = sorted(name for name, value in vars(said).items() if before[name] != value)
    audit.record("post.changed", post, by=by, changed=[*changed, *(["paper"] if paper else [])])
    return post


@transaction.atomic
def leave(post: Post, last_day: date, *, why: str, by: Any) -> Post:
    """It is held through its last day; sight that came with it ends with it, on the next request."""
    post = _locked(post)
    until = last_day + ONE_DAY
    refuse_if(rules.why_not_keep(by, post.project) or rules.why_not_leave(post, until))
    post.until, post.why_left = until, why
    post.revision += 1
    post.save(update_fields=["until", "why_left", "revision"])
    _take_sight(post, until, by)
    audit.record("post.left", post, by=by, until=str(until), why=why)
    return post


@transaction.atomic
def learn(project: commissioning.Project, learnt: Learnt, posts: Sequence[Post], *, by: Any) -> commissioning.Learning:
    """Several of the staff at once."""
    project = _fresh(project)
    refuse_if(rules.why_not_keep(by, project) or rules.why_not_learn(project, learnt.day, list(posts)))
    made = commissioning.Learning.objects.create(subdistrict_id=project.subdistrict_id, project=project, **vars(learnt))
    made.posts.set(posts)
    search_texts.keep(made)
    audit.record("learning.entered", made, by=by, kind=learnt.kind, day=str(learnt.day), people=len(posts))
    return made


@transaction.atomic
def unlearn(learning: commissioning.Learning, *, by: Any) -> None:
    """It was entered by mistake."""
    rows = commissioning.Learning.objects.select_for_update(of=("self",)).select_related("project")
    learning = rows.get(pk=learning.pk)
    refuse_if(rules.why_not_keep(by, learning.project))
    audit.record("learning.removed", learning, by=by, kind=learning.kind, day=str(learning.day))
    search_texts.forget(commissioning.Learning, [learning.pk])
    learning.delete()


def content_of(post: Post) -> bytes:
    return uploads.read(post.stored_as, key=secrecy.unwrapped(post.data_key))


def _give_sight(post: Post, by: Any) -> None:
    """By a grant, as everywhere; who has one already keeps it, whatever becomes of the post. One that is over gives none."""
    user, project = post.user, post.project
    provider = project.provider
    if user is None or post.until or provider is None or not _works_at(provider, user):
        return
    held = directory.Grant.objects.filter(user=user, role=Role.WORKER, kind="project", object_id=project.pk)
    if held.filter(until=None).exists():
        return
    refuse_if(policy.why_not_staff(by, provider, user))
    given = users.grant(user, Role.WORKER, project, by=by, why=AS_STAFF, since=post.since, organisation=provider)
    post.grant = given
    if project.domain.is_confidential and by is not audit.SYSTEM and policy.why_not_edit(by, project):
        notices.tell_of_assignment(project, given)


def _works_at(provider: directory.Organisation, user: directory.User) -> bool:
    held = user.memberships.on(clock.today()).filter(role=Role.WORKER, organisation=provider)
    return bool(held.exists())


def _take_sight(post: Post, until: date, by: Any) -> None:
    """Of the grant that came with the post, as far as nobody ended it before."""
    grant = post.grant
    if grant is None or (grant.until and grant.until <= until):
        return
    grant.until = max(until, grant.since)
    grant.save(update_fields=["until"])
    audit.record("grant.ended", post.project, by=by, role=grant.role, user=grant.user_id, why=AS_STAFF)


def _put(post: Post, paper: Content) -> None:
    """The paper that was there before is gone with its key."""
    old = post.stored_as
    wrapped, key = secrecy.new_wrapped_key()
    post.suffix, post.bytes = paper.suffix, len(paper.content)
    post.stored_as, post.data_key = uploads.new_name(), wrapped
    uploads.write(post.stored_as, paper.content, key=key)
    if old:
        transaction.on_commit(lambda: uploads.remove(old))


def _fresh(project: commissioning.Project) -> commissioning.Project:
    """As it is now, held: of two who name the same person at once the second is told."""
    rows = commissioning.Project.objects.select_for_update(of=("self",)).select_related("domain", "provider")
    found: commissioning.Project = rows.get(pk=project.pk)
    return found


def _locked(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=("self",))
    found: Post = rows.select_related("project__domain", "project__provider", "user", "grant").get(pk=post.pk)
    return found
