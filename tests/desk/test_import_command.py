"""`guihua import` as it is typed: what it prints, what it leaves behind, and how it ends."""

import os
import subprocess
import sys

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from guihua import cli
from guihua.core import bulk
from guihua.core.models import AuditRow
from guihua.delivery.models import Attendance, Session
from guihua.directory.models import Community, Person
from tests.factories import programmes
from tests.factories.programmes import ATTENDANCE_COLUMNS, COMMUNITIES, row, served

pytestmark = pytest.mark.django_db


def typed(kind, path, *words, **options):
    """What `guihua import` says when it ends well."""
    call_command("import_file", kind, str(path), *words, **options)


def refused(kind, path, *words):
    with pytest.raises(CommandError) as error:
        typed(kind, path, *words)
    assert error.value.returncode == 1
    return str(error.value)


@pytest.fixture
def table(tmp_path):
    def written(name, *rows, head=ATTENDANCE_COLUMNS):
        return programmes.write(tmp_path / name, [head, *rows])

    return written


def test_it_prints_what_was_added_changed_and_known(programme, table, capsys):
    typed(
        "attendance", table("a.csv", row(code="N1", 未具名人数="5"), row(code="N1", **served("张晓丽", "13800138001")))
    )
    typed("attendance", table("a.csv", row(code="N1", 未具名人数="6"), row(code="N2", 未具名人数="1")))
    typed("attendance", table("a.csv", row(code="N1", 时长分钟="60", 未具名人数="6"), row(code="N2", 未具名人数="1")))
    assert capsys.readouterr().out.splitlines() == [
        "新增 2 行，更正 0 行，已有 0 行。",
        "新增 1 行，更正 1 行，已有 0 行。",
        "新增 0 行，更正 1 行，已有 1 行。",
    ]


def test_a_trial_run_says_so_and_writes_nothing(programme, table, capsys):
    before = AuditRow.objects.count()
    typed("attendance", table("a.csv", row(code="N1", 未具名人数="5")), dry_run=True)
    assert capsys.readouterr().out == "试导入（没有写入）：新增 1 行，更正 0 行，已有 0 行。\n"
    assert (Session.objects.filter(code="N1").count(), AuditRow.objects.count()) == (0, before)


def test_bad_cells_are_told_and_marked_in_a_copy_beside_the_file(programme, table, capsys):
    path = table("a.csv", row(code="N1", 未具名人数="5"), row(code="N2", 未具名人数="-3"))
    assert refused("attendance", path) == "没有写入任何一行。改好后请重新导入。"
    marked = path.with_name("a.csv.errors.xlsx")
    assert capsys.readouterr().err.splitlines() == [
        "第 3 行 未具名人数：人数要在 1 到 1,000,000 之间。没有未具名的人请空着。",
        f"共 1 格有误，都标在 {marked} 里。它含有原表的内容，只有你能读；用完请删掉。",
    ]
    assert openpyxl.load_workbook(marked).worksheets[0]["O3"].comment is not None
    assert marked.stat().st_mode & 0o777 == 0o600
    assert not Session.objects.filter(code__in=["N1", "N2"]).exists()


def test_the_marked_copy_is_gone_once_the_file_is_good(programme, table, capsys):
    refused("attendance", table("a.csv", row(code="N1", 未具名人数="-3")))
    path = table("a.csv", row(code="N1", 未具名人数="3"))
    typed("attendance", path)
    marked = path.with_name("a.csv.errors.xlsx")
    assert not marked.exists()
    assert capsys.readouterr().out.splitlines()[-1] == f"上一次留下的 {marked} 已经过时，删掉了。"


def test_where_the_copy_cannot_be_written_the_cells_are_told_all_the_same(programme, table, capsys, monkeypatch):
    from guihua.core import sheets

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(sheets, "write_marked", full)
    refused("attendance", table("a.csv", row(code="N1", 未具名人数="-3")))
    assert "标出它们的文件写不进" in capsys.readouterr().err


