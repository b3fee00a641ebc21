"""A page asks the database as often for many rows as for few, whichever page it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guihua.commissioning.actions import signing
from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Community, Role
from guihua.reporting.actions import facts
from tests.factories import coverage, incidents, plans, posts, programmes, visits
from tests.factories.contracts import terms
from tests.factories.programmes import COMMUNITIES, PROJECTS, row, served

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIGURE = "/reports/2022/figures"
PAGES = [
    "/",
    "/projects/",
    "/funds/",
    "/plans/?year=2022",
    "/calls/",
    "/visits/",
    "/visits/all/",
    "/tasks/",
    "/coverage/",
    "/incidents/",
    "/posts/",
    "/sessions/",
    "/organisations/",
    "/communities/",
    "/people/",
    "/reports/2022/",
]
FIGURES = [f"{FIGURE}/attendance.person_times/", f"{FIGURE}/attendance.people_served/", f"{FIGURE}/projects.count/"]


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(place, folder):
    """Thirty more of everything that lists show."""
    [head, first, *_others] = PROJECTS
    programmes.load(
        place,
        "communities",
        folder,
        [COMMUNITIES[0], *([f"440605011{n}", f"社区{n}", "", ""] for n in range(100, 130))],
    )
    projects = [[first[0], f"GC-{n}", *first[2:]] for n in range(100, 130)]
    programmes.load(place, "projects", folder, [head, *projects])
    rows = [row(f"GC-{n}", f"N{n}", **served(f"人{n}", f"139{n:08d}")) for n in range(100, 130)]
    programmes.attendance(place, folder, *rows, *(row(f"GC-{n}", f"N{n}", 未具名人数="5") for n in range(100, 130)))
    for number in ("GC-100", "GC-101"):
        project = Project.objects.get(number=number)
        signing.sign(project, terms(project, number=f"HT-{number}"), by=audit.SYSTEM)
    plans.grow(place)
    visits.grow(place)
    coverage.grow(place)
    incidents.grow(place)
    posts.grow(place)
    facts.refresh(place)


def test_every_page_asks_as_often_for_thirty_more_rows(client, programme, tmp_path):
    office = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(office, Role.OFFICE, programme, by=audit.SYSTEM)
    client.force_login(office, backend="guihua.directory.signing_in.UsernameOrPhone")
    facts.refresh(programme)
    signing.sign(first := Project.objects.get(number="GC-1"), terms(first), by=audit.SYSTEM)
    plans.stand(programme)
    visits.grow(programme)
    coverage.stand(programme)
    incidents.grow(programme)
    posts.grow(programme)
    project, home = first.pk, Community.objects.get(name="叠二社区").pk
    pages = [*PAGES, *FIGURES, f"/projects/{project}/", f"/projects/{project}/sessions/", f"/projects/{project}/money/"]
    pages += [f"/communities/{home}/plans/2022/", f"/communities/{home}/?year=2022", f"/projects/{project}/visits/"]
    pages += [f"/projects/{project}/coverage/"]
    few = {address: asked(client, address) for address in pages}
    grow(programme, tmp_path)
    assert {address: asked(client, address) for address in pages} == few


def work_done(client, address):
    """How many hundreds of steps SQLite takes to answer a page: the same each time, on any machine."""
    steps = []
    connection.connection.set_progress_handler(lambda: steps.append(1), 100)
    try:
        assert client.get(address).status_code == 200
    finally:
        connection.connection.set_progress_handler(None, 0)
    return len(steps)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts its steps")
def test_a_list_reads_no_more_rows_because_a_neighbour_has_many_communities(client, programme, tmp_path):
    office = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(office, Role.OFFICE, programme, by=audit.SYSTEM)
    client.force_login(office, backend="guihua.directory.signing_in.UsernameOrPhone")
    grow(programme, tmp_path)
    client.get("/sessions/")
    before = work_done(client, "/sessions/")
    beside = programmes.prepared("440605012", "狮山镇")
    Community.objects.bulk_create(
        Community(subdistrict=beside, code=f"440605012{n}", name=f"狮城{n}社区") for n in range(100, 400)
    )
    assert work_done(client, "/sessions/") < before * 1.1
