"""A project's papers: who brings them in and reads them, what is taken, and what lies on the disk."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from guihua.commissioning.actions import files
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Project, ProjectFile
from guihua.core import audit, secrecy, uploads
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.core.uploads import kinds, photos
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + "合同由榕声承接。".encode() * 40
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
GPS, MAKER = 0x8825, 0x010F


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"


@pytest.fixture
def member(programme, client):
    """Somebody of the programme, signed in."""

    def sign_in(role, *, works_on="", name="苏婉清"):
        provider = Organisation.objects.get(kind="provider")
        place = provider if role in (Role.MANAGER, Role.WORKER) else None
        user = users.register(f"{role}{works_on.lower()}", name=name, password="three quiet trees", by=audit.SYSTEM)
        users.appoint(user, role, programme, by=audit.SYSTEM, organisation=place, since=date(2020, 1, 1))
        if works_on:
            project = Project.objects.get(number=works_on)
            users.grant(user, role, project, by=audit.SYSTEM, why="经办", since=date(2020, 1, 1))
        client.force_login(user, backend=BACKEND)
        return user

    return sign_in


@pytest.fixture
def neighbourly(programme):
    return Project.objects.get(number="GC-1")


@pytest.fixture
def contract(neighbourly):
    return files.add(neighbourly, "合同", Content(".pdf", PDF), by=audit.SYSTEM)


def sent(client, project, content, filename, **more):
    return client.post(
        reverse("commissioning:file_adding", args=[project.pk]), {"file": SimpleUploadedFile(filename, content), **more}
    )


def asked(client, file, number=1):
    return client.get(reverse("commissioning:file_version", args=[file.pk, number]))


def photo(form="JPEG"):
    """A photo that says where it was taken, by which camera, and which way up it is."""
    told = Image.Exif()
    told[MAKER], told[0x0112] = "Osmanthus", 6
    told.get_ifd(GPS)[2] = (23.0, 1.0, 5.0)
    target = BytesIO()
    Image.new("RGB", (40, 20), "gold").save(target, form, exif=told)
    return target.getvalue()


def test_a_worker_brings_a_paper_in_and_it_is_given_out_under_its_chinese_name(client, member, neighbourly):
    member(Role.WORKER, works_on="GC-1")
    assert sent(client, neighbourly, PDF, "2022 年度合同.pdf")["Location"] == f"/projects/{neighbourly.pk}/files/"
    answer = asked(client, ProjectFile.objects.get(name="2022 年度合同"))
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''2022%20%E5%B9%B4")
    assert answer["Content-Type"] == "application/pdf"


def test_a_new_version_leaves_the_old_one_readable(client, member, contract):
    member(Role.OFFICE)
    sent(client, contract.project, PDF + b"%%EOF", "改过的.pdf", of=contract.pk)
    assert [version.number for version in contract.versions.all()] == [2, 1]
    assert [asked(client, contract, 1).content, asked(client, contract, 2).content] == [PDF, PDF + b"%%EOF"]


def test_what_lies_on_the_disk_is_not_readable(contract, settings):
    (kept,) = [path for path in settings.GUIHUA_UPLOADS.iterdir() if path.is_file()]
    assert "榕声".encode() not in kept.read_bytes()
    assert files.content_of(contract.versions.get()) == PDF


def test_who_does_not_see_the_project_does_not_find_its_papers(client, member, contract):
    member(Role.WORKER, works_on="GC-3")
    assert asked(client, contract).status_code == 404
    assert sent(client, contract.project, PDF, "合同.pdf").status_code == 404


def test_an_auditor_reads_and_brings_nothing_in(client, member, contract):
    member(Role.AUDITOR)
    assert asked(client, contract).content == PDF
    assert sent(client, contract.project, PDF, "合同.pdf").status_code == 403


def test_papers_of_a_confidential_domain_are_for_its_own_workers_alone(client, member, programme):
    corrections = Project.objects.get(number="GC-2")
    worker = member(Role.WORKER, works_on="GC-2")
    file = files.add(corrections, "走访记录", Content(".pdf", PDF), by=worker)
    assert asked(client, file).content == PDF
    for role in (Role.OFFICE, Role.MANAGER):
        member(role)
        assert asked(client, file).status_code == 404
        assert client.get(reverse("desk:project_files", args=[corrections.pk])).context["files"] == []
        assert sent(client, corrections, PDF, "走访.pdf").status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("合同.exe", b"MZ" + b"\0" * 60, "不收这种文件。可以传：pdf、docx、xlsx、pptx、doc、xls、ppt、jpg、png。"),
        ("合同.pdf", b"<html><script>", "文件里的内容不是 pdf，可能改过扩展名，或者已经损坏。"),
        ("合同.docx", b"PK\x03\x04" + b"\0" * 60, "文件里的内容不是 docx，可能改过扩展名，或者已经损坏。"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 60, "照片打不开，可能已经损坏。"),
        ("空的.pdf", b"", "这个文件是空的。"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_at_the_field(client, member, neighbourly, name, content, sentence):
    member(Role.OFFICE)
    answer = sent(client, neighbourly, content, name)
    assert (answer.status_code, answer.context["form"].errors["file"]) == (422, [sentence])


def test_a_photo_says_no_longer_where_it_was_taken_and_stands_upright():
    assert Image.open(BytesIO(photo())).getexif()[MAKER] == "Osmanthus"
    with Image.open(BytesIO(photos.drawn_anew(photo(), kinds.KINDS[".jpg"]))) as bare:
        assert (dict(bare.getexif()), bare.size) == ({}, (20, 40))


def test_a_picture_of_too_many_points_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 100)
    with pytest.raises(kinds.NotTaken):
        photos.drawn_anew(photo(), kinds.KINDS[".jpg"])


def test_a_photo_is_shown_in_the_browser_and_nothing_else_is(client, member, neighbourly):
    member(Role.OFFICE)
    sent(client, neighbourly, photo(), "围炉.jpeg", name="围炉茶话")
    answer = asked(client, ProjectFile.objects.get(name="围炉茶话"))
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_removed_paper_is_gone_and_no_copy_of_it_opens(client, member, contract, django_capture_on_commit_callbacks):
    office = member(Role.OFFICE)
    version = contract.versions.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("commissioning:file_removing", args=[contract.pk]))
    assert asked(client, contract).status_code == 404
    assert version.stored_as not in uploads.names_kept()
    with pytest.raises(secrecy.Destroyed):
        files.content_of(contract.versions.get())
    assert AuditRow.objects.get(action="file.removed").actor == office


def test_a_worker_removes_what_they_brought_in_and_no_other(member, contract, neighbourly):
    worker = member(Role.WORKER, works_on="GC-1")
    own = files.add(neighbourly, "总结", Content(".pdf", PDF), by=worker)
    files.remove(own, by=worker)
    with pytest.raises(Refused) as refused:
        files.remove(contract, by=worker)
    assert refused.value.sentence == "只有传它的人和街道办公室能删除。"
