"""The frame says as what somebody is here, and leads where they may go."""

import pytest
from django.utils.translation import override

from guihua.core import audit
from guihua.desk.navigation import shell_for
from guihua.directory.actions import users
from guihua.directory.models import Community, Organisation, Role

pytestmark = pytest.mark.django_db
OVERSEEN = [
    "总览",
    "收件箱",
    "项目",
    "活动与场次",
    "项目看板",
    "挂钩走访",
    "沟通",
    "事件与投诉",
    "定期报告",
    "项目岗位",
    "月度结账",
    "项目评估",
    "评估专家",
    "征集公告",
    "合同与资金",
    "管理办法",
    "机构",
    "社区",
    "社区发展计划",
    "年度报告",
    "采购公告",
    "宣传报道",
]
SILENT = [way for way in OVERSEEN if way not in ("沟通", "事件与投诉")]  # who oversee by records, not by conversation
OFFICE = [
    OVERSEEN[0],
    "记一场",
    *OVERSEEN[1:8],
    "请求和意见",
    *OVERSEEN[8:16],
    "数据导入",
    "机构",
    "社区",
    "社区发展计划",
    "人员",
    "故事",
    "年度报告",
    "采购公告",
    "宣传报道",
    "上级表格",
    "项目设置",
    "账号",
    "登录要求",
    "后台任务",
    "权限一览",
]
WORKING = ["我的项目", "收件箱", "项目", "活动与场次", "机构", "社区"]
TOLD = ["挂钩走访", "沟通", "事件与投诉", "定期报告", "项目岗位"]
OWN = [*WORKING[:4], "项目看板", *TOLD, "项目评估", "合同与资金", "管理办法", *WORKING[4:]]
RECORDING = ["我的项目", "记一场", *WORKING[1:]]


@pytest.fixture
def somebody(programme):
    def make(role=None, at=None):
        user = users.register("somebody", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
        if role:
            users.appoint(user, role, programme, by=audit.SYSTEM, organisation=at)
        return user

    return make


def ways(shell):
    return [str(item.label) for item in shell.items]


@pytest.mark.parametrize(
    ("role", "standing", "open_ways"),
    [
        (Role.OFFICE, ["街道办公室", "桂城街道"], OFFICE),
        (Role.FINANCE, ["财务", "桂城街道"], [*SILENT[:14], "数据导入", *SILENT[14:]]),
        (Role.LEADER, ["分管领导", "桂城街道"], [*OVERSEEN, "上级表格"]),
        (Role.COMMITTEE, ["督导委员会", "桂城街道"], SILENT),
        (Role.AUDITOR, ["审计", "桂城街道"], [*OVERSEEN, "权限一览", "审计记录"]),
        (Role.SYSTEM, ["系统管理员", "桂城街道"], ["我的职责", "收件箱", "后台任务"]),
        (Role.SECURITY, ["安全管理员", "桂城街道"], ["我的职责", "收件箱", "账号", "登录要求", "权限一览"]),
        (Role.AUDIT, ["审计管理员", "桂城街道"], ["我的职责", "收件箱", "权限一览", "审计记录"]),
        (Role.LIAISON, ["挂钩人员", "桂城街道"], [*OWN, "社区发展计划"]),
    ],
)
def test_each_post_of_the_sub_district_is_said_in_words_with_its_ways(somebody, role, standing, open_ways):
    shell = shell_for(somebody(role), "/")
    assert (shell.standing, ways(shell)) == (standing, open_ways)


@pytest.mark.parametrize(
    ("role", "word", "open_ways"),
    [
        (
            Role.MANAGER,
            "机构负责人",
            [
                *RECORDING[:5],
                "项目看板",
                *TOLD[:3],
                "请求和意见",
                *TOLD[3:],
                "月度结账",
                "项目评估",
                "征集公告",
                "合同与资金",
                "管理办法",
                "数据导入",
                *RECORDING[5:],
                "人员",
                "故事",
                "账号",
            ],
        ),
        (Role.WORKER, "社工", [*RECORDING[:5], *TOLD, "管理办法", *RECORDING[5:], "人员", "故事"]),
    ],
)
def test_people_of_a_provider_stand_with_its_name(somebody, role, word, open_ways):
    provider = Organisation.objects.get(kind="provider")
    shell = shell_for(somebody(role, provider), "/")
    assert (shell.standing, ways(shell)) == ([word, provider.name], open_ways)


def test_a_partner_stands_with_its_name_and_begins_at_the_projects_it_partners(somebody):
    school = Organisation.objects.get(name="怡水小学")
    shell = shell_for(somebody(Role.PARTNER, school), "/")
    assert (shell.standing, ways(shell)) == (
        ["合作单位", "怡水小学"],
        ["合作的项目", *WORKING[1:4], "请求和意见", *WORKING[4:]],
    )


def test_a_secretary_begins_at_the_page_of_the_community(somebody, programme):
    secretary, home = somebody(), Community.objects.get(name="桂一社区")
    users.appoint(secretary, Role.SECRETARY, programme, by=audit.SYSTEM, community=home)
    shell = shell_for(secretary, f"/communities/{home.pk}/")
    assert (shell.standing, ways(shell)) == (
        ["社区书记", "桂一社区"],
        ["我的社区", *WORKING[1:4], "事件与投诉", *WORKING[4:]],
    )
    assert str(shell.section.label) == "我的社区"


def test_whoever_has_no_post_is_told_so(somebody):
    assert shell_for(somebody(), "/").standing == ["还没有岗位"]


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/", "总览"),
        ("/projects/7/", "项目"),
        ("/sessions/", "活动与场次"),
        ("/ui/", None),
        ("/accounts/7/", "账号"),
        ("/reports/2022/", "年度报告"),
        ("/reports/forms/3/", "上级表格"),
        ("/reports/stories/3/", "故事"),
        ("/accounts/security/", None),
        ("/accounts/sign-ins/", None),
    ],
)
def test_the_way_that_a_page_lies_on_is_marked(somebody, path, section):
    found = shell_for(somebody(Role.OFFICE), path).section
    assert (str(found.label) if found else None) == section


def test_a_phone_has_four_ways_at_its_foot_and_all_others_one_tap_away(somebody):
    shell = shell_for(somebody(Role.OFFICE), "/")
    assert [str(item.label) for item in shell.tabs] == ["总览", "项目", "活动与场次", "年度报告"]
    assert [str(item.label) for item in shell.rest] == [
        "记一场",
        "收件箱",
        "项目看板",
        *TOLD[:3],
        "请求和意见",
        *TOLD[3:],
        "月度结账",
        "项目评估",
        "评估专家",
        "征集公告",
        "合同与资金",
        "管理办法",
        "数据导入",
        "机构",
        "社区",
        "社区发展计划",
        "人员",
        "故事",
        "采购公告",
        "宣传报道",
        "上级表格",
        "项目设置",
        "账号",
        "登录要求",
        "后台任务",
        "权限一览",
    ]


def test_the_short_names_at_a_phone_s_foot_are_of_many_things_in_english_too(somebody):
    shell = shell_for(somebody(Role.OFFICE), "/")
    with override("en"):
        assert [str(item.short) for item in shell.tabs if item.short] == ["Sessions"]
