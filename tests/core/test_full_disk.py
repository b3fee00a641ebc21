"""The disk fills up while somebody sends a file: it is said at the field, what was typed stays, and nothing is half written."""

import errno
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guihua.commissioning.models import FileVersion, ProjectFile
from guihua.core.uploads import frames
from guihua.delivery.models import Session, SessionPhoto
from guihua.desk.models import Import
from guihua.directory.models import Role
from guihua.reporting.models import UpperForm
from tests.commissioning.test_papers import photo
from tests.delivery.test_entry_pages import address, key, typed
from tests.delivery.test_recording import works_on
from tests.factories.accounts import account
from tests.factories.entries import project
from tests.factories.imports import attendance
from tests.factories.programmes import row
from tests.factories.upper_forms import form as upper_form

__all__ = ["account"]
pytestmark = pytest.mark.django_db
SENTENCE = "服务器上存不下这份文件，磁盘可能满了，所以没有收下。请告诉系统管理员，腾出空间后再传一次。"
SEAL = frames.Sealer._seal
ROWS = [Session.objects, SessionPhoto.objects, ProjectFile.objects, FileVersion.objects, Import.objects]
ROWS.append(UpperForm.objects)


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"
    return settings.GUIHUA_UPLOADS


@pytest.fixture
def disk(monkeypatch):
    """`disk(n)`: n more pieces fit on it."""

    def holds(pieces):
        left = [pieces]

        def seal(sealer, frame, *, is_last=False):
            if not left[0]:
                raise OSError(errno.ENOSPC, "No space left on device")
            left[0] -= 1
            SEAL(sealer, frame, is_last=is_last)

        monkeypatch.setattr(frames.Sealer, "_seal", seal)

    return holds


@dataclass
class Page:
    """Where somebody sends a file, what they type beside it, and how many pieces a file is until all of it is kept."""

    client: Any
    address: str
    said: dict[str, Any]
    pieces: int

    def send(self):
        for one in self.said.get("photos", [self.said.get("file")]):
            one.seek(0)
        return self.client.post(self.address, self.said)


@pytest.fixture
def session(client, programme, account):
    """With two photos, the second of which is the last piece to be written."""
    client.force_login(works_on(account, "chenjing", "陈静", "GC-1"))
    photos = [SimpleUploadedFile(f"{n}.jpg", photo()) for n in range(2)]
    new = {"new_name": "何敏", "new_phone": "13700137001", "new_part": "served"}
    said = typed(activity="围炉夜话", who=[key("张晓丽")], photos=photos, **new)
    return Page(client, address(), said, 4)


@pytest.fixture
def paper(client, programme, account):
    client.force_login(account())
    said = {"file": SimpleUploadedFile("照片.jpg", photo()), "name": "开工合影"}
    return Page(client, reverse("commissioning:file_adding", args=[project().pk]), said, 2)


@pytest.fixture
def workbook(client, counted, account):
    client.force_login(account())
    said = {"file": SimpleUploadedFile("3月报表.xlsx", upper_form())}
    return Page(client, reverse("reporting:upper_forms"), said, 2)


@pytest.fixture
def table(client, programme, account):
    client.force_login(account(role=Role.OFFICE))
    return Page(client, reverse("desk:import_start", args=["attendance"]), {"file": attendance(row())}, 2)


def lying(uploads):
    return [path.name for path in uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["session", "paper", "workbook", "table"])
@pytest.mark.parametrize("full", ["from the first piece", "up to the last"])
def test_it_is_said_at_the_field_and_nothing_is_half_written(request, uploads, disk, name, full):
    page = request.getfixturevalue(name)
    before = [rows.count() for rows in ROWS]
    disk(0 if full == "from the first piece" else page.pieces - 1)
    answer = page.send()
    field = "photos" if name == "session" else "file"
    assert answer.context["form"].errors == {field: [SENTENCE]}
    assert ([rows.count() for rows in ROWS], lying(uploads)) == (before, [])
    disk(page.pieces)
    assert (page.send().status_code, [rows.count() for rows in ROWS] != before) == (302, True)


def test_what_was_typed_stays_and_is_one_session_once_there_is_room(session, disk):
    before = Session.objects.count()
    disk(1)
    answer = session.send()
    shown = answer.content.decode()
    assert (answer.status_code, answer.context["form"]["activity"].value()) == (422, "围炉夜话")
    assert [words in shown for words in ("何敏", "13700137001", "刚才选的照片没有留下，保存前请重新选。")] == [True] * 3
    disk(6)  # sent again, they arrive once more
    for _time in range(2):
        assert session.send().status_code == 302
    assert (Session.objects.count() - before, SessionPhoto.objects.count()) == (1, 2)
    assert sorted(Session.objects.latest("pk").attendances.values_list("person__name", flat=True)) == ["何敏", "张晓丽"]
