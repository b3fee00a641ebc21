"""Two filled sub-districts, and somebody in every role, signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guihua.commissioning.actions import files, partners
from guihua.commissioning.models import Partner, Project, ProjectFile
from guihua.core import audit, clock, inbox
from guihua.core.inbox import Notice
from guihua.core.jobs import Job, JobState
from guihua.core.listing.models import Handling, SavedView
from guihua.core.models import AuditRow
from guihua.delivery.actions import photos
from guihua.delivery.models import Session, SessionPhoto
from guihua.desk.models import Import
from guihua.directory.actions import consents, invitations, keys, merges, people, users
from guihua.directory.actions.registers import Identity
from guihua.directory.models import (
    Alike,
    ApiKey,
    Community,
    Consent,
    ConsentPurpose,
    Invitation,
    Membership,
    Merge,
    Organisation,
    Passkey,
    Person,
    Resemblance,
    Role,
    SignIn,
    Subdistrict,
    User,
)
from guihua.directory.models.users import ADMINISTRATORS
from guihua.reporting.actions import facts, stories
from guihua.reporting.actions.stories import Told
from guihua.reporting.models import Story
from tests.factories import (
    acceptances,
    appealed,
    boards,
    calls,
    closing,
    contracts,
    coverage,
    exports,
    imports,
    incidents,
    judged,
    judging,
    moderated,
    neighbours,
    passkeys,
    plans,
    posts,
    programmes,
    requests,
    rules,
    scales,
    told,
    upper_forms,
    visits,
)
from tests.factories.accounts import PASSWORD, SINCE
from tests.factories.laid_out import Layer, kept

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@dataclass
class Everybody:
    """`clients` by who they are: the roles of the first sub-district, then nobody in particular, then strangers."""

    place: Subdistrict
    beside: Subdistrict
    clients: dict[str, Client] = field(default_factory=dict)
    link: str = ""  # the secret of the worker's invitation

    def project(self, number: str) -> Project:
        return Project.objects.get(number=number)

    def objects(self) -> dict[str, int | str]:
        """The things that addresses name, by what the tables of the tests call them."""
        found: dict[str, int | str] = {p.number: p.pk for p in Project.objects.all()}
        found |= {s.code: s.pk for p in Project.objects.all() for s in p.delivery_sessions.all()}
        found |= {p.name: p.pk for p in Person.objects.order_by("-pk")}  # the first of those who are called the same
        found |= {f"{row.by.username}-file": row.pk for row in Import.objects.select_related("by")}
        found |= {f"{p.person}/{p.other}": p.pk for p in Resemblance.objects.select_related("person", "other")}
        found |= {f"{c.person}-{c.purpose}": c.pk for c in Consent.objects.select_related("person")}
        found |= {f"{m.kept}+{m.other}": m.pk for m in Merge.objects.select_related("kept", "other")}
        found |= {
            f"{one}+{one.project.number}": one.pk for one in Partner.objects.select_related("organisation", "project")
        }
        found |= {file.name: file.pk for file in ProjectFile.objects.all()}
        for kind in (Organisation, Community):
            found |= {row.name: row.pk for row in kind.objects.filter(subdistrict=self.place)}
        for name, place in {"here": self.place, "beside": self.beside}.items():
            found[f"{name}-deed"] = AuditRow.objects.filter(subdistrict=place).order_by("pk")[0].pk
        found["榕声"] = found["榕声社会工作服务中心"]
        found |= {f"{user.username}-account": user.pk for user in User.objects.all()}
        found |= {f"{row.user.username}-role": row.pk for row in Membership.objects.select_related("user")}
        found |= {"a-key": ApiKey.objects.get(subdistrict=self.place).pk}
        found |= {f"{row.name}-invitation": row.pk for row in Invitation.objects.all()}
        found |= {"here": self.place.pk, "beside": self.beside.pk, "link": self.link}
        found |= {f"{row.user.username}'s": row.pk for row in SignIn.objects.select_related("user")}
        found |= {
            f"{job.asked_by.username}{'-failed' if job.failure else ''}-job": job.pk
            for job in Job.objects.exclude(asked_by=None)
        }
        found |= {f"{notice.user.username}-notice": notice.pk for notice in Notice.objects.all()}
        found |= {f"{passkey.user.username}-passkey": passkey.pk for passkey in Passkey.objects.all()}
        found |= exports.by_name() | contracts.by_name() | plans.by_name() | closing.by_name() | upper_forms.by_name()
        found |= rules.by_name() | acceptances.by_name() | calls.by_name() | told.by_name()
        found |= visits.by_name() | boards.by_name() | incidents.by_name() | coverage.by_name() | scales.by_name()
        found |= posts.by_name() | requests.by_name() | judging.by_name() | judged.by_name()
        found |= appealed.by_name()
        found |= {f"{photo.session.code}-photo": photo.pk for photo in SessionPhoto.objects.select_related("session")}
        found |= {f"{row.by.username}-handling": row.pk for row in Handling.objects.select_related("by")}
        found |= {f"{one.session.code}-story": one.pk for one in Story.objects.select_related("session")}
        found |= {view.name: view.pk for view in SavedView.objects.all()}
        return found

    def invite(self) -> None:
        """A worker here, and somebody for the office beside, whose own worker is the neighbour."""
        provider = Organisation.objects.get(subdistrict=self.place, kind="provider")
        beside = Organisation.objects.get(subdistrict=self.beside, kind="provider")
        _here, self.link = invitations.invite("陈志强", Role.WORKER, self.place, by=audit.SYSTEM, organisation=provider)
        invitations.invite("狮志强", Role.FINANCE, self.beside, by=audit.SYSTEM)
        owner = User.objects.get(username="office")
        keys.make(self.place, owner, name="区平台", last_day=clock.today(), by=audit.SYSTEM)
        self.enter("neighbour", Role.WORKER, self.beside, organisation=beside)
        del self.clients["neighbour"]  # signed in, and asks for nothing

    def ask(self, who: str, **more: Any) -> Job:
        """What somebody here had done in the background."""
        by = User.objects.get(username=who)
        more = {"subdistrict": self.beside if who == "stranger" else self.place} | more
        return Job.objects.create(name="tea.pour", asked_by=by, asked_at=timezone.now(), **more)

    def enter_people(self) -> None:
        """何一 and 何二 may be one; 何三 is 何四 by somebody's word, 何五 is 何五 with an ID number by a file's."""
        whos = [Identity(f"何{n}", f"1360013600{i}", "") for i, n in enumerate("一二三四五")]
        whos.append(whos[-1]._replace(id_number="440605199203040019"))
        met = people.resolve_many(self.place, whos, by=audit.SYSTEM).met
        one, two, three, four, *_others = (Person.objects.get(pk=pk) for pk in met)
        Resemblance.objects.create(subdistrict=self.place, person=one, other=two, why=Alike.PHONE)
        merges.merge(three, four, why="打电话核对过", by=audit.SYSTEM)
        consents.give(one, ConsentPurpose.PHOTOS, version="2022-01", given_on=SINCE, by=audit.SYSTEM)

    def enter(self, who: str, role: Role | None, place: Subdistrict, **more: Any) -> User:
        user = users.register(who, name="苏婉清", password=PASSWORD, by=audit.SYSTEM)
        if role:
            users.appoint(user, role, place, by=audit.SYSTEM, since=SINCE, **more)
        passkeys.given(user)
        self.clients[who] = Client(raise_request_exception=False)
        self.clients[who].force_login(user, backend=BACKEND)
        return user

    def enter_all(self) -> None:
        provider = Organisation.objects.get(subdistrict=self.place, kind="provider")
        for role in (Role.OFFICE, Role.LEADER, Role.FINANCE, Role.AUDITOR, Role.COMMITTEE):
            self.enter(role, role, self.place)
        self._grant(self.enter("liaison", Role.LIAISON, self.place), Role.LIAISON, "GC-1")
        self.enter("manager", Role.MANAGER, self.place, organisation=provider)
        for who, number in (("worker", "GC-1"), ("confidant", "GC-2")):
            self._grant(self.enter(who, Role.WORKER, self.place, organisation=provider), Role.WORKER, number)
        school, home = Organisation.objects.get(name="怡水小学"), Community.objects.get(name="桂一社区")
        self.enter("partner", Role.PARTNER, self.place, organisation=school)
        partners.join(self.project("GC-1"), school, part="提供场地", by=audit.SYSTEM, since=SINCE)
        self.enter("secretary", Role.SECRETARY, self.place, community=home)
        self.enter("assessor", Role.ASSESSOR, self.place)
        for role in ADMINISTRATORS:
            self.enter(role, role, self.place)
        self.enter("nobody", None, self.place)
        self.enter("stranger", Role.OFFICE, self.beside)
        (
            self._put("GC-1", "合同", by="office"),
            self._put("GC-1", "月报", by="manager"),
            self._put("GC-2", "走访记录", by="confidant"),
        )
        for who in self.clients:
            exports.exported(who)
            self._use_lists(User.objects.get(username=who))
        for who in self.clients:
            self.ask(who)
            self.ask(who, state=JobState.FAILED, failure="broken", ended_at=timezone.now())
        accounts = User.objects.filter(username__in=self.clients)
        inbox.tell(accounts, "job.done", event="tea", params={"work": "tea.pour"}, address="/jobs/")
        self.clients["anonymous"] = Client(raise_request_exception=False)
        closing.stand_for(self.place, User.objects.get(username="manager"))
        for who in ("office", "manager"):
            rows = [programmes.row(code=f"{who}-{n}", 未具名人数="5") for n in range(3)]
            imports.checked(self.clients[who], *rows)
        imports.paid(self.clients["finance"])

    def take_photos(self) -> None:
        """At a session that is open to its readers, and at one of a confidential domain."""
        for session in Session.objects.filter(code__in=["A1", "B1"], subdistrict=self.place):
            photos.add(session, [photos.Picture(".png", b"drawn")], by=audit.SYSTEM)

    def tell_a_story(self) -> None:
        """Of no one in particular."""
        session = Session.objects.get(code="A1", subdistrict=self.place)
        stories.write(session, Told("包粽子的人", "年底大家一起包粽子。"), by=audit.SYSTEM)

    def _use_lists(self, user: User) -> None:
        SavedView.objects.create(listing="projects", user=user, name=f"{user.username}-view")
        Handling.objects.create(listing="projects", deed="close", by=user, asked_at=timezone.now())

    def _put(self, number: str, name: str, *, by: str) -> None:
        paper = files.Content(".pdf", b"%PDF-1.7")
        files.add(self.project(number), name, paper, by=User.objects.get(username=by))

    def _grant(self, user: User, role: Role, number: str) -> None:
        project = self.project(number)
        users.grant(user, role, project, by=audit.SYSTEM, why="经办", since=SINCE)


def _made(folder: Path) -> Everybody:
    made = Everybody(Subdistrict.objects.get(), neighbours.beside(folder))
    made.enter_all()
    made.enter_people()
    made.invite()
    made.take_photos()
    contracts.stand(made.place)
    acceptances.stand(made.place)
    visits.stand(made.place)
    coverage.stand(made.place)
    scales.stand(made.place)
    requests.stand(made.place)
    plans.stand(made.place)
    rules.stand(made.place)
    contracts.bought(made.place)
    calls.stand(made.place)
    told.stand(made.place)
    incidents.stand(made.place)
    posts.stand(made.place)
    judging.stand(made.place)
    judged.stand()
    moderated.stand()
    appealed.stand()
    boards.stand(made.place)
    upper_forms.mapped(made.place)
    made.tell_a_story()
    for place in (made.place, made.beside):
        facts.refresh(place)
    return made


@pytest.fixture(scope="session")
def everybody_kept(programme_kept: Layer, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Layer:
    with django_db_blocker.unblock():
        return kept(_made, tmp_path_factory.mktemp("everybody"), on=programme_kept)


@pytest.fixture
def everybody(everybody_kept: Layer, programme: Subdistrict, tmp_path: Path) -> Everybody:
    found: Everybody = everybody_kept.lay_out(tmp_path)
    _begin_now()
    return found


def _begin_now() -> None:
    """The sign-ins and what was asked for are as old as the test, not as the run, in which a sign-in may run out."""
    now = timezone.now()
    SignIn.objects.update(started_at=now, used_at=now)
    SignIn.objects.exclude(confirmed_at=None).update(confirmed_at=now)
    Job.objects.update(asked_at=now)
    Job.objects.exclude(ended_at=None).update(ended_at=now)
