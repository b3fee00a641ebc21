"""Who learns only how much was done: a community's secretary, and who stands for a partner of a project."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.commissioning.actions import partners
from guihua.commissioning.models import Partner, Project, ProjectFile
from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.delivery.models import Session
from guihua.desk.sights import sight_of
from guihua.directory.actions import users
from guihua.directory.models import Community, Organisation, Role
from tests.access.reading import text_of
from tests.factories import programmes
from tests.factories.accounts import SINCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(account):
    return account()


@pytest.fixture
def secretary(account, programme):
    """Of 桂一社区, where GC-1 is stationed."""
    made = account("secretary", role=None, name="林桂芳", phone="")
    users.appoint(
        made,
        Role.SECRETARY,
        programme,
        by=audit.SYSTEM,
        community=Community.objects.get(name="桂一社区"),
        since=SINCE,
    )
    return made


@pytest.fixture
def school(programme):
    return Organisation.objects.get(credit_code=programmes.SCHOOL)


@pytest.fixture
def partner(account, school):
    """Stands for 怡水小学, where GC-3 is stationed."""
    return account("partner", Role.PARTNER, name="黄丽珍", phone="", organisation=school)


@pytest.fixture
def joined(school):
    """怡水小学 takes part in GC-1 too."""
    return partners.join(_project("GC-1"), school, part="提供场地", by=audit.SYSTEM, since=SINCE)


@pytest.fixture
def meets(client, sign_in):
    def asked(user, name, thing):
        if "_auth_user_id" not in client.session:
            sign_in(client, user.username)
        return client.get(reverse(name, args=[thing.pk])).status_code

    return asked


def _project(number):
    return Project.objects.get(number=number)


def _numbers(user):
    return sorted(Project.objects.visible_to(user).values_list("number", flat=True))


def _codes(user):
    return sorted(Session.objects.visible_to(user).values_list("code", flat=True))


def test_a_secretary_sees_what_is_stationed_in_the_community_and_what_is_held_there(secretary):
    assert (_numbers(secretary), _codes(secretary)) == (["GC-1"], ["A1", "A2", "F1"])


def test_a_session_of_a_confidential_domain_is_shown_neither_to_the_secretary_nor_to_a_partner(
    secretary, partner, school
):
    partners.join(_project("GC-2"), school, part="提供场地", by=audit.SYSTEM, since=SINCE)
    there = Session.objects.get(code="B1")
    assert (there.community.name, "B1" in _codes(secretary), "B1" in _codes(partner)) == ("桂一社区", False, False)
    assert _numbers(partner) == ["GC-2", "GC-3"]


def test_a_partner_sees_the_projects_that_are_stationed_there_or_that_it_takes_part_in(partner, joined):
    assert (_numbers(partner), _codes(partner)) == (["GC-1", "GC-3"], ["A1", "A2", "F1"])


def test_whoever_learns_counts_reads_no_records(secretary, partner, joined):
    for user in (secretary, partner):
        assert not Project.objects.open_to(user).exists()
        assert not Session.objects.open_to(user).exists()
        assert not ProjectFile.objects.visible_to(user).exists()


def test_a_secretarys_sight_ends_with_the_role_on_the_next_request(secretary, office, meets):
    project, session = _project("GC-1"), Session.objects.get(code="A1")
    assert (meets(secretary, "desk:project", project), meets(secretary, "desk:session", session)) == (200, 200)
    users.dismiss(secretary.memberships.get(), by=office)
    assert (meets(secretary, "desk:project", project), meets(secretary, "desk:session", session)) == (404, 404)


def test_a_partners_sight_ends_with_the_role_on_the_next_request(partner, office, joined, meets):
    project, session = _project("GC-3"), Session.objects.get(code="A1")
    assert (meets(partner, "desk:project", project), meets(partner, "desk:session", session)) == (200, 200)
    users.dismiss(partner.memberships.get(), by=office)
    assert (meets(partner, "desk:project", project), meets(partner, "desk:session", session)) == (404, 404)


def test_a_partners_sight_ends_with_the_partnership_on_the_next_request(partner, office, joined, meets):
    project = _project("GC-1")
    assert meets(partner, "desk:project", project) == 200
    partners.leave(joined, by=office)
    assert meets(partner, "desk:project", project) == 404


def test_a_partnership_lasts_through_its_last_day(office, joined):
    assert partners.leave(joined, by=office, last_day=clock.today()).last_day == clock.today()
    assert Partner.objects.on(clock.today()).count() == 1


def test_a_partnership_that_has_ended_is_not_ended_again(office, joined):
    partners.leave(joined, by=office)
    with pytest.raises(Refused) as refused:
        partners.leave(joined, by=office, last_day=clock.today())
    assert refused.value.sentence == "合作已经结束。要恢复，请重新添加。"


def test_an_organisation_takes_part_in_one_way_once_and_a_provider_is_no_partner_of_its_own(office, joined, school):
    said = []
    for organisation in (school, joined.project.provider):
        with pytest.raises(Refused) as refused:
            partners.join(joined.project, organisation, part="提供场地", by=office)
        said.append(refused.value.sentence)
    assert said == ["「怡水小学」已经在「提供场地」了。", "「榕声社会工作服务中心」就是这个项目的承接机构。"]


def test_what_is_wrong_with_a_partner_stands_at_its_field(office, joined, school, client):
    client.force_login(office, backend="guihua.directory.signing_in.UsernameOrPhone")
    typed = {"organisation": school.pk, "part": "提供场地", "since": "2022-05-01"}
    address = f"/projects/{joined.project.pk}/partners/"
    told = [client.post(address, typed | more).context["form"].errors for more in ({"last_day": "2022-04-01"}, {})]
    assert told == [{"last_day": ["结束日期早于开始日期。"]}, {"organisation": ["「怡水小学」已经在「提供场地」了。"]}]


def test_the_office_alone_says_who_takes_part(account, joined, school, secretary, partner):
    auditor = account("auditor", Role.AUDITOR, phone="")
    for somebody in (auditor, secretary, partner):
        with pytest.raises(Refused) as refused:
            partners.join(joined.project, school, part="转介", by=somebody)
        assert refused.value.sentence == "只有街道办公室能改项目。需要时请联系办公室。"


NAMES = ["张晓丽", "张*丽", "李明辉", "李*辉", "陈志强", "王保密", "梁慧敏"]


def test_no_page_tells_a_partner_the_name_of_anybody(client, sign_in, partner, joined):
    sign_in(client, partner.username)
    session, project = Session.objects.get(code="A1"), joined.project
    pages = ["/", "/projects/", "/sessions/", f"/projects/{project.pk}/", f"/sessions/{session.pk}/"]
    for address in [*pages, "/projects/?export=xlsx", "/sessions/?export=xlsx"]:
        answer = client.get(address)
        assert answer.status_code == 200
        text = text_of(answer.getvalue())
        assert [name for name in NAMES if name in text] == []


def _of_home(client, figure, **more):
    query = {"community": "440605011001"} | more
    return client.get(reverse("reporting:figure", args=[2022, figure]), query)


def test_a_secretarys_first_page_is_the_communitys_with_the_figures_of_the_account(client, sign_in, secretary, counted):
    sign_in(client, secretary.username)
    page = client.get("/", follow=True)
    told = {one.figure.code: one.value for one in page.context["told"]}
    assert page.context["community"].name == "桂一社区"
    assert told == {
        "projects.count": 1,
        "attendance.sessions": 4,
        "attendance.person_times": 332,
        "attendance.people_served": 2,
        "attendance.service_hours": Decimal("5.5"),
    }
    assert "少于 5" in page.content.decode()


def test_a_figure_of_the_community_opens_to_its_rows_but_for_those_of_a_confidential_domain(
    client, sign_in, secretary, counted
):
    sign_in(client, secretary.username)
    page = _of_home(client, "attendance.sessions")
    shown = [str(cell.value) for line in page.context["lines"] for cell in line]
    assert (page.context["value"], page.context["summed_only"], len(page.context["lines"])) == (4, 1, 3)
    assert ("A1" in shown, "B1" in shown) == (True, False)
    assert "其中 少于 5 属于保密领域，只计合计，不列出记录。" in page.content.decode()


def test_the_workbook_of_a_figure_holds_what_its_page_lists(client, sign_in, secretary, counted):
    sign_in(client, secretary.username)
    text = text_of(_of_home(client, "attendance.sessions", export="xlsx").getvalue())
    assert ("围炉茶话" in text, "访谈" in text) == (True, False)


@pytest.mark.parametrize("figure", ["attendance.people_served", "corrections.hours", "schools.total", "duty.hours"])
def test_no_figure_opens_to_a_secretary_whose_rows_are_people_or_confidential_or_elsewhere(
    client, sign_in, secretary, counted, figure
):
    sign_in(client, secretary.username)
    assert _of_home(client, figure).status_code == 404
    assert _of_home(client, "attendance.sessions", community="440605011004").status_code == 404


def test_a_partner_s_first_page_tells_how_much_was_done_and_few_people_are_not_counted_out(
    client, sign_in, partner, joined
):
    sign_in(client, partner.username)
    page = client.get("/")
    lines = page.context["now"] + page.context["earlier"]
    told = {
        line["project"].number: (line["project"].held, line["project"].person_times, line["people"]) for line in lines
    }
    assert told == {"GC-1": (3, 331, 1), "GC-3": (0, 0, 0)}
    assert [line["parts"] for line in lines] == [["提供场地"], []]
    assert "少于 5" in page.content.decode()


def test_a_partner_of_a_confidential_project_learns_its_sums_and_is_told_why_nothing_is_listed(
    client, sign_in, partner, school
):
    project = _project("GC-2")
    partners.join(project, school, part="提供场地", by=audit.SYSTEM, since=SINCE)
    sign_in(client, partner.username)
    page = client.get(reverse("desk:project", args=[project.pk]))
    assert (page.context["held"], page.context["person_times"], [*page.context["recent"]]) == (1, 1, [])
    assert "保密领域只有合计，不列出场次。" in page.content.decode()
    assert "访谈" not in page.content.decode()


def test_the_first_page_of_a_partner_asks_as_often_for_one_project_as_for_three(client, sign_in, partner, school):
    sign_in(client, partner.username)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    asked()
    one = asked()
    for number in ("GC-1", "GC-2"):
        partners.join(_project(number), school, part="提供场地", by=audit.SYSTEM, since=SINCE)
    assert asked() == one


def test_what_was_made_for_a_partner_is_opened_no_more_when_a_partnership_ends(partner, office, joined):
    before = sight_of(partner)
    assert sight_of(partner) == before
    partners.leave(joined, by=office)
    assert sight_of(partner) != before
