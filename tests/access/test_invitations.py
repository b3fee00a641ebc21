"""A link invites somebody to a role: shown once, used once, and kind where it opens nothing any more."""

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.directory.actions import links, users
from guihua.directory.models import Invitation, Organisation, Role, User
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
ACCEPTING = "/accounts/invitations/accepting/"
FORM = {"username": "chenjinquan", "new_password": PASSWORD, "repeated_password": PASSWORD}


@pytest.fixture
def provider(programme):
    return Organisation.objects.filter(subdistrict=programme, kind="provider").order_by("name").first()


@pytest.fixture
def office(account, client, sign_in):
    user = account()
    sign_in(client)
    return user


@pytest.fixture
def invite(client, office, programme, provider):
    """The office's page that shows the link."""

    def ask(**more):
        form = {"name": "陈锦泉", "role": "worker", "organisation": str(provider.pk)} | more
        return client.post(f"/accounts/invitations/to/{programme.pk}/", form)

    return ask


@pytest.fixture
def link(invite):
    return invite().context["link"]


def opened(link):
    """A browser that has opened the link."""
    there = Client()
    there.get(link)
    return there


def said(answer):
    return (answer.status_code, answer.context["refusal"].sentence)


def test_the_link_is_shown_once_with_a_code_to_scan(invite, client):
    page = invite()
    secret = page.context["link"].rsplit("/", 2)[1]
    assert (len(secret), f'value="{page.context["link"]}"' in page.content.decode()) == (43, True)
    assert page.content.decode().count("<svg") > page.content.decode().count("<svg style=")
    found = Invitation.objects.get()
    later = client.get(f"/accounts/invitations/{found.pk}/").content.decode()
    assert secret not in later + client.get("/accounts/invitations/").content.decode()


def test_the_same_to_the_same_is_not_asked_twice_while_a_link_is_out_and_somebody_of_that_name_by_phone(invite):
    assert invite().status_code == 200
    again = invite()
    told = "已经给陈锦泉生成过链接，还没有用。链接丢了，请在「邀请记录」里重新生成；要请另一位同名的人，请填手机号码。"
    assert (again.status_code, list(again.context["form"].non_field_errors())) == (409, [told])
    assert (invite(phone="13800138999").status_code, Invitation.objects.count()) == (200, 2)


def test_who_comes_with_it_is_told_who_invites_to_what_and_what_a_password_needs(link, provider):
    page = opened(link).get(ACCEPTING).content.decode()
    assert f"陈锦泉，你好。桂城街道的苏婉清请你担任「{provider}」的社工。" in page
    assert "你的密码必须包含至少 10 个字符。" in page


def test_who_accepts_is_signed_in_and_has_the_role(link, provider):
    there = opened(link)
    assert there.post(ACCEPTING, FORM)["Location"] == "/"
    held = User.objects.get(username="chenjinquan").memberships.get()
    assert (held.role, held.organisation, there.get("/projects/").status_code) == (Role.WORKER, provider, 200)


def test_the_audit_says_who_gave_the_role_and_who_took_it(link, office):
    opened(link).post(ACCEPTING, FORM)
    worker = User.objects.get(username="chenjinquan")
    rows = AuditRow.objects.filter(action__in=["membership.appointed", "invitation.accepted", "user.registered"])
    told = {row.action: row.actor for row in rows.order_by("pk")}
    assert told == {"membership.appointed": office, "user.registered": office, "invitation.accepted": worker}


def test_a_link_used_twice_is_gone_and_says_how_to_sign_in(link):
    opened(link).post(ACCEPTING, FORM)
    there = opened(link)
    used = "这个链接已经用过了。每个链接只能用一次；要登录，请用你定下的用户名和密码。"
    assert said(there.get(ACCEPTING)) == (410, used)
    assert said(there.post(ACCEPTING, FORM | {"username": "somebody"})) == (410, used)


def test_an_expired_link_is_gone(link):
    there = opened(link)
    Invitation.objects.update(expires_at=timezone.now())
    assert said(there.post(ACCEPTING, FORM)) == (410, "这个链接过期了。请向发给你的人要一个新的。")


def test_a_withdrawn_link_is_gone_and_a_renewed_one_opens(link, client):
    found = Invitation.objects.get()
    client.post(f"/accounts/invitations/{found.pk}/withdrawing/")
    assert said(opened(link).get(ACCEPTING)) == (
        410,
        "这个链接撤回了。请向发给你的人要一个新的。".replace("撤回了", "已经撤回了"),
    )
    renewed = client.post(f"/accounts/invitations/{found.pk}/renewing/").context["link"]
    assert opened(renewed).get(ACCEPTING).status_code == 200


def test_a_link_of_somebody_who_may_not_appoint_any_more_is_void(link, account):
    office = User.objects.get(username="suwanqing")
    account("heming", Role.OFFICE, name="何敏", phone="")
    users.dismiss(office.memberships.get(), by=audit.SYSTEM)
    assert said(opened(link).post(ACCEPTING, FORM)) == (
        410,
        "邀请你的人已经不能任命这个角色了。请联系街道办公室。",
    )


