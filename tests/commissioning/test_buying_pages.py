"""The pages of a purchase: what is planned, how far it is, and what is said where it may not go on."""

from datetime import date

import pytest

from guihua.commissioning.models import Bid, Procurement, ProcurementMethod, Project, PurchaseCategory
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.purchases import begun, bidders, project, take

__all__ = ["account"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def page(client, found):
    return client.get(f"/projects/{found.pk}/buying/").content.decode()


def test_a_project_is_planned_and_its_number_is_taken_once(office, programme):
    typed = {"number": "GC-20", "name": "邻里相伴", "domain": "community", "amount_fen": "220,000"}
    typed |= {"starts_on": "2023年1月1日", "ends_on": "2023-12-31"}
    answer = office.post("/projects/planning/", typed)
    planned = Project.objects.get(number="GC-20")
    assert (answer["Location"], planned.state, planned.provider) == (f"/projects/{planned.pk}/", "planned", None)
    again = office.post("/projects/planning/", typed)
    assert (again.status_code, again.context["form"].errors["number"]) == (422, ["已经有编号为「GC-20」的项目。"])
    assert office.get(f"/projects/{planned.pk}/").status_code == 200
    assert "邻里相伴" in office.get("/projects/").content.decode()


def test_a_purchase_begins_after_the_negative_list_was_gone_through(office, programme):
    planned = project(programme)
    address = f"/projects/{planned.pk}/buying/begin/"
    method = programme_method(programme, "竞争性磋商")
    typed = {"method": method, "category": PurchaseCategory.objects.first().pk, "budget_fen": "220000"}
    form = office.post(address, typed).context["form"]
    assert form.errors["is_checked"] == ["请先逐项核对负面清单。"]
    form = office.post(address, typed | {"is_checked": "yes", "prohibited": ["goods"]}).context["form"]
    assert form.errors["prohibited"] == [
        "负面清单里有「货物和工程，或把它们和服务打包」，不能购买（《政府购买服务管理办法》第十条）。"
    ]
    form = office.post(address, typed | {"is_checked": "yes"}).context["form"]
    assert form.errors["reason"] == ["不用公开招标，要写明理由。"]
    office.post(address, typed | {"is_checked": "yes", "reason": "需要磋商"})
    assert Procurement.objects.get().cleared_by.username == "suwanqing"


def programme_method(place, name):
    return ProcurementMethod.objects.get(subdistrict=place, name=name).pk


def test_the_page_says_how_far_it_is_and_what_is_due(office, programme):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    text = page(office, purchase.project)
    assert "最早 2022-02-24" in text
    assert "有效响应 0 家，至少要 3 家" in text


def test_a_bid_is_entered_and_a_step_too_early_is_said_at_its_form(office, programme):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    first = bidders(programme)[0]
    bid = {"organisation": first.pk, "quote_fen": "215,000", "on": "2022-02-10"}
    office.post(f"/procurements/{purchase.pk}/bids/new/", bid)
    assert (Bid.objects.get().quote_fen, Bid.objects.get().state) == (21_500_000, "submitted")
    early = office.post(f"/procurements/{purchase.pk}/steps/deadline/", {"on": "2022-02-20"})
    said = "「提交响应文件截止」最早在 2022-02-24（20 天，《政府采购法》第三十五条）。"
    assert (early.status_code, early.context["form"].errors) == (422, {"on": [said]})


def test_of_those_who_may_bid_providers_come_first(office, programme):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    for way in ("bids", "invitations"):
        form = office.get(f"/procurements/{purchase.pk}/{way}/new/").context["form"]
        kinds = [one.kind for one in form.fields["organisation"].queryset]
        assert kinds == sorted(kinds, key=lambda kind: kind != "provider")
        assert {"provider"} < set(kinds)


def test_a_failed_purchase_stays_in_sight_and_another_may_begin(office, programme):
    purchase = begun(programme)
    office.post(f"/procurements/{purchase.pk}/failing/", {"why": "响应不足三家"})
    text = page(office, purchase.project)
    assert ("响应不足三家" in text, "开始采购" in text) == (True, True)


def test_no_provider_reads_what_others_bid(programme, account, client):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    provider = bidders(programme)[0]
    client.force_login(account("manager", Role.MANAGER, phone="", organisation=provider), backend=BACKEND)
    assert client.get(f"/projects/{purchase.project_id}/buying/").status_code == 404
