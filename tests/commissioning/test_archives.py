"""The archive of a purchase: what it has to hold, what is missing since when, and that nothing leaves it."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guihua.commissioning import archive
from guihua.commissioning.actions import acceptances, archives, files, procurements, projects
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import ArchivedFile, Contract, Procurement, ProcurementMethod, Project, ProjectFile
from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories import contracts
from tests.factories.acceptances import heard
from tests.factories.accounts import account
from tests.factories.purchases import begun, bidders, take

__all__ = ["account"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
PDF = b"%PDF-1.7\n" + "采购文件".encode() * 40


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"


@pytest.fixture
def released(programme):
    """A tender that was released on 4 February, its budget published a month before."""
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    return purchase


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def put(purchase, code, name="采购文件"):
    return archives.put(purchase, code, name, Content(".pdf", PDF), by=audit.SYSTEM)


def told(purchase):
    return archive.of(Procurement.objects.with_archive().get(pk=purchase.pk))


def sent(client, purchase, code, filename="预算.pdf", content=PDF, **more):
    address = reverse("commissioning:paper_putting", args=[purchase.pk, code])
    return client.post(address, {"file": SimpleUploadedFile(filename, content), **more})


def test_what_a_step_asks_for_is_missing_from_the_day_on_which_it_was_taken(released):
    missing = [(line.paper, line.since) for line in told(released).lines if line.is_missing]
    assert missing == [("采购预算", date(2022, 1, 4)), ("采购文件", date(2022, 2, 4))]


def test_the_law_s_other_papers_are_due_at_the_end_and_answers_only_if_there_were_any(released):
    procurements.fail(released, why="响应不足三家", by=audit.SYSTEM)
    lines = {line.paper: (line.is_missing, line.is_if_any) for line in told(released).lines}
    assert lines == {
        "采购预算": (True, False),
        "采购文件": (True, False),
        "采购活动记录": (True, False),
        "质疑答复": (False, True),
        "投诉处理决定": (False, True),
    }


def test_an_archive_is_complete_as_far_as_it_can_be_and_says_what_is_still_to_come(released):
    put(released, "budget"), put(released, "release")
    found = told(released)
    assert (found.missing, found.waiting) == (0, 8)


def test_the_page_says_how_many_are_missing_and_takes_a_file_right_there(office, released):
    address = f"/projects/{released.project_id}/buying/"
    assert "还缺 2 项" in office.get(address).content.decode()
    answer = sent(office, released, "budget")
    assert answer["Location"] == f"{address}#paper-{released.pk}-budget"
    text = office.get(address).content.decode()
    assert ("还缺 1 项" in text, "苏婉清" in text) == (True, True)


def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(office, released):
    answer = sent(office, released, "budget", "预算.pdf", b"PK\x03\x04 nothing of the kind")
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == ["文件里的内容不是 pdf，可能改过扩展名，或者已经损坏。"]
    assert ArchivedFile.objects.count() == 0


def test_a_replaced_paper_stays_as_the_version_before_and_none_is_removed(office, released):
    kept = put(released, "budget", "预算").file
    sent(office, released, "budget", content=PDF + b"%%EOF", of=kept.pk)
    assert [version.number for version in kept.versions.all()] == [2, 1]
    with pytest.raises(Refused) as refusal:
        files.remove(kept, by=audit.SYSTEM)
    assert refusal.value.sentence == "采购档案从采购结束起至少保存 15 年，不能删除。放错了，传一个新版本。"
    assert files.content_of(kept.versions.get(number=1)) == PDF


def test_who_provides_a_project_reads_no_paper_of_its_purchase_and_finds_none_to_renew(released, account, client):
    kept = put(released, "deadline", "康宁的响应文件").file
    winner = bidders(released.subdistrict)[0]
    Project.objects.filter(pk=released.project_id).update(provider=winner, state="running")
    client.force_login(account("manager", Role.MANAGER, phone="", organisation=winner), backend=BACKEND)
    assert client.get(f"/files/{kept.pk}/1/").status_code == 404
    adding = client.get(f"/projects/{released.project_id}/files/new/")
    assert (adding.status_code, "康宁" in adding.content.decode()) == (200, False)
    assert sent(client, released, "deadline").status_code == 404
    assert "康宁" not in client.get(f"/projects/{released.project_id}/files/").content.decode()


def test_the_auditor_reads_an_archive_and_puts_nothing_into_it(released, account, client):
    kept = put(released, "budget").file
    client.force_login(account("auditor", Role.AUDITOR, phone=""), backend=BACKEND)
    assert client.get(f"/files/{kept.pk}/1/").content == PDF
    assert sent(client, released, "budget").status_code == 403


def test_whoever_closes_a_project_without_its_papers_is_told(released, account):
    office = account()
    put(released, "budget")
    project = released.project
    Project.objects.filter(pk=project.pk).update(state="evaluated", provider=bidders(released.subdistrict)[0])
    projects.close(project, by=office)
    notice = Notice.objects.get(user=office)
    assert notice.words == "「邻里相伴」已结项，采购档案还缺 1 项。"


def test_a_way_of_the_office_s_own_asks_for_these_papers_too(programme):
    assert {len(one.papers.all()) for one in ProcurementMethod.objects.filter(subdistrict=programme)} == {4}


def test_many_papers_take_as_many_questions_as_one(office, released, django_assert_max_num_queries):
    put(released, "budget")
    address = f"/projects/{released.project_id}/buying/"
    office.get(address)
    with django_assert_max_num_queries(100) as one:
        office.get(address)
    for n in range(8):
        put(released, "release", f"采购文件 {n}")
    with django_assert_max_num_queries(len(one)):
        office.get(address)
    assert ProjectFile.objects.count() == 9


def test_the_whole_archive_is_taken_along_with_an_index_of_what_is_there_and_what_is_missing(office, released):
    put(released, "release", "招标/文件")
    answer = office.get(f"/procurements/{released.pk}/archive.zip")
    packed = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    (path, index) = packed.namelist()
    assert (path, packed.read(path)) == ("02 采购文件/1 招标_文件 v1.pdf", PDF)
    _heads, budget, release, *_rest = (
        CalamineWorkbook.from_filelike(BytesIO(packed.read(index))).get_sheet_by_index(0).to_python()
    )
    assert budget[:4] == ["采购预算", "公开采购预算", "缺", ""]
    assert release[:4] == ["采购文件", "发布招标公告", "有", path]
    assert AuditRow.objects.filter(action="procurement.archive_taken").count() == 1


def test_an_acceptance_that_was_signed_and_good_is_the_proof_that_the_archive_asks_for(programme):
    contracts.stand(programme), contracts.bought(programme)
    purchase = Procurement.objects.get()
    bid = purchase.bids.get()
    Procurement.objects.update(state="awarded", winner=bid)
    contract = Contract.objects.get(number="GC-HT-1")
    (line,) = [line for line in told(purchase).lines if line.code == "acceptance"]
    assert (line.is_missing, line.waits) == (True, False)
    signed = acceptances.sign(heard(contract), by=audit.SYSTEM)
    (line,) = [line for line in told(purchase).lines if line.code == "acceptance"]
    assert (line.acceptance, line.is_missing) == (signed, False)