def test_a_manager_invites_workers_of_their_own_organisation_only(account, provider, programme, sign_in):
    account("linzhiyuan", Role.MANAGER, name="林志远", phone="", organisation=provider)
    there = Client()
    sign_in(there, "linzhiyuan")
    page = f"/accounts/invitations/to/{programme.pk}/"
    form = there.get(page).context["form"]
    assert [value for value, _words in form.fields["role"].choices] == ["worker"]
    assert list(form.fields["organisation"].queryset) == [provider]
    assert there.post(page, {"name": "何敏", "role": "manager", "organisation": provider.pk}).status_code == 422
    assert "link" in there.post(page, {"name": "何敏", "role": "worker", "organisation": provider.pk}).context


def test_with_a_phone_one_signs_in_by_it_too(invite, sign_in):
    there = opened(invite(phone="138 0013 8222").context["link"])
    there.post(ACCEPTING, FORM)
    assert sign_in(Client(), "13800138222").status_code == 302


def test_a_phone_that_has_an_account_takes_the_role_there_after_signing_in(invite, account, sign_in):
    account("heming", Role.LIAISON, name="何敏", phone="13800138222")
    there = opened(invite(phone="13800138222").context["link"])
    page = there.get(ACCEPTING).content.decode()
    assert ("登录那个账号，新角色会加上去" in page, 'name="new_password"' in page) == (True, False)
    assert there.post(ACCEPTING, FORM).status_code == 409
    assert sign_in(there, "heming", next=ACCEPTING)["Location"] == ACCEPTING
    assert there.post(ACCEPTING)["Location"] == "/"
    roles = User.objects.get(username="heming").memberships.values_list("role", flat=True)
    assert sorted(roles) == ["liaison", "worker"]


def test_another_account_does_not_take_what_was_meant_for_a_phone(invite, account, sign_in):
    account("heming", Role.LIAISON, name="何敏", phone="13800138222")
    account("somebody", Role.LIAISON, name="区静雯", phone="13800138333")
    there = opened(invite(phone="13800138222").context["link"])
    sign_in(there, "somebody")
    assert there.post(ACCEPTING).status_code == 409
    assert User.objects.get(username="somebody").memberships.count() == 1


def test_who_invites_does_not_take_the_role_themselves(link, client):
    client.get(link)
    assert client.post(ACCEPTING).status_code == 409


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"username": "suwanqing"}, "username", "用户名或手机号已有人用。"),
        ({"username": "13900139000"}, "username", "用户名不能是手机号，否则分不清是谁在登录。"),
        ({"username": "陈 锦泉"}, "username", "用户名只用字母、数字、点和横线。"),
        ({"username": ""}, "username", "请填写用户名。"),
        ({"new_password": "password123"}, "new_password", "这个密码太常见了。"),
        ({"new_password": "chenjinquan1"}, "new_password", "密码跟 用户名 太相似了。"),
        ({"repeated_password": "另一个-2023-密码"}, "repeated_password", "两次输入的新密码不一样。"),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_the_link_still_works(link, typed, field, sentence):
    there = opened(link)
    answer = there.post(ACCEPTING, FORM | typed)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])
    assert there.post(ACCEPTING, FORM)["Location"] == "/"


def test_the_address_with_the_secret_is_told_to_no_other_site_and_kept_by_no_cache(link):
    answer = Client().get(link)
    assert (answer["Location"], answer["Referrer-Policy"], answer["Cache-Control"]) == (
        ACCEPTING,
        "no-referrer",
        "no-store",
    )
    assert (answer.cookies["link"]["httponly"], answer.cookies["link"]["samesite"]) == (True, "Lax")


def test_the_secret_stands_in_no_log_no_audit_and_no_row(link, caplog):
    secret = link.rsplit("/", 2)[1]
    with caplog.at_level(logging.DEBUG):
        there = opened(link)
        there.get(ACCEPTING)
        there.post(ACCEPTING, FORM)
        Client().get(f"{link[:-2]}x/")  # nearly the secret
    kept = [row.details for row in AuditRow.objects.all()] + list(Invitation.objects.values())
    written = " ".join(
        [*(str(record.__dict__) for record in caplog.records if record.name != "django.db.backends"), str(kept)]
    )
    assert secret[:40] not in written


def test_opening_a_link_uses_nothing_up_since_chat_programs_look_first(link):
    for _ in range(3):
        opened(link).get(ACCEPTING)
    assert Invitation.objects.get().used_at is None


def test_an_address_that_tries_links_which_were_never_made_is_shut_for_ten_minutes(link):
    codes = [Client().get(f"/links/{links.new_secret()}/").status_code for _ in range(links.MOST_MISSES + 1)]
    assert codes == [404] * links.MOST_MISSES + [429]
    answer = Client().get(link)
    assert said(answer) == (429, "这里打开了太多不对的链接。请 10 分钟后再试。")
    assert Client(REMOTE_ADDR="203.0.113.9").get(link).status_code == 302
    links.Misses.objects.update(since=timezone.now() - timedelta(seconds=links.MISSES_SECONDS + 1))
    assert Client().get(link).status_code == 302


def test_one_network_of_ipv6_is_one_address(link):
    for n in range(links.MOST_MISSES):
        links.missed(f"2001:db8::{n + 1:x}")
    assert [links.minutes_shut(one) for one in ("2001:db8::ffff", "2001:db8:0:1::1")] == [10, 0]


def test_without_a_link_the_page_says_to_open_it_again():
    assert said(Client().get(ACCEPTING)) == (404, "请再点一次发给你的链接。")
