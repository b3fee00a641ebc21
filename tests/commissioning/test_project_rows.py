"""What a file of projects may say."""

from datetime import date

import pytest

from guihua.commissioning import methods
from guihua.commissioning.actions import programmes as words
from guihua.commissioning.actions import projects
from guihua.commissioning.models import ManagementMode, Project
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Grant, Role
from tests.factories import programmes
from tests.factories.programmes import PRIVATE_SCHOOL, PROJECT_COLUMNS, PROJECTS, RONGSHENG, SCHOOL, TERM, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def guicheng(guicheng, tmp_path):
    for kind in ("communities", "organisations"):
        programmes.load(guicheng, kind, tmp_path, getattr(programmes, kind.upper()))
    return guicheng


def contract(**given):
    usual = {
        "年度": "2022",
        "项目编号": "GC-8",
        "项目名称": "同行",
        "服务领域": "社区服务",
        "承接机构信用代码": RONGSHENG,
    }
    usual |= {"合同金额": "286,000.00", "开始日期": TERM[0], "结束日期": TERM[1]}
    return [(usual | given).get(column, "") for column in PROJECT_COLUMNS]


def loaded(place, folder, *rows):
    return programmes.load(place, "projects", folder, [PROJECT_COLUMNS, *rows])


@pytest.mark.parametrize(
    ("given", "column", "sentence"),
    [
        ({"年度": "22"}, "年度", "年度要在 1990 到 2100 之间。"),
        ({"项目编号": ""}, "项目编号", "这里不能空着。"),
        ({"项目编号": "街道主办"}, "项目编号", "「街道主办」留给街道自己办的活动，不能做项目编号。"),
        (
            {"服务领域": "环保"},
            "服务领域",
            "没有「环保」这一项。可以填：社区服务、家庭服务、长者服务、青少年服务、医务服务、医患服务、矫正服务、矫正社会服务、"
            "非户籍人口服务、非户籍常住人口服务、心理支援、心理支援服务。",
        ),
        (
            {"承接机构信用代码": "9144060500000000XX"},
            "承接机构信用代码",
            "没有信用代码为 9144060500000000XX 的机构。请先导入机构，或改正代码。",
        ),
        ({"承接机构信用代码": ""}, "承接机构信用代码", "这里不能空着。"),
        ({"合同金额": "-5"}, "合同金额", "金额不能是负数。"),
        ({"合同金额": "约十万"}, "合同金额", "「约十万」不是金额。请只写以元为单位的数，例如 286000.00。"),
        ({"结束日期": "2021-12-31"}, "结束日期", "结束日期早于开始日期。"),
        ({"结束日期": "2099-12-31"}, "结束日期", "合同期超过 10 年，请核对开始和结束日期。"),
        (
            {"驻点社区代码": "440605011001、440605011999"},
            "驻点社区代码",
            "没有代码为 440605011999 的社区。请先导入社区，或改正代码。",
        ),
        (
            {"采购方式": "抽签"},
            "采购方式",
            "没有「抽签」这一项。可以填：公开招标、邀请招标、竞争性谈判、竞争性磋商、询价、单一来源、框架协议。"
            "办公室可以在「项目设置」里添加。",
        ),
        (
            {"管理模式": "随意"},
            "管理模式",
            "没有「随意」这一项。可以填：项目制、岗位制、整体外包、联合共建。办公室可以在「项目设置」里添加。",
        ),
    ],
)
def test_a_project_is_refused_at_the_cell(guicheng, tmp_path, given, column, sentence):
    assert refused(guicheng, "projects", tmp_path, [PROJECT_COLUMNS, contract(**given)]) == [(2, column, sentence)]


def test_a_number_that_stands_twice_is_refused(guicheng, tmp_path):
    rows = [PROJECT_COLUMNS, contract(), contract(项目编号="ＧＣ-8")]
    assert refused(guicheng, "projects", tmp_path, rows) == [(3, "项目编号", "和第 2 行的项目编号重复了。")]


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("矫正社会服务", "矫正服务"),
        ("非户籍常住人口服务", "非户籍人口服务"),
        ("医患服务", "医务服务"),
        ("心理支援服务", "心理支援"),
    ],
)
def test_a_domains_other_name_is_taken(guicheng, tmp_path, alias, name):
    loaded(guicheng, tmp_path, contract(服务领域=alias))
    assert Project.objects.get().domain.name == name


def test_a_project_is_stationed_at_several_places(guicheng, tmp_path):
    places = {"驻点社区代码": "440605011001、440605011004", "驻点机构信用代码": f"{SCHOOL}、{PRIVATE_SCHOOL}"}
    loaded(guicheng, tmp_path, contract(**places))
    project = Project.objects.get()
    assert [place.code for place in project.communities.all()] == ["440605011001", "440605011004"]
    assert {place.credit_code for place in project.organisations.all()} == {SCHOOL, PRIVATE_SCHOOL}


