"""What may not be read at rest is nowhere: not in the database's pages, its journal, the facts, the logs or what is printed."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.processes.deployments import Deployment

NAME, PHONE, NUMBER = "欧阳无痕", "13912345678", "44060519800101001X"
OTHER_PHONE, OTHER_NUMBER = "13887654321", "440605198001010028"
ON_SQLITE = pytest.mark.skipif(os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="reads SQLite's files")
pytestmark = [ON_SQLITE, pytest.mark.slow]


def forms(text):
    """The text as it might lie somewhere: as UTF-8, as GB18030, as UTF-16, and as JSON escapes."""
    return [text.encode(), text.encode("gb18030"), text.encode("utf-16-le"), ascii(text)[1:-1].encode()]


def readable(home, texts):
    """Where one of the texts can be read, whichever file of the deployment it is in."""
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "guihua.sqlite3" for path in files)
    return [
        (path.name, text) for path in files for text in texts if any(form in path.read_bytes() for form in forms(text))
    ]


@pytest.fixture
def deployment(tmp_path):
    (tmp_path / "home").mkdir()
    made = Deployment(tmp_path / "home", "")
    made.environment["GUIHUA_DEBUG"] = "1"
    made.prepare(tmp_path)
    return made


def attendance(folder, *rows):
    return programmes.write(folder / "attendance.csv", [programmes.ATTENDANCE_COLUMNS, *rows])


def test_a_name_in_confidence_is_in_no_file_and_in_nothing_that_is_said(deployment, tmp_path):
    rows = [
        row("GC-2", "B1", 服务形式="个案", **served(NAME, PHONE, NUMBER)),
        row("GC-2", "B2", 服务形式="个案", **served(NAME, PHONE)),
        row("GC-1", "A1", **served("张晓丽", OTHER_PHONE, OTHER_NUMBER)),
    ]
    path, said = attendance(tmp_path, *rows), ""
    importing = deployment.pausing("import", "attendance", path, at="delivery_attendance", GUIHUA_TEST_SPILL="1")
    importing.wait_until_there()
    secrets = [NAME, PHONE, NUMBER, OTHER_PHONE, OTHER_NUMBER]
    assert readable(deployment.home, secrets) == []
    importing.kill()
    assert readable(deployment.home, secrets) == []
    for words in (["import", "attendance", path], ["import", "attendance", path], ["verify-audit"]):
        code, printed = deployment.guihua(*words)
        said += printed
        assert code == 0
    path = attendance(tmp_path, row("GC-2", "B3", 时长分钟="9999", **served(NAME, PHONE, NUMBER)))
    code, printed = deployment.guihua("import", "attendance", path)
    assert code == 1
    assert readable(deployment.home, secrets) == []
    assert [secret for secret in secrets if secret in said + printed] == []


def test_a_file_that_is_looked_at_in_the_browser_lies_readable_nowhere(deployment, tmp_path):
    rows = [row("GC-2", f"B{n}", 服务形式="个案", **served(NAME, PHONE, NUMBER)) for n in range(3_000)]
    rows.append(row("GC-2", "B0", **served(NAME, PHONE[:-1], OTHER_NUMBER)))
    code, said = deployment.ran("tests.processes.sending", attendance(tmp_path, *rows), NAME, PHONE)
    assert (code, "3001" in said) == (0, True), said
    secrets = [NAME, PHONE, PHONE[:-1], NUMBER, OTHER_NUMBER]
    assert readable(deployment.home, secrets) == []
    assert [secret for secret in secrets if secret in said] == []


def test_the_search_would_find_what_is_not_sealed(deployment, tmp_path):
    assert (
        deployment.guihua("import", "attendance", attendance(tmp_path, row(**served("张晓丽", "13800138001"))))[0] == 0
    )
    with closing(sqlite3.connect(deployment.home / "guihua.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert readable(deployment.home, ["张晓丽", "13800138001"]) == [("guihua.sqlite3", "张晓丽")]
