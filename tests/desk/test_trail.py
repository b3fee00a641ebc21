"""The audit trail as a page: who did what, when and from where; for those who audit, and told of by itself."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import guihua
from guihua.commissioning.actions import partners
from guihua.commissioning.models import Project
from guihua.core import audit, jobs
from guihua.core.models import AuditRow
from guihua.desk import deeds
from guihua.directory.models import Organisation, Person, Role
from tests.factories import accounts
from tests.factories.programmes import SCHOOL

pytestmark = pytest.mark.django_db
account, sign_in = accounts.account, accounts.sign_in


@pytest.fixture
def auditing(client, account, sign_in, programme):
    """Somebody who audits, signed in; what the trail's page answers."""
    account("yuexiang", Role.AUDIT, name="岳翔", phone="")
    sign_in(client, "yuexiang")
    return lambda **query: client.get(reverse("desk:trail"), query)


@pytest.fixture
def joined(programme):
    """The office's word that 怡水小学 takes part in GC-1."""

    def by(office):
        school = Organisation.objects.get(credit_code=SCHOOL)
        return partners.join(Project.objects.get(number="GC-1"), school, part="提供场地", by=office)

    return by


def told(answer):
    """The first three cells of each line: deed, moment, who; and the thing."""
    return [(str(line[0].value), str(line[2].value), str(line[3].value)) for line in answer.context["shown"].lines]


def test_a_deed_stands_in_words_with_who_did_it_and_to_which_project(auditing, account, joined):
    joined(account())
    assert told(auditing())[0] == ("合作单位：加入", "苏婉清", "桂一同行")


def test_it_says_who_was_appointed_by_the_account(auditing):
    assert ("角色：任命", "系统", "yuexiang") in told(auditing(noun="membership"))


def test_it_says_from_which_device_the_deed_came(auditing, client):
    auditing()
    line = next(iter(auditing().context["shown"].lines))
    assert (str(line[0].value), str(line[4].value)) == ("审计记录：查看", "未知的设备 · 未知的浏览器 · 127.0.0.1")


def test_reading_it_is_audited_itself(auditing):
    """By the conditions that hold; words that were typed beside them may be somebody's number, and are not kept."""
    auditing(noun="project", actor="13977712345", q="13977712345")
    row = AuditRow.objects.get(action="trail.read")
    assert (row.actor.name, row.details) == ("岳翔", {"narrowed": {"noun": "project"}, "is_taken": False})


def test_it_is_narrowed_by_the_kind_of_deed_by_who_and_by_day(auditing, account, joined):
    office = account()
    joined(office)
    today = timezone.localdate()
    assert {deed for deed, _who, _thing in told(auditing(noun="partner"))} == {"合作单位：加入"}
    assert {who for _deed, who, _thing in told(auditing(actor=office.pk))} == {"苏婉清"}
    assert told(auditing(noun="partner", day=today.isoformat())) != []
    assert told(auditing(noun="partner", day=(today - timedelta(days=1)).isoformat())) == []


def test_what_accounts_did_to_themselves_is_shown_by_itself(auditing):
    assert ("登录：开始", "岳翔") in [(deed, who) for deed, who, _thing in told(auditing(about="accounts"))]


def test_nothing_of_the_trail_names_anybody_of_the_register(auditing):
    page = auditing(size=100).content.decode()
    assert [name for name in Person.objects.values_list("name", flat=True) if name in page] == []


def test_the_trail_asks_as_often_at_one_row_as_at_many(auditing):
    def asked(**query):
        with CaptureQueriesContext(connection) as queries:
            assert auditing(**query).status_code == 200
        return len(queries)

    few = asked(noun="subdistrict")
    assert asked(size=100) == few


def test_others_do_not_see_it_not_even_the_office(client, account, sign_in, programme):
    account()
    sign_in(client)
    assert client.get(reverse("desk:trail")).status_code == 404
    assert client.post(reverse("desk:trail_verification")).status_code == 404


def test_it_is_verified_in_the_background_and_says_since_when(auditing, client):
    audit.seal_committed()
    n, mark = audit.head()
    assert f"末尾的记号是 {n}:{mark}。" in auditing().content.decode()
    assert "还没有核对过" in auditing().content.decode()
    client.post(reverse("desk:trail_verification"))
    assert "正在核对，做完会告诉你。" in auditing().content.decode()
    jobs.do_waiting()
    assert "核对过从第一条起的全部" in auditing().content.decode()


def test_a_row_that_does_not_fit_is_named_on_the_page(auditing, client, monkeypatch):
    monkeypatch.setattr(audit, "first_misfit", lambda: "审计记录 7 被改动过：内容与它的校验码不符。")
    client.post(reverse("desk:trail_verification"))
    jobs.do_waiting()
    assert "审计记录 7 被改动过：内容与它的校验码不符。" in auditing().content.decode()


def literal_codes():
    """Every deed that the code records under a name that stands there."""
    for path in Path(guihua.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name("audit"), attr="record"), args=[said, *_]):
                    either = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                    yield from (one.value for one in either if isinstance(one, ast.Constant))


def test_every_deed_that_is_recorded_has_its_words():
    assert [code for code in literal_codes() if deeds.told(code) == code] == []