def test_the_file_as_a_whole_is_refused_in_a_sentence(programme, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert refused("attendance", tmp_path / "a.pdf") == "这是 PDF 文件，不是表格。请用 .xlsx 或 CSV。"
    assert refused("attendance", tmp_path / "无.csv") == f"没有这份文件：{tmp_path / '无.csv'}"
    assert list(tmp_path.glob("*.errors.xlsx")) == []


def test_with_two_sub_districts_one_is_named_and_gets_its_own(guicheng, table):
    other = programmes.prepared("440605121", "九江镇")
    path = table("c.csv", *COMMUNITIES[1:], head=COMMUNITIES[0])
    assert refused("communities", path) == "有好几个街道，请用 --subdistrict 写明是哪一个。"
    assert refused("communities", path, "--subdistrict", "440605999") == "没有代码为 440605999 的街道。"
    typed("communities", path, "--subdistrict", "440605011")
    assert (Community.objects.filter(subdistrict=guicheng).count(), other.pk != guicheng.pk) == (2, True)
    assert not Community.objects.filter(subdistrict=other).exists()


@pytest.mark.parametrize("broken", [OperationalError("canary 13800138001"), RuntimeError("canary 张晓丽")])
def test_what_nobody_foresaw_is_a_sentence_without_the_contents_and_nothing_is_written(
    programme, table, monkeypatch, capfd, broken
):
    insert = bulk.insert

    def breaks(model, *rest):
        insert(model, *rest)
        if model is Attendance:
            raise broken

    people = Person.objects.count()
    monkeypatch.setattr(bulk, "insert", breaks)
    sentence = refused("attendance", table("a.csv", row(code="N1", **served("陈志强", "13800138007"))))
    assert "没有写入任何一行" in sentence
    assert type(broken).__name__ in sentence
    assert "canary" not in sentence + "".join(capfd.readouterr())
    assert (Session.objects.filter(code="N1").count(), Person.objects.count()) == (0, people)


def test_rows_that_are_in_stay_in_though_the_figures_cannot_follow(programme, table, monkeypatch, capsys):
    from guihua.reporting.actions import facts

    def breaks(_place):
        raise OSError("No space left on device")

    monkeypatch.setattr(facts, "refresh", breaks)
    typed("attendance", table("a.csv", row(code="N1", 未具名人数="5")))
    said = capsys.readouterr()
    assert said.out.startswith("新增 1 行")
    assert "行都已写入" in said.err


def test_ctrl_c_writes_nothing(programme, table, monkeypatch):
    def stops(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "insert", stops)
    with pytest.raises(CommandError) as error:
        typed("attendance", table("a.csv", row(code="N1", 未具名人数="5")))
    assert (str(error.value), error.value.returncode) == ("已中断，没有写入任何一行。", 130)
    assert not Session.objects.filter(code="N1").exists()


@pytest.mark.slow  # a process for each command: in the full run once, on SQLite
class TestFromTheShell:
    """The words as a process of their own: exit code, and never a traceback."""

    @pytest.fixture
    def guihua(self, tmp_path):
        home = tmp_path / "home"
        own = {k: v for k, v in os.environ.items() if not k.startswith(("GUIHUA_", "DATABASE_"))}
        own |= {"GUIHUA_HOME": str(home), "GUIHUA_ADMIN_PASSWORD": "osmanthus-2022"}

        def run(*words):
            command = [sys.executable, "-m", "guihua.cli", *map(str, words)]
            done = subprocess.run(
                command, env=own, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
            )
            assert "Traceback" not in done.stdout + done.stderr
            return done.returncode, done.stdout + done.stderr

        return run

    def test_from_nothing_to_records_and_back_to_a_mended_file(self, guihua, tmp_path):
        assert guihua("import", "communities", "c.csv") == (
            1,
            "没有密钥：请先运行 guihua init（恢复备份时放回当时的 keys 文件夹），或设好 GUIHUA_SECRET_KEY 和 GUIHUA_FIELD_KEYS。\n",
        )
        assert guihua("init", "--subdistrict", "440605011", "--name", "桂城街道", "--admin", "office")[0] == 0
        for path in (tmp_path / "home", tmp_path / "home/keys/field", tmp_path / "home/keys/secret"):
            assert path.stat().st_mode & 0o077 == 0
        path = programmes.write(tmp_path / "c.csv", [COMMUNITIES[0], ["44060501100", "桂一社区", "", ""]])
        code, said = guihua("import", "communities", path)
        assert (code, "社区代码要有 12 位数字。" in said) == (1, True)
        book = openpyxl.load_workbook(tmp_path / "c.csv.errors.xlsx")
        book.worksheets[0]["A2"] = "440605011001"
        book.save(tmp_path / "mended.xlsx")
        assert guihua("import", "communities", tmp_path / "mended.xlsx") == (0, "新增 1 行，更正 0 行，已有 0 行。\n")
        assert guihua("verify-audit")[0] == 0

    def test_a_word_that_is_not_there_ends_with_2(self, guihua):
        assert guihua("imports")[0] == 2
        assert cli.main(["help"]) == 0

    def test_a_database_that_was_never_prepared_is_said(self, guihua, tmp_path):
        (tmp_path / "home" / "keys").mkdir(parents=True)
        for name in ("secret", "field"):
            (tmp_path / "home" / "keys" / name).write_text("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
        code, said = guihua("import", "communities", "c.csv")
        assert (code, "OperationalError" in said) == (1, True)
