"""A row of the audit trail in full: before and after, why, and the way to what it was about."""

import pytest
from django.test import Client
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.directory.actions import users
from guihua.directory.models import Membership, Organisation, Role
from tests.factories import accounts, neighbours

pytestmark = pytest.mark.django_db
account, sign_in = accounts.account, accounts.sign_in


@pytest.fixture
def auditing(client, account, sign_in, programme):
    """岳翔, who audits and sees no project; what the page of a row answers to them."""
    account("yuexiang", Role.AUDIT, name="岳翔", phone="")
    sign_in(client, "yuexiang")
    return lambda row: client.get(reverse("desk:deed", args=[row.pk]))


@pytest.fixture
def chen(account, programme):
    provider = Organisation.objects.get(kind="provider")
    return account("chenjinquan", Role.WORKER, name="陈锦泉", phone="", organisation=provider)


def newest(action):
    return AuditRow.objects.filter(action=action).order_by("-pk")[0]


def told(answer):
    found = answer.context["told"]
    return (found.facts, [(one.what, one.old, one.new) for one in found.changes])


def test_it_says_what_a_project_was_and_became_and_why(auditing, programme):
    row = audit.record(
        "project.evaluated",
        Project.objects.get(number="GC-1"),
        by=audit.SYSTEM,
        old="running",
        new="evaluated",
        why="十一月评过",
    )
    assert told(auditing(row)) == ([("原因", "十一月评过")], [("状态", "执行", "评估")])


def test_roles_and_accounts_stand_in_words(auditing, chen):
    assert told(auditing(newest("membership.appointed")))[0] == [("角色", "社工"), ("账号", "陈锦泉")]


def test_a_masked_name_stays_masked(auditing, chen):
    users.rename(chen, "陈锦全", by=audit.SYSTEM)
    page = auditing(newest("user.renamed"))
    assert told(page)[1] == [("姓名", "陈**", "陈**")]
    assert "陈锦全" not in page.content.decode()


def test_the_way_to_a_project_is_for_who_sees_it(auditing, account, sign_in, programme):
    project = Project.objects.get(number="GC-1")
    row = audit.record("grant.given", project, by=audit.SYSTEM, role="worker")
    assert auditing(row).context["told"].address == ""
    account("maiyongchang", Role.AUDITOR, name="麦永昌", phone="")
    overseer = Client()
    sign_in(overseer, "maiyongchang")
    page = overseer.get(reverse("desk:deed", args=[row.pk]))
    assert page.context["told"].address == f"/projects/{project.pk}/"


def test_opening_a_row_is_audited_as_reading(auditing, chen):
    row = newest("membership.appointed")
    auditing(row)
    assert newest("trail.read").details == {"narrowed": {"row": str(row.pk)}, "is_taken": False}


def test_a_row_of_the_sub_district_beside_is_not_there(auditing, tmp_path):
    beside = neighbours.beside(tmp_path)
    assert auditing(audit.record("subdistrict.prepared", beside, by=audit.SYSTEM)).status_code == 404


def told_in_list(client, **query):
    shown = client.get(reverse("desk:trail"), query).context["shown"]
    return [(str(line[0].value), str(line[3].value)) for line in shown.lines]


def test_what_was_done_to_an_account_stands_in_the_trail_of_where_it_holds_a_role(auditing, client, chen):
    users.disable(chen, by=audit.SYSTEM, why="离职")
    assert ("账号：停用", "chenjinquan") in told_in_list(client)
    assert ("账号：停用", "chenjinquan") not in told_in_list(client, about="accounts")
    Membership.objects.filter(user=chen).delete()
    assert ("账号：停用", "chenjinquan") not in told_in_list(client)


def test_what_an_account_did_to_itself_is_spared_until_it_is_asked_for(auditing, client):
    assert "登录：开始" not in [deed for deed, _thing in told_in_list(client)]
    assert {deed for deed, _thing in told_in_list(client, about="accounts")} == {"登录：开始"}
    assert {"登录：开始", "角色：任命"} <= {deed for deed, _thing in told_in_list(client, about="every")}


def test_a_detail_without_words_stands_as_it_was_written(auditing, programme):
    row = audit.record("subdistrict.prepared", programme, by=audit.SYSTEM, odd={"n": [1, True]})
    assert told(auditing(row))[0] == [("odd", "n 1、是")]
