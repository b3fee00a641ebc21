"""A backup goes to another house: an empty home with the keys becomes the same deployment, also from an older version."""

import io
import json
import os
import shutil
import tarfile

import pytest

from guihua.core.keeping import envelope
from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.processes.deployments import Deployment, database_of_its_own

# several processes, one after the other: on SQLite in the full run only, and once more on PostgreSQL
pytestmark = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [pytest.mark.slow]
TABLES = ["directory_person", "delivery_session", "delivery_attendance", "commissioning_project", "directory_community"]


@pytest.fixture
def houses(tmp_path):
    """One that is filled, and an empty one that has its keys."""
    with database_of_its_own("guihua_here") as here, database_of_its_own("guihua_there") as there:
        (tmp_path / "here").mkdir()
        (tmp_path / "there").mkdir()
        filled, empty = Deployment(tmp_path / "here", here), Deployment(tmp_path / "there", there)
        filled.prepare(tmp_path)
        shutil.copytree(filled.home / "keys", empty.home / "keys")
        rows = [row(code="A1", **served("张晓丽", "13800138001")), row("GC-2", "B1", **served("李志强", "13800138002"))]
        path = programmes.write(tmp_path / "attendance.csv", [programmes.ATTENDANCE_COLUMNS, *rows])
        assert filled.guihua("import", "attendance", path)[0] == 0
        yield filled, empty


def report(house):
    """The year's account, as the house computes it."""
    path = house.home / "report.html"
    assert house.guihua("report", "2022", "--format", "json", "--out", path)[0] == 0
    return [line for line in path.read_text(encoding="utf-8").splitlines() if "generated_at" not in line]


def test_an_empty_home_becomes_the_same_deployment(houses, tmp_path):
    filled, empty = houses
    assert filled.guihua("facts", "refresh")[0] == 0
    assert filled.guihua("backup", tmp_path / "b.guihua")[0] == 0
    code, said = empty.guihua("restore", tmp_path / "b.guihua")
    assert (code, "逐表核对无误" in said, "原来的内容" in said) == (0, True, False)
    assert empty.rows(*TABLES) == filled.rows(*TABLES)
    assert report(empty) == report(filled)
    assert empty.guihua("verify-audit")[0] == 0
    with pytest.raises(Exception, match="the audit only grows"):
        empty.asked("DELETE FROM core_auditrow")


def of_an_older_version(path, target):
    """As if made when the desk had kept nothing yet and had its first migration alone."""
    with envelope.read(path) as content, tarfile.open(mode="r|gz", fileobj=content) as archive:
        members = {one.name: archive.extractfile(one).read() for one in archive}
    manifest = json.loads(members.pop("manifest.json"))
    manifest["migrations"] = [one for one in manifest["migrations"] if one[0] != "desk" or one[1] == "0001_initial"]
    manifest["tables"] = {name: one for name, one in manifest["tables"].items() if not name.startswith("desk_")}
    members = {name: content for name, content in members.items() if not name.startswith("rows/desk_")}
    with (
        envelope.written(target, envelope.label_of(path)) as sealer,
        tarfile.open(mode="w|gz", fileobj=sealer) as archive,
    ):
        for name, content in [*members.items(), ("manifest.json", json.dumps(manifest).encode())]:
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))


def test_an_older_backup_is_brought_up_to_date_in_an_empty_home_alone(houses, tmp_path, settings):
    filled, empty = houses
    settings.GUIHUA_FIELD_KEYS = ((filled.home / "keys" / "field").read_text().strip(),)
    assert filled.guihua("backup", tmp_path / "now.guihua")[0] == 0
    of_an_older_version(tmp_path / "now.guihua", tmp_path / "old.guihua")
    before = filled.rows(*TABLES)
    code, said = filled.guihua("restore", tmp_path / "old.guihua")
    assert (code, "只能恢复到一个空的数据库" in said, filled.rows(*TABLES)) == (1, True, before)
    code, said = empty.guihua("restore", tmp_path / "old.guihua")
    assert (code, "逐表核对无误" in said) == (0, True), said
    assert empty.rows(*TABLES, "desk_export") == before | {"desk_export": 0}


def test_what_stands_is_kept_also_where_nobody_had_upgraded_it_yet(houses, tmp_path):
    filled, _empty = houses
    assert filled.guihua("backup", tmp_path / "b.guihua")[0] == 0
    filled.environment["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    assert filled.ran("django", "migrate", "desk", "0001")[0] == 0
    code, said = filled.guihua("restore", tmp_path / "b.guihua")
    assert (code, "原来的内容备份在" in said) == (0, True), said
