"""A file is undone while another file comes in that names the same person, on PostgreSQL; and what would be without the lock."""

import pytest
from django.db.models import ProtectedError

from guihua.core import audit
from guihua.delivery.actions import undoing
from guihua.delivery.models import Attendance, ImportBatch
from guihua.directory.actions import departures
from guihua.directory.models import Person, Subdistrict
from tests.factories import programmes
from tests.factories.meeting import both
from tests.factories.programmes import row, served

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
HE = "何敏", "13700137001"


def undone_at_once(place, folder, monkeypatch):
    """What went wrong for who undoes the first file and for who brings the second; both name 何敏, whom the first brought."""
    batch = ImportBatch.objects.get(
        pk=programmes.attendance(place, folder, row(code="N1", **served(*HE))).counted.batch
    )
    return both(
        lambda: undoing.undo(batch, by=audit.SYSTEM),
        lambda: programmes.attendance(place, folder, row(code="N2", **served(*HE))),
        pausing=(departures, "unbind"),
        monkeypatch=monkeypatch,
    )


def met():
    return sorted(Attendance.objects.filter(person__name="何敏").values_list("session__code", flat=True))


def test_who_is_taken_out_while_another_file_names_them_is_entered_anew_by_it(programme, tmp_path, monkeypatch):
    assert undone_at_once(programme, tmp_path, monkeypatch) == ([], [])
    assert (Person.objects.filter(name="何敏").count(), met()) == (1, ["N2"])


def test_without_the_lock_the_undoing_would_fail_on_what_the_other_wrote(programme, tmp_path, monkeypatch):
    rows = type(Subdistrict.objects.all())
    monkeypatch.setattr(rows, "select_for_update", lambda rows, **_how: rows)
    first, second = undone_at_once(programme, tmp_path, monkeypatch)
    assert ([type(wrong) for wrong in first], second) == ([ProtectedError], [])
    assert met() == ["N1", "N2"]