def test_a_word_that_the_office_adds_is_taken_at_once(guicheng, tmp_path):
    ManagementMode.objects.create(subdistrict=guicheng, name="社区自管")
    loaded(guicheng, tmp_path, contract(管理模式="社区自管"))
    assert Project.objects.get().mode.name == "社区自管"


def test_the_same_file_twice_adds_nothing_and_a_change_keeps_what_was(guicheng, tmp_path):
    programmes.load(guicheng, "projects", tmp_path, PROJECTS)
    again = programmes.load(guicheng, "projects", tmp_path, PROJECTS[:1] + PROJECTS[:0:-1]).counted
    assert (again.added, again.changed, again.skipped) == (0, 0, 3)
    rows = [list(line) for line in PROJECTS]
    rows[1][5], rows[1][7], rows[1][8] = "300000", "2022-11-30", "440605011004"
    changed = programmes.load(guicheng, "projects", tmp_path, rows).counted
    assert (changed.added, changed.changed, changed.skipped) == (0, 1, 2)
    assert AuditRow.objects.get(action="project.changed").details == {
        "changes": {
            "amount_fen": [28600000, 30000000],
            "ends_on": ["2022-12-31", "2022-11-30"],
            "communities": [["440605011001"], ["440605011004"]],
        }
    }


class TestLiaison:
    @pytest.fixture
    def officer(self, guicheng):
        user = users.register("liang", name="梁慧敏", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, Role.LIAISON, guicheng, by=audit.SYSTEM, since=date(2020, 1, 1))
        return user

    def sights(self):
        return set(Grant.objects.filter(until=None).values_list("user__username", "role", "object_id"))

    @pytest.mark.parametrize("written", ["梁慧敏", "liang", "梁　慧敏"])
    def test_a_member_is_known_by_name_or_username_and_sees_the_project(self, guicheng, tmp_path, officer, written):
        loaded(guicheng, tmp_path, contract(挂钩人员=written))
        project = Project.objects.get()
        assert (project.liaison, project.liaison_name) == (officer, "梁慧敏")
        assert self.sights() == {("liang", "liaison", project.pk)}

    def test_a_name_of_two_members_is_refused(self, guicheng, tmp_path, officer):
        other = users.register("liang2", name="梁慧敏", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(other, Role.LIAISON, guicheng, by=audit.SYSTEM)
        assert refused(guicheng, "projects", tmp_path, [PROJECT_COLUMNS, contract(挂钩人员="梁慧敏")]) == [
            (2, "挂钩人员", "有 2 位成员叫「梁慧敏」。请改填用户名。")
        ]

    def test_a_name_of_nobody_is_kept_until_they_are_a_member(self, guicheng, tmp_path):
        done = loaded(guicheng, tmp_path, contract(挂钩人员="梁慧敏"))
        assert [mark.sentence for mark in done.doubtful] == ["街道的成员里还没有「梁慧敏」，先只记下名字。"]
        assert (Project.objects.get().liaison, Project.objects.get().liaison_name) == (None, "梁慧敏")

    def test_a_providers_worker_of_that_name_gets_no_sight_by_it(self, guicheng, tmp_path):
        from guihua.directory.models import Organisation

        worker = users.register("liang", name="梁慧敏", password="osmanthus-2022", by=audit.SYSTEM)
        provider = Organisation.objects.get(credit_code=RONGSHENG)
        users.appoint(worker, Role.WORKER, guicheng, by=audit.SYSTEM, organisation=provider)
        loaded(guicheng, tmp_path, contract(挂钩人员="梁慧敏"))
        assert (Project.objects.get().liaison, self.sights()) == (None, set())

    def test_with_another_officer_sight_goes_over(self, guicheng, tmp_path, officer):
        other = users.register("chen", name="陈志强", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(other, Role.LIAISON, guicheng, by=audit.SYSTEM, since=date(2020, 1, 1))
        loaded(guicheng, tmp_path, contract(挂钩人员="梁慧敏"))
        loaded(guicheng, tmp_path, contract(挂钩人员="陈志强"))
        assert self.sights() == {("chen", "liaison", Project.objects.get().pk)}
        loaded(guicheng, tmp_path, contract(挂钩人员=""))
        assert self.sights() == set()


def test_a_year_outside_the_term_is_doubtful(guicheng, tmp_path):
    done = loaded(guicheng, tmp_path, contract(年度="2020"))
    assert [(mark.column, mark.sentence) for mark in done.doubtful] == [("年度", "年度不在合同期里，请核对。")]


def test_what_the_office_keeps_is_what_was_promised():
    names = ["公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "询价", "单一来源", "框架协议"]
    assert [line.name for line in methods.METHODS] == names
    assert words.MODES == ["项目制", "岗位制", "整体外包", "联合共建"]


def test_who_is_not_of_the_office_is_told_who_enters_projects(guicheng):
    finance = users.register("oujingwen", name="区静雯", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(finance, Role.FINANCE, guicheng, by=audit.SYSTEM)
    with pytest.raises(Refused) as no:
        projects.record_many(guicheng, [], by=finance)
    assert no.value.sentence == "只有街道办公室能登记项目。需要时请联系办公室。"
