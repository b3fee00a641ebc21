"""A backup brings back every row and every file; a bad one, or a bad moment, leaves what stands as it is."""

from base64 import urlsafe_b64encode

import pytest
from django.db import connection

from guihua.core import audit, keeping, secrecy, uploads
from guihua.core.keeping import envelope, folders, guards, rows, states
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.models import Session
from guihua.directory.models import Person
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("audit_may_be_cleared")]
NAME = "欧阳密语"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A home of its own, so that files may come and go."""
    settings.HOME, settings.GUIHUA_UPLOADS = tmp_path / "home", tmp_path / "home" / "uploads"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def photo(home):
    """A sealed file that somebody sent."""
    _wrapped, key = secrecy.new_wrapped_key()
    uploads.write("0" * 32, b"photo", key=key)
    return lambda: uploads.read("0" * 32, key=key)


@pytest.fixture
def backup(programme, tmp_path, photo):
    """Of a programme with one person at one session; and what stood then."""
    programmes.attendance(programme, tmp_path, row(code="A1", **served(NAME, "13800138001")))
    then = standing()
    keeping.back_up(tmp_path / "then.guihua", by=audit.SYSTEM)
    return tmp_path / "then.guihua", then


def standing():
    """The digest of every table, but for the audit, which goes on."""
    kept = {name: model for name, model in rows.tables().items() if "audit" not in name}
    return {name: rows.digest(rows.parts(model, rows.columns(model))) for name, model in kept.items()}


def go_on(place, folder):
    """Life goes on after the backup: another session, another file, and one that is gone."""
    programmes.attendance(place, folder, row(code="A2", **served("何敏", "13800138002")))
    _wrapped, key = secrecy.new_wrapped_key()
    uploads.write("1" * 32, b"later", key=key)
    uploads.remove("0" * 32)


def test_every_row_and_every_file_is_there_again(backup, programme, tmp_path, photo):
    path, then = backup
    go_on(programme, tmp_path)
    assert standing() != then
    restored = keeping.restore(path, by=audit.SYSTEM)
    assert standing() == then
    assert (photo(), uploads.names_kept(), restored.files) == (b"photo", {"0" * 32}, 1)
    assert audit.first_misfit() is None


def test_what_stood_before_is_kept_and_can_be_brought_back_in_its_turn(backup, programme, tmp_path):
    path, _then = backup
    go_on(programme, tmp_path)
    before = standing()
    aside = keeping.restore(path, by=audit.SYSTEM).stood_before
    assert aside.name.startswith("before-restore-")
    keeping.restore(aside, by=audit.SYSTEM)
    assert (standing(), uploads.names_kept()) == (before, {"1" * 32})


def test_both_deeds_stand_in_the_audit(backup):
    keeping.restore(backup[0], by=audit.SYSTEM)
    assert AuditRow.objects.order_by("-pk").values_list("action", flat=True)[0] == "deployment.restored"
    keeping.back_up(backup[0].with_name("again.guihua"), by=audit.SYSTEM)
    assert AuditRow.objects.order_by("-pk").values_list("action", flat=True)[0] == "deployment.backed_up"


def test_no_key_is_given_out_again_after_a_restore(backup, programme, tmp_path):
    """Not even that of a row which was gone before the backup."""
    programmes.attendance(programme, tmp_path, row(code="A2", 未具名人数="5"))
    last = Session.objects.latest("pk")
    given, _attended = last.pk, last.attendances.all().delete()
    last.delete()
    path = tmp_path / "gone.guihua"
    keeping.back_up(path, by=audit.SYSTEM)
    keeping.restore(path, by=audit.SYSTEM)
    programmes.attendance(programme, tmp_path, row(code="A3", 未具名人数="5"))
    assert Session.objects.latest("pk").pk > given


def test_nobody_reads_a_backup_without_the_keys(backup):
    content = backup[0].read_bytes()
    assert Person.objects.filter(name=NAME).exists()
    assert (NAME.encode() in content, oct(backup[0].stat().st_mode & 0o777)) == (False, "0o600")


SPOILT = {
    "cut": lambda b: b[:-1],
    "cut to its first line": lambda b: b[: b.index(b"\n") + 1],
    "a byte changed": lambda b: b[: len(b) // 2] + bytes([b[len(b) // 2] ^ 1]) + b[len(b) // 2 + 1 :],
    "its first line changed": lambda b: b.replace(b'"made_at": "2', b'"made_at": "3', 1),
    "longer": lambda b: b + b"more",
    "another file": lambda _: b"PK\x03\x04 a workbook",
    "empty": lambda _: b"",
}


def test_a_damaged_backup_is_refused_and_changes_nothing(backup):
    path, then = backup
    content, said = path.read_bytes(), {}
    for how, spoil in SPOILT.items():
        path.write_bytes(spoil(content))
        with pytest.raises(Refused) as refused:
            keeping.restore(path, by=audit.SYSTEM)
        said[how] = refused.value.sentence
    assert said == dict.fromkeys(SPOILT, "这份备份读不全：它损坏了，或者不是桂花的备份。什么也没有改动。")
    assert (standing(), uploads.names_kept()) == (then, {"0" * 32})


def test_a_backup_of_a_newer_version_is_refused_and_changes_nothing(backup, monkeypatch):
    path, then = backup
    older = states.known() - {("desk", "0002_exports")}
    monkeypatch.setattr(states, "known", lambda: older)
    with pytest.raises(Refused) as refused:
        keeping.restore(path, by=audit.SYSTEM)
    assert (refused.value.refusal.code, standing()) == ("newer", then)


def test_a_backup_in_a_form_that_is_not_known_yet_says_which_version_made_it(backup, monkeypatch, tmp_path):
    monkeypatch.setattr(envelope, "FORMAT", 0)
    with pytest.raises(Refused) as refused:
        keeping.restore(backup[0], by=audit.SYSTEM)
    assert refused.value.refusal.code == "newer"


def test_a_backup_of_other_keys_names_them_and_changes_nothing(backup, settings):
    path, then = backup
    needed = envelope.fingerprints()
    settings.GUIHUA_FIELD_KEYS = (urlsafe_b64encode(b"another key of thirty-two bytes!").decode(),)
    with pytest.raises(Refused) as refused:
        keeping.restore(path, by=audit.SYSTEM)
    assert refused.value.sentence.startswith(f"这份备份要用当时的密钥才能打开（指纹 {needed[0]}）。")
    assert standing() == then


@pytest.mark.parametrize("place", [(guards, "hold_now"), (folders.Unpacked, "put_in_place")])
def test_a_restore_that_fails_on_the_way_leaves_all_as_it_stood(backup, programme, tmp_path, monkeypatch, place):
    go_on(programme, tmp_path)
    before, does = standing(), getattr(*place)

    def fails(*given):
        does(*given)
        raise OSError("the disk is full")

    monkeypatch.setattr(*place, fails)
    with pytest.raises(OSError, match="the disk is full"):
        keeping.restore(backup[0], by=audit.SYSTEM)
    assert (standing(), uploads.names_kept()) == (before, {"1" * 32})
    connection.check_constraints()


def test_a_backup_writes_over_no_file(backup):
    content = backup[0].read_bytes()
    with pytest.raises(Refused) as refused:
        keeping.back_up(backup[0], by=audit.SYSTEM)
    assert refused.value.sentence == "「then.guihua」已经在了。备份不覆盖文件，请换一个名字。"
    assert backup[0].read_bytes() == content
