"""A social worker records a session on her phone, in the time that a cup of tea takes to cool."""

import time

import pytest

from guihua.core import audit, clock
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories import programmes
from tests.factories.accounts import SINCE
from tests.factories.entries import project
from tests.factories.programmes import row, served
from tests.journeys.conftest import PASSWORD, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TAPS = 20
A_MINUTE, A_TAP = 60, 1.5  # seconds; a thumb that knows its way needs so many from one tap to the next
FELT = "addEventListener('pointerdown', event => event.isTrusted && felt(), true)"
NAMES = ["张晓丽", "李明辉", "何敏", "区小燕", "单志强", "仇丽华", "陈静", "黄国强", "梁慧敏", "林小雨"]
NAMES += ["苏婉", "王建国", "赵美玲", "周志明", "吴秀英"]


@pytest.fixture
def thumb(place, browser, live_server, tmp_path):
    """陈静 on her phone at her first page. Fifteen people were at last week's tea."""
    year = str(clock.today().year)
    now = [year, "GC-N", "桂一新篇", *programmes.PROJECTS[1][3:6], f"{year}-01-01", f"{year}-12-31"]
    now += programmes.PROJECTS[1][8:]
    programmes.load(place, "projects", tmp_path, [programmes.PROJECT_COLUMNS, now])
    day = {"日期": f"{year}-01-01", "开始时间": "00:10"}
    rows = [row("GC-N", "A1", **day, **served(name, f"1360000{n:04d}")) for n, name in enumerate(NAMES)]
    programmes.attendance(place, tmp_path, *rows)
    provider = Organisation.objects.get(credit_code=programmes.RONGSHENG)
    user = users.register("chenjing", name="陈静", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.WORKER, place, by=audit.SYSTEM, organisation=provider)
    users.grant(user, Role.WORKER, project("GC-N"), by=audit.SYSTEM, why="驻点", since=SINCE)
    context = browser.new_context(**PHONE, base_url=live_server.url)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("用户名或手机号").fill("chenjing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="我的项目").wait_for()
    yield Thumb(page, context)
    context.close()


class Thumb:
    """Every touch that a page feels is counted from here on, whoever makes it; letters that are typed are none."""

    def __init__(self, page, context):
        self.page, self.taps, self.begun = page, 0, time.monotonic()
        context.expose_function("felt", self.feel)
        context.add_init_script(FELT)
        page.reload()

    def feel(self):
        self.taps += 1

    @property
    def seconds(self):
        """What the pages took, and what the thumb would have taken."""
        return time.monotonic() - self.begun + self.taps * A_TAP


def named(code):
    return set(
        Session.objects.exclude(code="A1").get(code__endswith=code).attendances.values_list("person__name", flat=True)
    )


def test_a_new_activity_with_fifteen_known_people_takes_at_most_twenty_taps(thumb):
    page = thumb.page
    page.locator(".tabbar").get_by_role("link", name="记一场").tap()
    page.locator(".forms label", has_text="社区活动").tap()
    name = page.get_by_label("活动名称")
    name.tap()
    name.fill("邻里节")
    for one in NAMES:
        page.locator(".roster-row label", has_text=one).tap()
    assert page.locator("[data-ticked]").inner_text() == "已选 15 人"
    page.get_by_role("button", name="保存").tap()
    page.get_by_role("heading", name="已经保存").wait_for()
    assert named("-1") == set(NAMES)
    assert (thumb.taps, thumb.taps <= MOST_TAPS, thumb.seconds < A_MINUTE) == (19, True, True)


def test_last_times_tea_with_the_same_people_takes_three(thumb):
    page = thumb.page
    page.locator(".tabbar").get_by_role("link", name="记一场").tap()
    page.locator(".lasts").get_by_role("button", name="围炉茶话").tap()
    page.locator("[name=who]:checked").nth(14).wait_for()
    assert page.locator("[name=who]:checked").count() == 15
    page.get_by_role("button", name="保存").tap()
    page.get_by_role("heading", name="已经保存").wait_for()
    assert (named("-1"), thumb.taps) == (set(NAMES), 3)


@pytest.mark.parametrize(
    ("typed", "left"), [("zxl", ["张晓丽"]), ("shan", ["单志强"]), ("婉", ["苏婉"]), ("qiulh", ["仇丽华"])]
)
def test_typing_leaves_whom_one_means_and_who_is_ticked(thumb, typed, left):
    page = thumb.page
    page.goto(f"/record/new/?project={project('GC-N').pk}")
    page.locator(".roster-row label", has_text="何敏").tap()
    page.locator("[data-find]").fill(typed)
    shown = page.locator("[data-roster] .roster-row:visible b").all_inner_texts()
    assert sorted(shown) == sorted([*left, "何敏"])
