"""Whoever types a command that cannot be done reads one sentence on what is wrong and one on what to do, and no code."""

import os
import subprocess
import sys

import pytest

from guihua import cli
from guihua.config import commands
from guihua.reporting import store
from guihua.reporting.actions import facts
from tests.factories import programmes

IMPORT = "写法：guihua import [--subdistrict CODE] [--dry-run]"
MISTYPED = [
    (
        ["import", "people", "a.csv"],
        "kind 不能是 people，可以是：communities、organisations、projects、attendance、duty、contracts、budgets、payments、earlier。",
    ),
    (["import", "attendance"], "还缺：file。"),
    (["import"], "还缺：kind、file。"),
    (["import", "attendance", "a.csv", "--really"], "不认识：--really。"),
    (["import", "attendance", "a.csv", "--subdistrict"], "--subdistrict 后面要写一个值。"),
    (["import", "attendance", "a.csv", "--dry-run=yes"], "--dry-run 后面不能写值：yes。"),
    (["report"], "还缺：year。"),
    (["report", "twenty"], "year 要写成整数，不能是 twenty。"),
    (["report", "2022", "--format", "odt"], "--format 不能是 odt，可以是：json、xlsx、html、docx、pdf。"),
    (["init", "--name", "桂城街道"], "还缺：--subdistrict、--admin。"),
    (["serve", "--port", "eighty"], "--port 要写成整数，不能是 eighty。"),
    (["demo", "--se", "7"], "--se 不完整，可以是：--settings、--seed。"),
    (["facts", "delete"], "verb 不能是 delete，可以是：refresh。"),
]


@pytest.mark.parametrize(
    ("words", "sentence"), MISTYPED, ids=lambda one: one if isinstance(one, str) else " ".join(one)
)
def test_a_slip_is_told_in_a_sentence_with_the_way_to_write_it(words, sentence, capsys):
    assert cli.main(words) == 2
    out, [first, usage] = (part.splitlines() if n else part for n, part in enumerate(capsys.readouterr()))
    assert (out, first) == ("", sentence)
    assert usage.startswith(f"写法：guihua {words[0]} ")


def test_the_way_to_write_it_names_what_the_command_takes_and_nothing_else(capsys):
    cli.main(["import"])
    assert capsys.readouterr().err.splitlines()[1].startswith(IMPORT)
    assert "--traceback" not in capsys.readouterr().err


def test_a_slip_that_nobody_thought_of_is_told_as_it_comes():
    assert commands.told("expected at most 2 arguments") == "expected at most 2 arguments"


def test_a_command_that_is_not_there_names_the_one_that_was_meant_and_all_others(capsys):
    assert cli.main(["imprt", "attendance", "a.csv"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("没有 imprt 这个命令，是不是 import？")
    assert "  verify-audit\n" in said


@pytest.mark.once
def test_help_on_a_command_is_given_before_there_are_keys(tmp_path, guihua):
    code, out, err = guihua("report", "--help")
    assert (code, err) == (0, "")
    assert "--format {json,xlsx,html,docx,pdf}" in out
    assert not (tmp_path / "home").exists()


@pytest.fixture
def guihua(tmp_path):
    """The command as a process of its own, in a home of its own."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("GUIHUA_", "DATABASE_", "DJANGO_"))}
    own |= {"GUIHUA_HOME": str(tmp_path / "home"), "GUIHUA_ADMIN_PASSWORD": "osmanthus-2022"}

    def run(*words):
        done = subprocess.run(
            [sys.executable, "-m", "guihua.cli", *map(str, words)],
            env=own, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.once
def test_a_database_that_was_never_prepared_ends_with_1_and_the_next_step(guihua, tmp_path):
    assert guihua("init", "--subdistrict", "4406", "--name", "桂城街道", "--admin", "office") == (
        1, "", "街道代码要有 9 位数字，街道名称不能空着，最多 40 个字。\n"
    )  # fmt: skip
    code, out, said = guihua("report", "2022")
    assert (code, out, said.splitlines()[0]) == (1, "", "数据库用不了（OperationalError）。")
    assert "guihua init" in said


@pytest.fixture
def typed(db, capsys, monkeypatch):
    """The command in this process and its database; exit code, and what was printed on both sides."""
    monkeypatch.setattr(commands.connections, "close_all", lambda: None)

    def run(*words):
        code = cli.main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run


def test_what_is_refused_ends_with_1_and_the_plain_sentence(typed, guicheng, tmp_path, monkeypatch):
    monkeypatch.setenv("GUIHUA_ADMIN_PASSWORD", "osmanthus-2022")
    table = programmes.write(tmp_path / "c.csv", programmes.COMMUNITIES)
    for words, sentence in (
        (
            ("init", "--subdistrict", guicheng.code, "--name", "桂城街道", "--admin", "office"),
            "街道 440605011 已经建好了。",
        ),
        (("import", "communities", tmp_path / "none.csv"), f"没有这份文件：{tmp_path / 'none.csv'}"),
        (("import", "communities", table, "--subdistrict", "440605099"), "没有代码为 440605099 的街道。"),
        (("report", "2022"), "还没有项目和参与记录，没有报告可出。请先用 guihua import 导入。"),
        (("demo", "--year", "1999"), "数据库里已经有街道了，演示只能放进空数据库。"),
        (("demo", "--accounts"), "这里不是演示。"),
        (("verify-audit", "--seen", "nonsense"), "--seen 要写成 区块:指纹，例如 12:3f2a90c4d5e6b718。"),
    ):
        assert typed(*words) == (1, "", f"{sentence}\n"), words
    assert typed("report", "2022", "--format", "pdf") == (2, "", "pdf 格式还没有做好。\n")


def test_a_report_that_has_no_records_or_cannot_be_written_says_so(typed, programme, tmp_path):
    assert typed("report", "1999") == (1, "", "1999 年没有记录。有记录的年度：2022。\n")
    out = tmp_path / "nowhere" / "report.json"
    assert typed("report", "2022", "--out", out) == (
        1, "", f"报告写不进 {out}：请看看文件夹在不在、能不能写、磁盘有没有满。\n"
    )  # fmt: skip
    assert typed("report", "2022", "--out", tmp_path / "report.json") == (0, "", "")


def test_a_refusal_from_deep_inside_is_told_in_its_own_sentence(typed, programme, monkeypatch):
    (store.folder(programme.code)).mkdir(parents=True)
    monkeypatch.setattr(facts, "refresh", lambda *_: None)
    (store.folder(programme.code) / "manifest.json").write_text("{")
    code, out, said = typed("report", "2022")
    assert (code, out) == (1, "")
    assert said == "汇总数据读不出来。请管理员运行 guihua facts refresh --full，从记录重新汇总。\n"


def test_who_stops_a_command_reads_that_it_stopped(typed, guicheng, monkeypatch):
    monkeypatch.setattr(facts, "refresh", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
    assert typed("facts", "refresh") == (130, "", "已中断。\n")
