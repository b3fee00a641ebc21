"""S2: finance brings along what was paid before: a list of the bank's, wrong in one cell, mended on the page, and taken back."""

import pytest
from django.test import Client

from guihua.commissioning.actions import signing
from guihua.commissioning.models import Payment, Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories.accounts import SINCE
from tests.factories.contracts import terms
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAID = """合同号,期数,实付金额,付款日期,凭证号
GC-HT-1,1,"85,800.00",2022年1月20日,记-0120
GC-HT-1,2,114400.5,2022-07-20,记-0720
"""


@pytest.fixture
def finance(place, watched, live_server):
    """区静雯 at her desk."""
    user = users.register("oujingwen", name="区静雯", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.FINANCE, place, by=audit.SYSTEM, since=SINCE)
    client = Client()
    client.post("/accounts/login/", {"username": "oujingwen", "password": PASSWORD})
    given = [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
    watched.context.add_cookies(given)
    return watched


def test_what_was_paid_before_comes_in_from_a_list_is_mended_and_taken_back(finance, place, live_server, tmp_path):
    project = Project.objects.get(number="GC-1")
    signing.sign(project, terms(project), by=audit.SYSTEM)
    table = tmp_path / "付款.csv"
    table.write_bytes(PAID.encode("gb18030"))
    finance.goto(f"{live_server.url}/imports/")
    finance.get_by_role("link", name="已付款 合同登记以前付过的各期").click()
    finance.get_by_label("表格文件").set_input_files(table)
    finance.get_by_role("button", name="上传并核对").click()
    assert finance.get_by_text("已经登记的不改动").is_visible()
    finance.get_by_role("button", name="核对每一行").click()
    assert finance.get_by_text("合同上第 2 期是 114,400.00 元，这里多 0.50 元。").is_visible()
    assert finance.get_by_role("button", name="导入 2 行").is_disabled()
    finance.get_by_label("第 3 行的付款金额").fill("114400")
    finance.keyboard.press("Enter")
    finance.get_by_text("2 行都可以导入：新增 2 行").wait_for(timeout=8000)
    finance.get_by_role("button", name="导入 2 行").click()
    finance.get_by_text("2 行都导入了。").wait_for(timeout=8000)
    told = [(str(one.paid_on), one.voucher, one.asked_by) for one in Payment.objects.order_by("paid_on")]
    assert told == [("2022-01-20", "记-0120", None), ("2022-07-20", "记-0720", None)]
    finance.get_by_role("button", name="撤销这次导入").click()
    finance.get_by_text("这次导入已经撤销。").wait_for(timeout=8000)
    assert Payment.objects.count() == 0
