"""Starting a demonstration: what is in the way is said in one clear sentence, before anything is touched."""

import socket

import pytest
from django.conf import settings as product
from django.core.management import CommandError, call_command

from guihua.demo import filling


@pytest.fixture
def own_home(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("GUIHUA_HOME", str(tmp_path))
    settings.DEMONSTRATION = None
    return tmp_path


@pytest.fixture
def database_file(monkeypatch, own_home):
    """Stands for the database of the home, which the tests' own is not in."""
    file = own_home / "guihua.sqlite3"
    file.touch()
    other = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)}
    monkeypatch.setattr(product, "DATABASES", {"default": other})
    return file


@pytest.fixture
def taken_port(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("PORT", str(other.getsockname()[1]))
        yield other.getsockname()[1]


def test_a_port_in_use_is_named_together_with_one_that_is_free(own_home, taken_port):
    with pytest.raises(CommandError, match=f"端口 {taken_port} 已被占用.*PORT=\\d+ ./run demo"):
        call_command("demo", ready=True)
    assert list(own_home.iterdir()) == []


def test_a_filling_that_broke_off_is_recognised_and_the_way_out_named(own_home):
    (own_home / filling.UNFINISHED).touch()
    with pytest.raises(CommandError, match=r"清掉重来：\./run demo --start-over"):
        call_command("demo")


def test_starting_over_takes_away_the_demonstration_and_leaves_the_keys(own_home, database_file):
    (own_home / "keys").mkdir()
    (own_home / "facts").mkdir()
    (own_home / filling.UNFINISHED).touch()
    filling.start_over()
    assert [path.name for path in own_home.iterdir()] == ["keys"]


def test_what_is_no_demonstration_is_never_taken_away(own_home, database_file):
    with pytest.raises(CommandError, match="这里不是演示，什么也没有删。"):
        call_command("demo", start_over=True)
    assert database_file.exists()


@pytest.mark.django_db
def test_a_database_in_use_is_left_alone(own_home, guicheng):
    with pytest.raises(CommandError, match="数据库里已经有街道了"):
        call_command("demo")
