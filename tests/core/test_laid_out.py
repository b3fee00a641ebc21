"""What tests start from is what its making left, row by row and file by file, whatever another test did to its own."""

from pathlib import Path

import pytest
from django.conf import settings

from guihua.commissioning.models import Project
from guihua.core import audit, uploads
from guihua.desk.models import Export
from guihua.directory.actions import users
from guihua.directory.models import Person, User
from tests.factories import laid_out
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("time", ["once", "again"])
def test_everybody_is_there_as_they_were_made_and_what_is_done_to_them_reaches_no_other_test(
    everybody, everybody_kept, time
):
    told, made, of_now = laid_out.every_row(), everybody_kept.whole, {'"directory_signin"', '"core_job"'}
    assert {name: rows for name, rows in told.items() if name not in of_now} == {
        name: rows for name, rows in made.items() if name not in of_now
    }
    assert {name: told[name].keys() for name in of_now} == {name: made[name].keys() for name in of_now}
    assert {path: path.read_bytes() for path in everybody_kept.files} == everybody_kept.files
    facts = Path(settings.GUIHUA_FACTS)
    assert {path: (facts / path).read_bytes() for path in everybody_kept.facts} == everybody_kept.facts
    assert everybody.place.name == "桂城街道"
    spoil(everybody)


def spoil(everybody):
    Person.objects.update(name="无名氏")
    User.objects.filter(username="office").update(is_active=False)
    everybody.place.name = "无名街道"
    everybody.place.save()
    everybody.clients["office"].cookies.clear()
    everybody.clients["worker"].get("/")
    export = Export.objects.filter(by__username="office").get()
    uploads.remove(export.file)
    for file in Path(settings.GUIHUA_FACTS).rglob("*.parquet"):
        file.write_bytes(b"spoilt")


def test_what_is_added_afterwards_has_keys_of_its_own(everybody):
    ran = User.objects.order_by("pk").last()
    added = users.register("newcomer", name="黄丽珍", password=PASSWORD, by=audit.SYSTEM)
    assert added.pk > ran.pk


def test_whoever_was_there_before_has_it_made_on_top_of_them(guicheng, programme_kept, tmp_path):
    users.register("before", name="黄丽珍", password=PASSWORD, by=audit.SYSTEM)
    programme_kept.lay_out(tmp_path)
    assert sorted(Project.objects.values_list("number", flat=True)) == ["GC-1", "GC-2", "GC-3"]
    assert User.objects.get().username == "before"
