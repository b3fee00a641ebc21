"""What a file says is for who sent it, and lies readable nowhere."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from guihua.core import uploads
from guihua.core.secrecy import Destroyed
from guihua.desk.actions import imports as actions
from guihua.desk.models import DAYS_TO_UNDO, Import
from guihua.directory.models import Role
from tests.factories import imports
from tests.factories.imports import checked, does, laid_out, sent
from tests.factories.programmes import ATTENDANCE_COLUMNS, row, served

pytestmark = pytest.mark.django_db
NAME, PHONE, MENDED = "欧阳密语", "13977712345", "13977754321"
TOLD = row("GC-2", "N1", **served(NAME, PHONE[:-1]))


@pytest.fixture
def office(everybody):
    return everybody.clients["office"]


def lying_about():
    """Every text of every table, and every file of the folder of uploads."""
    rows = [row for model in apps.get_models() for row in model.objects.values()]
    cells = [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row.values()]
    files = [path.read_bytes() for path in settings.GUIHUA_UPLOADS.rglob("*") if path.is_file()]
    assert files
    return b"\n".join([*cells, *files])


def test_neither_file_nor_draft_nor_what_was_found_can_be_read_at_rest(office):
    found = checked(office, TOLD)
    does(office, found, "mending", column="手机", row=2, new=MENDED)
    does(office, found, "mending", column="手机", old=MENDED, new=PHONE[:-1])
    text = lying_about()
    assert [one for one in (NAME, PHONE[:-1], MENDED, "参与记录.csv") if one.encode() in text] == []


def test_nobody_else_opens_a_draft_not_even_the_office(everybody):
    found = checked(everybody.clients["manager"], TOLD)
    steps = ["import", "import_columns", "import_check", "import_marked"]
    codes = {(who, step): everybody.clients[who].get(reverse(f"desk:{step}", args=[found.pk])).status_code
             for who in ("office", "finance", "worker") for step in steps}  # fmt: skip
    assert set(codes.values()) == {404}


def test_the_office_sees_that_a_file_came_in_and_not_what_it_is_called(everybody):
    manager, office = everybody.clients["manager"], everybody.clients["office"]
    found = sent(manager, imports.as_csv([ATTENDANCE_COLUMNS, row(code="N1", 未具名人数="5")], "罗泽安.csv"))
    laid_out(manager, found)
    does(manager, found, "recording")
    listed = office.get(reverse("desk:imports")).content.decode()
    assert ("罗泽安.csv" in listed, "已导入" in listed) == (False, True)
    assert "罗泽安.csv" not in office.get(reverse("desk:import", args=[found.pk])).content.decode()


def test_a_manager_brings_in_the_own_providers_projects_alone(everybody):
    manager = everybody.clients["manager"]
    found = checked(manager, row(code="N1", 未具名人数="5"), row("街道主办", "N2", 未具名人数="5"))
    assert imports.marks(manager, found) == [(3, "项目编号", "不是你机构的项目。")]
    assert manager.get(reverse("desk:import_start", args=["projects"])).status_code == 404


def test_a_role_that_was_lost_in_the_middle_brings_nothing_in(client, account, programme):
    user = account("leaving", Role.OFFICE, phone="13800138119")
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    found = checked(client, row(code="N1", 未具名人数="5"))
    user.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert does(client, found, "recording").status_code == 403


def test_a_file_is_gone_for_good_once_it_cannot_be_undone(office):
    found = checked(office, row(code="N1", 未具名人数="5"))
    does(office, found, "recording")
    Import.objects.update(recorded_at=timezone.now() - timedelta(days=DAYS_TO_UNDO, minutes=1))
    actions.forget_old()
    found.refresh_from_db()
    assert found.file_name == ""
    with pytest.raises(Destroyed):
        _ = found.key


def test_a_file_that_was_given_up_leaves_nothing(office, django_capture_on_commit_callbacks):
    found = checked(office, row(code="N1", 未具名人数="5"))
    with django_capture_on_commit_callbacks(execute=True):
        does(office, found, "discarding")
    assert {name for name in uploads.names_kept() if name.startswith(found.file)} == set()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0", b"<html>", b"\x00\x01"]
)
def test_what_is_no_table_is_refused_in_words_and_nothing_is_kept(office, content):
    before, count = uploads.names_kept(), Import.objects.count()
    answer = sent(office, imports.SimpleUploadedFile("表.xlsx", content))
    assert (answer.status_code, bool(answer.context["form"].errors["file"])) == (422, True)
    assert (Import.objects.count(), uploads.names_kept() - before) == (count, set())
