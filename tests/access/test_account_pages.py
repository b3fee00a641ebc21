"""The list of accounts, the page of one, and what is done there by whom."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Membership, Organisation, Role, SignIn, User
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(programme):
    return Organisation.objects.filter(subdistrict=programme, kind="provider").order_by("name").first()


@pytest.fixture
def office(account, client, sign_in):
    user = account()
    sign_in(client)
    return user


@pytest.fixture
def worker(account, provider):
    return account("chenjinquan", Role.WORKER, name="陈锦泉", phone="", organisation=provider)


@pytest.fixture
def as_manager(account, provider, sign_in):
    account("linzhiyuan", Role.MANAGER, name="林志远", phone="", organisation=provider)
    there = Client()
    sign_in(there, "linzhiyuan")
    return there


def listed(client, query=""):
    shown = client.get(f"/accounts/{query}").context["shown"]
    return [row.username for row in shown.page]


def test_the_office_sees_everybody_and_a_manager_those_of_their_organisation(client, office, worker, as_manager):
    assert listed(client) == ["linzhiyuan", "suwanqing", "chenjinquan"]
    assert listed(as_manager) == ["linzhiyuan", "chenjinquan"]
    assert as_manager.get(f"/accounts/{office.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?role=worker", ["chenjinquan"]),
        ("?role=finance", []),
        ("?state=disabled", ["heming"]),
        ("?state=open", ["suwanqing", "chenjinquan"]),
        ("?state=unused", ["chenjinquan"]),
        ("?q=chenjq", ["chenjinquan"]),
    ],
)
def test_the_list_is_narrowed(client, office, worker, account, query, found):
    users.disable(account("heming", Role.AUDITOR, name="何敏", phone=""), by=office, why="离职")
    User.objects.filter(pk=worker.pk).update(joined_at=timezone.now() - timedelta(days=91))
    assert listed(client, query) == found


def test_it_is_narrowed_to_an_organisation_and_who_left_is_not_of_it(client, office, worker, provider):
    assert listed(client, f"?organisation={provider.pk}") == ["chenjinquan"]
    users.dismiss(worker.memberships.get(), by=office)
    assert listed(client, f"?organisation={provider.pk}") == []


def test_how_many_were_not_used_for_ninety_days_is_said_and_leads_there(client, office, worker):
    User.objects.filter(pk=worker.pk).update(last_login=timezone.now() - timedelta(days=91), joined_at=LONG_AGO)
    page = client.get("/accounts/").content.decode()
    assert ("1 个超过 90 天没有登录" in page, 'href="?state=unused"' in page) == (True, True)


LONG_AGO = timezone.now() - timedelta(days=400)


def test_a_role_is_told_with_place_and_dates(client, office, worker, provider):
    cells = [cell.value for line in client.get("/accounts/?q=chenjinquan").context["shown"].lines for cell in line]
    assert f"社工（{provider}，自 2020-01-01）" in cells


def test_the_list_asks_as_much_for_thirty_accounts_as_for_one(client, office, programme, django_assert_num_queries):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/accounts/")
        return len(queries)

    asked()
    few = asked()
    for n in range(30):
        user = User.objects.create(username=f"worker{n}", name=f"社工{n}")
        Membership.objects.create(user=user, subdistrict=programme, role=Role.LIAISON, since="2020-01-01")
    assert asked() == few


def test_the_page_tells_roles_now_and_then_sign_ins_and_what_was_done(client, office, worker, sign_in):
    sign_in(Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) MicroMessenger"}), "chenjinquan")
    users.dismiss(worker.memberships.get(), by=office)
    told = client.get(f"/accounts/{worker.pk}/").context
    assert (told["held"], [one.role for one in told["former"]]) == ([], ["worker"])
    assert [one["device"].words for one in told["open"]] == ["苹果手机 · 微信"]
    assert [(deed.by, deed.what) for deed in told["deeds"]] == [
        ("苏婉清", "结束角色"),
        ("系统", "任命"),
        ("系统", "建立账号"),
    ]


def test_a_manager_is_told_of_roles_at_their_organisation_alone(as_manager, worker, programme):
    users.appoint(worker, Role.LIAISON, programme, by=audit.SYSTEM)
    told = as_manager.get(f"/accounts/{worker.pk}/").context
    assert [one["row"].role for one in told["held"]] == ["worker"]
    assert (told["sees_sign_ins"], told["is_run"], [deed.what for deed in told["deeds"]]) == (False, False, ["任命"])


def test_the_office_appoints_ends_renames_disables_and_restores(client, office, worker, programme):
    page = f"/accounts/{worker.pk}/"
    client.post(f"{page}appointing/", {"role": "liaison", "since": "2022/3/5", "last_day": "2030-06-30"})
    held = worker.memberships.get(role=Role.LIAISON)
    assert (held.since.isoformat(), held.last_day.isoformat()) == ("2022-03-05", "2030-06-30")
    client.post(f"{page}roles/{held.pk}/ending/", {"last_day": "2030-05-31"})
    assert worker.memberships.get(pk=held.pk).last_day.isoformat() == "2030-05-31"
    client.post(f"{page}name/", {"name": "陈金泉"})
    client.post(f"{page}disabling/", {"why": "离职"})
    assert User.objects.values_list("name", "is_active").get(pk=worker.pk) == ("陈金泉", False)
    client.post(f"{page}enabling/", {"why": "回来了"})
    assert User.objects.get(pk=worker.pk).is_active


def test_what_is_refused_stands_in_the_form_with_what_was_typed(client, office, worker):
    answer = client.post(f"/accounts/{worker.pk}/appointing/", {"role": "secretary", "last_day": "2030-06-30"})
    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors() == ["社区书记要写明是哪个社区的，其他角色不写社区。"]
    assert answer.context["form"]["last_day"].value() == "2030-06-30"


def test_a_last_day_that_cannot_be_is_said_at_its_field(client, office, worker):
    held = worker.memberships.get()
    for address, typed in (
        ("appointing/", {"role": "auditor", "since": "2022-12-31", "last_day": "2022-01-01"}),
        (f"roles/{held.pk}/ending/", {"last_day": "1900-01-01"}),
    ):
        answer = client.post(f"/accounts/{worker.pk}/{address}", typed)
        assert (answer.status_code, list(answer.context["form"].errors)) == (409, ["last_day"])
    assert worker.memberships.get().until is None


def test_one_and_all_sign_ins_of_somebody_are_ended(client, office, worker, sign_in):
    there = [Client() for _ in range(3)]
    for one in there:
        sign_in(one, "chenjinquan")
    first = SignIn.objects.filter(user=worker).order_by("pk").first()
    client.post(f"/accounts/{worker.pk}/sign-ins/{first.pk}/ending/")
    assert [one.get("/projects/").status_code for one in there] == [302, 200, 200]
    client.post(f"/accounts/{worker.pk}/sign-ins/ending/")
    assert [one.get("/projects/").status_code for one in there] == [302, 302, 302]
    assert set(SignIn.objects.filter(user=worker).values_list("ending", flat=True)) == {"kept"}


def test_a_link_to_a_new_password_works_once_and_ends_every_sign_in(client, office, worker, sign_in):
    there, stranger = Client(), Client()
    sign_in(there, "chenjinquan")
    link = client.post(f"/accounts/{worker.pk}/password-link/").context["link"]
    form = {"new_password": "丹桂飘香十里-2023", "repeated_password": "丹桂飘香十里-2023"}
    assert stranger.get(link)["Location"] == "/accounts/new-password/"
    assert stranger.post("/accounts/new-password/", form)["Location"] == "/accounts/login/"
    assert there.get("/projects/").status_code == 302
    assert sign_in(Client(), "chenjinquan", "丹桂飘香十里-2023").status_code == 302
    assert sign_in(Client(), "chenjinquan", PASSWORD).status_code == 200
    assert stranger.get(link, follow=True).status_code == 410


def test_a_second_link_shuts_the_first_and_a_disabled_account_gets_none(client, office, worker):
    links = [client.post(f"/accounts/{worker.pk}/password-link/").context["link"] for _ in range(2)]
    assert [Client().get(link, follow=True).status_code for link in links] == [410, 200]
    users.disable(worker, by=office, why="离职")
    assert client.post(f"/accounts/{worker.pk}/password-link/").status_code == 409
    assert Client().get(links[1], follow=True).status_code == 410
