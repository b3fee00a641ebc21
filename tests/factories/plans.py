"""Plans of communities of the small programme, written by the verbs that a secretary and the office have."""

from __future__ import annotations

import pytest

from guihua.commissioning.actions import answers, plans
from guihua.commissioning.models import Answer, CommunityPlan, Need, Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Community, Role, User
from tests.factories.accounts import PASSWORD, SINCE

YEAR = 2022
VISITS = {
    "title": "独居长者有人定期上门",
    "about": "独居和高龄长者",
    "people": 46,
    "evidence": "三月走访了 46 户，有 12 户一周没有人说过话。",
    "domain_id": None,
}
CHILDREN = {
    "title": "放学后孩子有地方去",
    "about": "双职工家庭的小学生",
    "people": None,
    "evidence": "居民议事会上有 9 位家长提出。",
    "domain_id": None,
}


def secretary_of(name: str, username: str = "guanzhiming") -> User:
    """关志明, of the community of that name."""
    home = Community.objects.get(name=name)
    user = users.register(username, name="关志明", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.SECRETARY, home.subdistrict, by=audit.SYSTEM, community=home, since=SINCE)
    return user


@pytest.fixture
def home(programme):
    return Community.objects.get(name="桂一社区")


@pytest.fixture
def secretary(home):
    return secretary_of("桂一社区")


@pytest.fixture
def plan(home):
    """The draft of 桂一社区 with two needs."""
    plans.add(home, YEAR, VISITS, by=audit.SYSTEM)
    return plans.add(home, YEAR, CHILDREN, by=audit.SYSTEM).plan


def stand(place) -> None:
    """桂一社区 has written two needs, of which a project answers the first; 叠二社区 has submitted one."""
    home, other = Community.objects.filter(subdistrict=place).order_by("code")
    first = plans.add(home, YEAR, VISITS, by=audit.SYSTEM)
    plans.submit(first.plan, by=audit.SYSTEM)
    answers.answer(first, Project.objects.select_related("year").get(number="GC-1", subdistrict=place), by=audit.SYSTEM)
    plans.send_back(first.plan, why="再写一条", by=audit.SYSTEM)
    plans.add(home, YEAR, CHILDREN, by=audit.SYSTEM)
    plans.submit(plans.add(other, YEAR, CHILDREN, by=audit.SYSTEM).plan, by=audit.SYSTEM)


def by_name() -> dict[str, int]:
    """The things of plans by what the tables of the tests call them."""
    found = {f"{one.plan.community}-{one.position}": one.pk for one in Need.objects.select_related("plan__community")}
    return found | {f"{one.project.number}-answer": one.pk for one in Answer.objects.select_related("project")}


def told(community) -> list[str]:
    """The needs of the community's plan in their order."""
    return list(CommunityPlan.objects.get(community=community, year=YEAR).needs.values_list("title", flat=True))


def grow(place) -> None:
    """Thirty more needs in 叠二社区, each answered by a project; and a plan of every community that has none."""
    other = Community.objects.get(subdistrict=place, name="叠二社区")
    project = Project.objects.select_related("year").get(number="GC-1", subdistrict=place)
    CommunityPlan.objects.filter(community=other).update(state="draft")
    needs = [plans.add(other, YEAR, {**CHILDREN, "title": f"需求{n}"}, by=audit.SYSTEM) for n in range(30)]
    plans.submit(needs[0].plan, by=audit.SYSTEM)
    for need in needs:
        answers.answer(need, project, by=audit.SYSTEM)
    for community in Community.objects.filter(subdistrict=place, plans=None):
        plans.add(community, YEAR, CHILDREN, by=audit.SYSTEM)
