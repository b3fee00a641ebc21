"""A machine reads the API with a key: as its owner, in one sub-district, until a day, and everybody can see that it did."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from guihua.commissioning.actions import programmes
from guihua.commissioning.models import Project
from guihua.config import api
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import keys, users
from guihua.directory.models import ApiKey, KeyUse, Organisation, Role
from tests.factories.accounts import SINCE, account
from tests.factories.contracts import contract

__all__ = ["account", "contract"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
LAST = date(2022, 6, 30)


@pytest.fixture(autouse=True)
def on(settings):
    def day(*given):
        settings.DEMONSTRATION = SimpleNamespace(today=date(*given))

    day(2022, 6, 1)
    return day


@pytest.fixture
def key(programme, account):
    """What a key in the name of somebody in a role is, with its secret."""

    def made(role=Role.FINANCE, **more):
        owner = account(role.value, role, phone="", **more)
        return keys.make(programme, owner, name="区平台", last_day=LAST, by=audit.SYSTEM)

    return made


def asked(secret, address="/projects", **more):
    return Client().get(f"/api/v1{address}", headers={"Authorization": f"Bearer {secret}"}, **more)


def test_it_reads_what_its_owner_reads_and_no_more(key, programme):
    other = Organisation.objects.create(subdistrict=programme, name="另一家社工中心", kind="provider")
    _finance, whole = key()
    _manager, own = key(Role.MANAGER, organisation=other)
    counted = [[asked(one, f"/{what}").json()["count"] for what in ("projects", "contracts")] for one in (whole, own)]
    assert counted == [[Project.objects.count(), 1], [0, 0]]


def test_of_an_owner_who_works_in_two_sub_districts_it_reads_its_own_alone(key, account):
    made, _secret = key()
    beside = programmes.prepare(code="440605122", name="西樵镇", by=audit.SYSTEM)
    users.appoint(made.owner, Role.FINANCE, beside, by=audit.SYSTEM, since=SINCE)
    _made, secret = keys.make(beside, made.owner, name="镇平台", last_day=LAST, by=audit.SYSTEM)
    assert [asked(secret, f"/{what}").json()["count"] for what in ("projects", "contracts", "indicators")] == [0, 0, 0]


def test_it_is_kept_as_a_digest_alone_and_shown_once(account, client, programme):
    office = account()
    client.force_login(office, backend=BACKEND)
    typed = {"name": "区平台", "owner": office.pk, "last_day": "2022-06-30"}
    shown = client.post(f"/programme/keys/in/{programme.pk}/new/", typed)
    secret, made = shown.context["secret"], ApiKey.objects.get()
    assert (secret in shown.content.decode(), "no-store" in shown["Cache-Control"]) == (True, True)
    assert secret not in client.get(f"/programme/keys/{made.pk}/").content.decode()
    assert (secret.encode() in bytes(made.digest), asked(secret).status_code) == (False, 200)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"last_day": "2022-05-31"}, "last_day", "这一天已经过了。"),
        ({"last_day": "2024-01-01"}, "last_day", "最长一年。到期前可以再做一把。"),
        ({"name": ""}, "name", "请填写用途。"),
        ({"owner": ""}, "owner", "请选择代表谁。"),
    ],
)
def test_what_is_wrong_with_a_new_one_is_said_at_its_field(account, client, programme, changes, field, sentence):
    office = account()
    client.force_login(office, backend=BACKEND)
    typed = {"name": "区平台", "owner": office.pk, "last_day": "2022-06-30"} | changes
    answer = client.post(f"/programme/keys/in/{programme.pk}/new/", typed)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])


def test_it_ends_with_its_day_with_its_owner_s_role_and_when_it_is_revoked(key, on, account, client):
    made, secret = key()
    on(2022, 6, 30)
    last = asked(secret).status_code
    on(2022, 7, 1)
    over = asked(secret)
    on(2022, 6, 15)
    users.dismiss(made.owner.memberships.get(), by=audit.SYSTEM)
    ended = asked(secret).status_code
    assert (last, over.status_code, ended) == (200, 401, 401)
    assert over.json() == {"code": "key", "sentence": "密钥不对，或者已经过期、撤销了。"}
    other, secret = key(Role.LEADER)
    client.force_login(account(), backend=BACKEND)
    client.post(f"/programme/keys/{other.pk}/revoking/")
    assert asked(secret).status_code == 401


def test_each_day_and_address_from_which_it_was_used_stands_in_the_trail_once(key, on):
    made, secret = key()
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        asked(secret, REMOTE_ADDR=address)
    on(2022, 6, 2)
    asked(secret, REMOTE_ADDR="10.0.0.1")
    assert AuditRow.objects.filter(action="apikey.used", object_id=made.pk, actor=made.owner).count() == 3
    on(2023, 6, 3)
    assert (keys.forget_old(), KeyUse.objects.count()) == (3, 0)


def test_who_guesses_keys_or_asks_too_much_has_to_wait(key, monkeypatch):
    _made, secret = key()
    monkeypatch.setattr(api, "MOST_ASKED", 2)
    assert [asked(secret).status_code for _time in range(3)] == [200, 200, 429]
    guesses = [asked(f"guihua_{n}", REMOTE_ADDR="10.0.0.9") for n in range(21)]
    assert [one.status_code for one in guesses] == [401] * 20 + [429]
    assert guesses[-1].json()["code"] == "too-many"


def test_a_key_only_reads(key):
    _made, secret = key()
    answer = Client().post("/api/v1/projects", headers={"Authorization": f"Bearer {secret}"})
    page = Client().get("/projects/", headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, page.status_code) == (405, 302)


def test_only_the_office_makes_one_and_for_nobody_who_reads_more_than_it(programme, account):
    leader, worker = account("leader", Role.LEADER, phone=""), account("nobody", None, phone="")
    for by, owner, code in ((leader, leader, "no-role"), (audit.SYSTEM, worker, "owner")):
        with pytest.raises(Refused) as refused:
            keys.make(programme, owner, name="x", last_day=LAST, by=by)
        assert refused.value.refusal.code == code
