import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from guihua.reporting.actions import facts
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
PASSWORD = "osmanthus-2022"
SECRETS = ["王保密", "13900139001"]


@pytest.fixture
def member(programme):
    def make(role, username="somebody", organisation=None, project=None):
        user = users.register(username, name="苏婉清", password=PASSWORD, by=audit.SYSTEM, phone="13800138111")
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=organisation)
        if project:
            users.grant(user, role, project, by=audit.SYSTEM, why="经办社工")
        return user

    facts.refresh(programme)
    return make


def text_of(answer):
    """What a page says, or what the cells of an exported workbook say."""
    if answer.get("Content-Type", "").endswith("sheet"):
        with zipfile.ZipFile(BytesIO(answer.getvalue())) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return answer.content.decode()


def pages():
    return [reverse(f"desk:{name}") for name in ("overview", "projects", "sessions", "organisations", "communities")]


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page(client, programme):
    for address in [*pages(), "/reports/2022/"]:
        assert client.get(address)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("typed", ["suwanqing", "13800138111"])
def test_one_signs_in_by_username_or_phone(client, member, typed):
    member(Role.OFFICE, "suwanqing")
    answer = client.post("/accounts/login/", {"username": typed, "password": PASSWORD})
    assert answer["Location"] == "/"


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client, member):
    member(Role.OFFICE, "suwanqing")
    for _ in range(5):
        client.post("/accounts/login/", {"username": "suwanqing", "password": "wrong"})
    answer = client.post("/accounts/login/", {"username": "suwanqing", "password": PASSWORD})
    assert answer.status_code == 429


def test_the_office_sees_the_year_and_opens_every_figure_to_its_rows(client, member):
    client.force_login(member(Role.OFFICE), backend="guihua.directory.signing_in.UsernameOrPhone")
    assert "2022 年度总览" in client.get("/").content.decode()
    account = client.get("/reports/2022/report.json").json()
    for code, figure in account["figures"].items():
        answer = client.get(figure["rows"])
        assert answer.status_code == 200, code
        assert str(answer.context["value"]) == str(figure["value"]), code


def test_the_auditor_reads_what_the_office_reads(client, member):
    client.force_login(member(Role.AUDITOR), backend="guihua.directory.signing_in.UsernameOrPhone")
    assert [client.get(address).status_code for address in [*pages(), "/reports/2022/"]] == [200] * 6


def test_a_manager_sees_the_own_projects_and_no_account_of_the_whole(client, member, programme):
    code = "52440605MJL0000056"
    other = Organisation.objects.create(subdistrict=programme, name="向阳社工", credit_code=code, kind="provider")
    client.force_login(member(Role.MANAGER, organisation=other), backend="guihua.directory.signing_in.UsernameOrPhone")
    project = Project.objects.first()
    assert client.get(reverse("desk:project", args=[project.pk])).status_code == 404
    assert client.get("/reports/2022/").status_code == 404
    assert client.get("/projects/").context["shown"].page.paginator.count == 0


@pytest.mark.parametrize("role", [Role.OFFICE, Role.FINANCE, Role.AUDITOR, Role.MANAGER])
def test_nobody_of_the_confidential_domain_is_named_on_any_page(client, member, programme, role):
    provider = Organisation.objects.get(kind="provider") if role == Role.MANAGER else None
    client.force_login(member(role, organisation=provider), backend="guihua.directory.signing_in.UsernameOrPhone")
    project = Project.objects.get(number="GC-2")
    session = project.delivery_sessions.get()
    addresses = [*pages(), reverse("desk:project", args=[project.pk]), reverse("desk:session", args=[session.pk])]
    for address in [*addresses, "/reports/2022/", "/sessions/?export=xlsx", "/sessions/?q=王保密"]:
        shown = text_of(client.get(address)).replace('value="王保密"', "")
        assert [secret for secret in SECRETS if secret in shown] == [], address


def test_pages_carry_the_headers_that_keep_them_safe(client, db):
    answer = client.get("/accounts/login/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert client.get("/healthz").content == b"ok"


def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    client, member, programme, django_assert_num_queries, tmp_path
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(member(Role.OFFICE), backend="guihua.directory.signing_in.UsernameOrPhone")
    client.get("/sessions/")
    with CaptureQueriesContext(connection) as few:
        client.get("/sessions/")
    programmes.attendance(programme, tmp_path, *(programmes.row(code=f"N{n}", 未具名人数="5") for n in range(30)))
    with django_assert_num_queries(len(few)):
        client.get("/sessions/")


def test_a_worker_of_the_project_reads_the_names_behind_codenames_and_the_reading_is_kept(client, member):
    project = Project.objects.get(number="GC-2")
    worker = member(Role.WORKER, organisation=project.provider, project=project)
    client.force_login(worker, backend="guihua.directory.signing_in.UsernameOrPhone")
    session = project.delivery_sessions.get()
    assert "王保密" not in text_of(client.get(reverse("desk:session", args=[session.pk])))
    assert "王保密" in text_of(client.post(reverse("desk:names", args=[session.pk])))
    read = AuditRow.objects.get(action="codenames.read")
    assert (read.actor, read.details) == (worker, {"codes": ["匿0001"]})


@pytest.mark.parametrize("role", [Role.OFFICE, Role.MANAGER])
def test_whoever_else_sees_the_project_is_refused_the_names(client, member, role):
    project = Project.objects.get(number="GC-2")
    user = member(role, organisation=project.provider if role == Role.MANAGER else None)
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    answer = client.post(reverse("desk:names", args=[project.delivery_sessions.get().pk]))
    assert answer.status_code == 403
    assert "匿0001 的姓名只有该项目的社工能看。" in text_of(answer)
    assert "王保密" not in text_of(answer)


@pytest.mark.parametrize("number", ["GC-1", "GC-2"])
def test_somebody_met_in_two_ways_stands_once_on_the_page_of_a_session(client, member, programme, tmp_path, number):
    """By phone and by ID number, and only then by both. GC-2 is confidential."""
    id_number = "440605196603051231"
    ways = [served("何敏", "13900139001"), served("何敏", "", id_number)]
    programmes.attendance(programme, tmp_path, *(row(number, "H1", **way) for way in ways))
    programmes.attendance(programme, tmp_path, row(number, "H2", **served("何敏", "13900139001", id_number)))
    client.force_login(member(Role.OFFICE), backend="guihua.directory.signing_in.UsernameOrPhone")
    page = client.get(reverse("desk:session", args=[Session.objects.get(code="H1").pk]))
    assert [(one["part"], one["named"], one["total"]) for one in page.context["counts"]] == [("served", 1, 1)]
    assert len(page.context["people"]) + len(page.context["coded"]) == 1
