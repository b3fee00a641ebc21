"""What lies in the folder of uploads and belongs to no row is set aside, and goes in the end; nothing else does."""

import os
import time

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from guihua.core import secrecy, uploads
from guihua.core.uploads import sweeping
from guihua.desk.models import Export, Import
from tests.factories.accounts import account
from tests.factories.exports import exported

__all__ = ["account"]
pytestmark = pytest.mark.django_db
DAY = 86_400


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.GUIHUA_UPLOADS = tmp_path


def written(name, *, days_ago=2):
    uploads.write(name, b"what nobody can open", key=secrecy.new_wrapped_key()[1])
    then = time.time() - days_ago * DAY
    os.utime(settings.GUIHUA_UPLOADS / name, (then, then))
    return name


def aside():
    return sorted(path.name for path in (settings.GUIHUA_UPLOADS / sweeping.ASIDE).iterdir())


def lasting(name):
    """A day and more passes over the file of a row."""
    then = time.time() - 2 * DAY
    os.utime(settings.GUIHUA_UPLOADS / name, (then, then))


def test_what_a_row_holds_stays_and_what_a_transaction_that_came_to_nothing_left_is_set_aside(account):
    account()
    held = exported("suwanqing").file
    lasting(held)
    with transaction.atomic():
        lost = exported("suwanqing").file
        transaction.set_rollback(True)
    lasting(lost)
    assert uploads.sweep() == 1
    assert (uploads.names_kept(), aside()) == ({held}, [lost])


def test_what_was_sealed_today_may_still_get_its_row():
    fresh = written(uploads.new_name(), days_ago=0)
    assert (uploads.sweep(), uploads.names_kept()) == (0, {fresh})


def test_the_rows_and_findings_of_an_import_are_its_files_until_its_key_is_gone(account, programme):
    name = uploads.new_name()
    files = {written(one) for one in (name, f"{name}.rows", f"{name}.found")}
    found = Import.objects.create(
        subdistrict=programme, kind="attendance", by=account(), file=name, data_key=b"a key", name=b"", draft=b""
    )
    assert (uploads.sweep(), uploads.names_kept()) == (0, files)
    Import.objects.filter(pk=found.pk).update(data_key=b"")
    assert (uploads.sweep(), uploads.names_kept()) == (3, set())


def test_a_worker_that_asked_another_database_took_nothing_for_good(account):
    account()
    held = exported("suwanqing").file
    lasting(held)
    known = Export.objects.get()
    Export.objects.all().delete()
    uploads.sweep()
    assert aside() == [held]
    known.save(force_insert=True)
    uploads.sweep()
    assert (uploads.names_kept(), aside()) == ({held}, [])


def test_what_is_nobodys_goes_after_a_month():
    lost = written(uploads.new_name())
    assert (uploads.sweep(), aside()) == (1, [lost])
    long_ago = time.time() - sweeping.ASIDE_FOR - DAY
    os.utime(settings.GUIHUA_UPLOADS / sweeping.ASIDE / lost, (long_ago, long_ago))
    assert (uploads.sweep(), aside()) == (1, [])


def test_every_field_that_names_a_sealed_file_is_known_to_who_sweeps():
    named = {
        (m._meta.label, f.name) for m in apps.get_models() for f in m._meta.fields if f.name in ("file", "stored_as")
    }
    swept = {(m._meta.label, f.name) for m in apps.get_models() for f in m._meta.fields if type(f) is uploads.NameField}
    links = {("commissioning.FileVersion", "file"), ("commissioning.ArchivedFile", "file")}
    assert named - links == swept
