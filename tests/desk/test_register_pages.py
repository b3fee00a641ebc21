"""An organisation's and a community's page, and the communities without a project."""

import pytest
from django.urls import reverse

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Community, Organisation, Role
from tests.factories.programmes import RONGSHENG, SCHOOL

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


def page(client, name, thing, **query):
    return client.get(reverse(f"desk:{name}", args=[thing.pk]), query)


@pytest.fixture
def guiyi(programme):
    return Community.objects.get(name="桂一社区")


@pytest.fixture
def rongsheng(programme):
    return Organisation.objects.get(credit_code=RONGSHENG)


def test_a_community_tells_of_its_year(office, guiyi):
    told = page(office, "community", guiyi).context
    assert [project.name for project in told["projects"]] == ["桂一同行"]
    assert (told["year"], told["held"], told["person_times"], told["people"]) == (2022, 4, 332, 2)
    assert [place.name for place in told["organisations"]] == ["怡水小学"]


def test_a_community_tells_a_worker_of_the_own_project_alone(client, programme, guiyi, rongsheng):
    worker = users.register("chen", name="陈锦泉", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(worker, Role.WORKER, programme, by=audit.SYSTEM, organisation=rongsheng)
    project = rongsheng.projects.get(number="GC-2")
    users.grant(worker, Role.WORKER, project, by=audit.SYSTEM, why="经办社工")
    client.force_login(worker, backend=BACKEND)
    told = page(client, "community", guiyi).context
    assert ([*told["projects"]], told["held"], told["person_times"]) == ([], 1, 1)


def test_a_community_where_nothing_was_held_has_no_figures(office, programme):
    told = page(office, "community", Community.objects.get(name="叠二社区"))
    assert (told.context["year"], "服务人次" in told.content.decode().split("<h2")[0]) == (None, False)


def test_the_communities_without_a_project_are_found(office, programme):
    def named(wanted):
        answer = office.get(reverse("desk:communities"), {"coverage": wanted})
        return [place.name for place in answer.context["shown"].page]

    assert named("without-2022") == ["叠二社区"]
    assert named("with-2022") == ["桂一社区"]


def test_an_organisation_shows_its_projects_its_members_and_a_masked_phone(office, programme, rongsheng):
    manager = users.register("linzhiyuan", name="林志远", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(manager, Role.MANAGER, programme, by=audit.SYSTEM, organisation=rongsheng)
    answer = page(office, "organisation", rongsheng)
    assert [line["project"].number for line in answer.context["provided"]] == ["GC-1", "GC-2", "GC-3"]
    assert [member.user.name for member in answer.context["members"]] == ["林志远"]
    text = answer.content.decode()
    assert ("138****8000" in text, "13800138000" in text) == (True, False)


def test_a_school_shows_the_projects_stationed_there(office, programme):
    school = Organisation.objects.get(credit_code=SCHOOL)
    told = page(office, "organisation", school).context
    assert [line["project"].number for line in told["stationed"]] == ["GC-3"]


def test_members_are_not_shown_to_who_only_looks_around(client, programme, rongsheng):
    officer = users.register("heming", name="何敏", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(officer, Role.LIAISON, programme, by=audit.SYSTEM)
    client.force_login(officer, backend=BACKEND)
    assert page(client, "organisation", rongsheng).context["members"] is None


def test_who_assigns_projects_is_told_of_which_year_each_is(office, programme, rongsheng):
    worker = users.register("chenjinquan", name="陈锦泉", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(worker, Role.WORKER, programme, by=audit.SYSTEM, organisation=rongsheng)
    page = office.get(f"/organisations/{rongsheng.pk}/workers/{worker.pk}/projects/")
    _key, words = next(iter(page.context["form"].fields["projects"].choices))
    assert words == "2022 桂一同行"
