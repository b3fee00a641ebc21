"""The API: what its reader sees on the pages and no more, in pages, and what is wrong in a sentence."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate

from guihua.commissioning import api
from guihua.commissioning.actions import indicators
from guihua.commissioning.models import Project
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, secrecy
from guihua.core.secrecy import DataClass
from guihua.directory.actions import users
from guihua.directory.models import Community, Role
from tests.factories.accounts import SINCE, account
from tests.factories.contracts import contract

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def reads(account, guicheng):
    """What somebody in a role is answered."""

    def asked(address, role=Role.OFFICE, community=None):
        client, user = Client(), account(role.value, None, phone="")
        users.appoint(user, role, guicheng, by=audit.SYSTEM, community=community, since=SINCE)
        client.force_login(user, backend=BACKEND)
        return client.get(f"/api/v1{address}")

    return asked


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return lambda address: client.get(f"/api/v1{address}")


def test_the_document_is_openapi_and_needs_no_sign_in():
    document = Client().get("/api/v1/openapi.json").json()
    validate(document)
    assert sorted(document["paths"]) == [
        "/api/v1/contracts",
        "/api/v1/contracts/{pk}",
        "/api/v1/indicators",
        "/api/v1/projects",
        "/api/v1/projects/{pk}",
    ]


def test_who_is_not_signed_in_is_told_so_as_json():
    answer = Client().get("/api/v1/projects")
    assert (answer.status_code, answer.json()) == (401, {"code": "sign-in", "sentence": "请先登录。"})


def test_a_project_is_told_as_its_page_tells_it(office, contract):
    found = office("/projects?year=2022&domain=community").json()
    one = next(row for row in found["results"] if row["number"] == "GC-1")
    assert (one["name"], one["amount"], one["starts_on"]) == (contract.project.name, "286000.00", "2022-01-01")
    assert one == office(f"/projects/{one['id']}").json()


def test_lists_are_narrowed_and_told_in_pages(office, programme):
    assert [row["number"] for row in office("/projects?state=planned").json()["results"]] == []
    second = office("/projects?size=1&page=2").json()
    whole = office("/projects").json()
    assert (second["count"], second["page"], second["pages"]) == (whole["count"], 2, whole["count"])
    assert second["results"] == whole["results"][1:2]
    assert office("/projects?page=99").json()["results"] == []


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("year=前年", "year", "要写成整数。"),
        ("size=201", "size", "最大是 200。"),
        ("page=0", "page", "最小是 1。"),
        ("domian=youth", "domian", "没有这个参数。"),
    ],
)
def test_what_is_wrongly_asked_is_said_at_its_parameter(office, programme, query, field, sentence):
    answer = office(f"/projects?{query}")
    assert (answer.status_code, answer.json()["fields"]) == (422, {field: sentence})


def test_a_state_that_there_is_not_is_answered_with_those_that_there_are(office, programme):
    said = office("/projects?state=open").json()["fields"]["state"]
    assert (said.startswith("可以是："), "running" in said) == (True, True)


def test_what_is_not_seen_is_not_there(reads, contract):
    answer = reads("/projects/99999")
    assert (answer.status_code, answer.json()["sentence"]) == (404, "没有这一项，或者您看不到它。")


def test_who_learns_counts_alone_learns_of_no_person_and_of_no_money(reads, contract):
    Project.objects.filter(pk=contract.project_id).update(liaison_name="简卓贤")
    home = Community.objects.get(code="440605011001")
    contract.project.communities.add(home)
    seen = next(row for row in reads("/projects", Role.SECRETARY, home).json()["results"] if row["number"] == "GC-1")
    whole = next(row for row in reads("/projects").json()["results"] if row["number"] == "GC-1")
    assert (whole["liaison"], whole.keys() - seen.keys()) == ("简卓贤", {"liaison"})


def test_a_contract_is_told_to_who_reads_the_account_and_to_nobody_else(reads, contract):
    one = reads("/contracts").json()["results"][0]
    assert (one["number"], one["amount"], [part["amount"] for part in one["instalments"]]) == (
        "GC-HT-1",
        "286000.00",
        ["85800.00", "114400.00", "85800.00"],
    )
    home = Community.objects.get(code="440605011001")
    contract.project.communities.add(home)
    assert reads("/contracts", Role.SECRETARY, home).json()["count"] == 0
    assert reads(f"/contracts/{contract.pk}", Role.SYSTEM).status_code == 404


def test_what_a_contract_promises_is_told_in_its_order(office, contract):
    lines = [IndicatorLine("groups", "小组", 6, "个"), IndicatorLine("cases", "个案", 12, "个", "合同第五条")]
    indicators.promise(contract, lines, seen=contract.revision, by=audit.SYSTEM)
    rows = office("/indicators?year=2022").json()["results"]
    assert [(row["name"], row["target"], row["unit"], row["source"]) for row in rows] == [
        ("小组", 6, "个", ""),
        ("个案", 12, "个", "合同第五条"),
    ]


def test_no_answer_has_a_field_above_what_its_reader_may_learn():
    fields = {**api.PROJECT, **api.CONTRACT, **api.INDICATOR}
    models = [
        *[(Project, one) for one in api.PROJECT.values()],
        *[(api.Contract, one) for one in api.CONTRACT.values()],
    ]
    assert max(secrecy.class_of(model, one.path) for model, one in models) == DataClass.PERSONAL
    assert set(fields) <= {
        name for out in (api.ProjectOut, api.ContractOut, api.IndicatorOut) for name in out.model_fields
    }


def test_thirty_projects_more_ask_no_question_more(office, contract):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert office("/projects").status_code == 200
        return len(asked)

    office("/projects")  # what a session asks once is asked
    of_few, few = questions(), Project.objects.count()
    same = {"year": contract.project.year, "domain": contract.project.domain, "provider": contract.project.provider}
    term = {"starts_on": contract.starts_on, "ends_on": contract.ends_on, "amount_fen": 1, "state": "running"}
    place = contract.project.subdistrict
    Project.objects.bulk_create(
        Project(subdistrict=place, number=f"GC-3{n}", name="邻里", **same, **term) for n in range(30)
    )
    assert (questions(), office("/projects").json()["count"]) == (of_few, few + 30)
