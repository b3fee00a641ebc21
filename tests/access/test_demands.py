"""「登录要求」: whose role demands a second factor is reminded, then held back; and who may say so."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guihua.core import clock
from guihua.core.refusal import Refused
from guihua.directory.actions import demands, factors
from guihua.directory.models import FactorDemand, Role, SignIn, User
from guihua.directory.models.factors import with_and_without
from tests.factories import passkeys
from tests.factories.factors import signed_in

pytestmark = pytest.mark.django_db
WANTED = "/accounts/security/wanted/"
STEP = "/accounts/second-step/"


@pytest.fixture
def suwanqing(account):
    return account()


def demanded(guicheng, suwanqing, *, grace=14, over=0):
    """As if it had been demanded so many days ago that the grace is over since `over` days."""
    made = demands.demand(guicheng, Role.OFFICE, clock.today() + timedelta(days=grace), by=suwanqing)
    if over:
        past = clock.today() - timedelta(days=over)
        FactorDemand.objects.filter(pk=made.pk).update(since=past, grace_until=past)
    return made


def opened(client, address):
    answer = client.get(address)
    return answer["Location"] if answer.status_code == 302 else answer.status_code


def test_within_the_grace_one_is_reminded_at_the_sign_in_and_may_put_it_off(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing)
    assert sign_in(client, next="/projects/")["Location"] == f"{WANTED}?next=%2Fprojects%2F"
    page = client.get(f"{WANTED}?next=/projects/")
    assert (page.context["is_pressing"], page.context["next"]) == (False, "/projects/")
    assert opened(client, "/projects/") == 200


def test_on_the_last_day_of_the_grace_it_may_still_be_put_off(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing, grace=0)
    sign_in(client)
    assert opened(client, "/projects/") == 200


def test_after_the_grace_nothing_opens_but_the_pages_to_set_one_up(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing, over=1)
    sign_in(client)
    shut = ["/", "/projects/", "/inbox/", "/accounts/", "/accounts/demands/"]
    assert [opened(client, address).partition("?")[0] for address in shut] == [WANTED] * len(shut)
    free = [
        WANTED,
        "/accounts/password/",
        "/accounts/sign-ins/",
        "/accounts/security/",
        "/accounts/security/authenticator/",
        "/accounts/security/passkeys/new/",
    ]
    assert [opened(client, address) for address in free] == [200] * len(free)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


def test_a_page_that_is_held_back_shows_no_ways_that_do_not_open(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing, over=1)
    sign_in(client)
    assert client.get(WANTED).context["shell"] is None


def test_who_sets_one_up_goes_on_to_where_they_wanted(client, sign_in, guicheng, suwanqing, half_minutes, app_of):
    demanded(guicheng, suwanqing, over=1)
    sign_in(client, next="/projects/")
    client.get(f"{WANTED}?next=/projects/")
    app_of(suwanqing, SignIn.objects.get())
    assert client.post("/accounts/security/codes/kept/")["Location"] == "/projects/"
    assert opened(client, "/projects/") == 200


def test_what_was_typed_when_the_grace_ended_stands_in_its_form_afterwards(
    client, sign_in, guicheng, suwanqing, app_of
):
    sign_in(client)
    token = str(client.get("/programme/words/").context["csrf_token"])
    demanded(guicheng, suwanqing, over=1)
    sent = {"name": "禁毒宣传", "code": "drugs", "csrfmiddlewaretoken": token}
    answer = client.post("/programme/words/", sent, headers={"Referer": "http://testserver/programme/words/"})
    assert answer["Location"] == f"{WANTED}?next=%2Fprogramme%2Fwords%2F"
    app_of(suwanqing, SignIn.objects.get())
    assert 'value="禁毒宣传"' in client.get("/programme/words/").content.decode()


def test_a_part_of_a_page_that_is_asked_for_leads_the_whole_page_there(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing, over=1)
    sign_in(client)
    answer = client.get("/projects/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"{WANTED}?next=%2Fprojects%2F"


def test_nobody_of_another_role_or_place_is_asked(client, sign_in, guicheng, suwanqing, account):
    demanded(guicheng, suwanqing, over=1)
    account("chenyu", Role.FINANCE, phone="13800138112")
    sign_in(client, "chenyu")
    assert opened(client, "/projects/") == 200


def test_who_has_a_second_factor_is_not_reminded(client, sign_in, guicheng, suwanqing, app_of):
    demanded(guicheng, suwanqing, over=1)
    app = app_of(suwanqing)
    sign_in(client, next="/projects/")
    assert client.post(STEP, {"one_time_password": app.shows()})["Location"] == "/projects/"
    assert opened(client, "/projects/") == 200


def test_a_demand_that_was_withdrawn_holds_nobody_back(client, sign_in, guicheng, suwanqing):
    demanded(guicheng, suwanqing, over=1)
    demands.withdraw(guicheng, Role.OFFICE, by=suwanqing)
    assert sign_in(client, next="/projects/")["Location"] == "/projects/"
    assert opened(client, "/projects/") == 200


def test_the_last_factor_is_not_removed_where_it_is_demanded(guicheng, suwanqing, app_of):
    here = signed_in(suwanqing)
    app_of(suwanqing, here)
    demanded(guicheng, suwanqing)
    with pytest.raises(Refused) as refused:
        factors.remove_authenticator(suwanqing, by=suwanqing, here=here)
    assert refused.value.sentence == "街道办公室登录要有第二步验证，这是最后一个。先添加另一个，再删除它。"
    passkeys.given(suwanqing)
    factors.remove_authenticator(suwanqing, by=suwanqing, here=here)


def test_said_again_a_demand_changes_its_grace(guicheng, suwanqing):
    demanded(guicheng, suwanqing)
    demanded(guicheng, suwanqing, grace=3)
    assert FactorDemand.objects.get().grace_until == clock.today() + timedelta(days=3)


@pytest.mark.parametrize("days", [-1, 91])
def test_the_grace_is_no_longer_than_ninety_days(guicheng, suwanqing, days):
    with pytest.raises(Refused) as refused:
        demanded(guicheng, suwanqing, grace=days)
    assert refused.value.sentence == "宽限期最多 90 天。"


def test_a_worker_demands_nothing(guicheng, account):
    finance = account("chenyu", Role.FINANCE, phone="13800138112")
    with pytest.raises(Refused) as refused:
        demanded(guicheng, finance)
    assert refused.value.refusal.code == "no-role"


def test_people_are_counted_by_role_with_and_without_a_factor(guicheng, suwanqing, account, app_of):
    account("heming", phone="13800138112")
    disabled = account("chenyu", phone="13800138113")
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    account("liyan", Role.FINANCE, phone="13800138114")
    app_of(suwanqing)
    passkeys.given(suwanqing)
    assert with_and_without(guicheng) == {"office": (1, 1), "finance": (0, 1)}


def test_the_office_demands_and_withdraws_on_its_page(client, sign_in, guicheng, suwanqing):
    sign_in(client)
    address, doing = reverse("directory:demands"), reverse("directory:demanding", args=[guicheng.pk])
    client.post(doing, {"role": "finance", "days": "7"})
    rows = client.get(address).context["rows"]
    assert [(one["role"], one["having"], one["lacking"]) for one in rows] == [("office", 0, 1), ("finance", 0, 0)]
    assert rows[1]["demand"].grace_until == clock.today() + timedelta(days=7)
    client.post(doing, {"ending": "finance"})
    assert client.get(address).context["rows"][0]["demand"] is None


def test_days_that_are_none_are_refused_in_words(client, sign_in, guicheng, suwanqing):
    sign_in(client)
    answer = client.post(reverse("directory:demanding", args=[guicheng.pk]), {"role": "finance", "days": "很久"})
    assert (answer.status_code, answer.context["form"].errors["days"]) == (422, ["宽限天数是 0 到 90 的整数。"])


def test_where_a_security_administrator_is_in_force_the_office_only_sees(client, sign_in, guicheng, suwanqing, account):
    account("heming", Role.SECURITY, phone="13800138112")
    sign_in(client)
    refused = client.get(reverse("directory:demands")).context["refused"]
    assert refused.sentence == "只有安全管理员能管理账号。需要时请联系安全管理员。"
    with pytest.raises(Refused):
        demanded(guicheng, suwanqing)
    assert demanded(guicheng, User.objects.get(username="heming")).role == Role.OFFICE


def test_the_office_clears_factors_on_their_page(client, sign_in, guicheng, suwanqing, account):
    heming = account("heming", name="何明", phone="13800138112")
    passkeys.given(heming)
    sign_in(client)
    address = reverse("directory:factors_resetting", args=[heming.pk])
    assert client.post(address, {"why": ""}).status_code == 422
    answer = client.post(address, {"why": "手机丢了"}, follow=True)
    assert [str(said) for said in answer.context["messages"]] == ["何明的第二步验证已经清除，本人会收到通知。"]
    assert not heming.passkeys.exists()


def test_as_many_queries_for_a_role_of_thirty_as_for_one(
    client, sign_in, suwanqing, account, django_assert_max_num_queries
):
    sign_in(client)
    address = reverse("directory:demands")
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for n in range(29):
        account(f"worker{n}", phone=f"138001381{n + 20}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_each_number_opens_the_list_of_who_it_counts(client, sign_in, guicheng, suwanqing, account):
    account("hemin", name="何敏", phone="")
    account("linyi", Role.FINANCE, name="林毅", phone="")
    User.objects.filter(username="hemin").update(is_active=False)
    sign_in(client)
    rows = {row["role"]: row for row in client.get("/accounts/demands/").context["rows"]}
    row = rows[Role.OFFICE]
    lacking = client.get(row["without_address"]).context["shown"]
    assert (row["lacking"], [str(line[0].value) for line in lacking.lines]) == (1, ["苏婉清"])
    assert (row["having"], client.get(row["with_address"]).context["shown"].total) == (0, 0)
