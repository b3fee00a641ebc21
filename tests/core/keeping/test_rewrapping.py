"""The deployment's key is changed while people work: nothing is lost, nothing that was destroyed comes back."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guihua.config import home
from guihua.core import audit, secrecy
from guihua.core.keeping import rewrapping
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.core.secrecy import ring
from guihua.delivery.models import Codename
from guihua.directory.actions import subjects
from guihua.directory.models import Person
from tests.factories import programmes
from tests.factories.programmes import row, served

NAME, PHONE = "谭秀兰", "13800138001"


@pytest.fixture
def field_keys(settings, tmp_path):
    """A deployment whose keys lie in its home, under the key that the tests have."""
    settings.GUIHUA_FIELD_KEYS_FILE = tmp_path / "field"
    settings.GUIHUA_FIELD_KEYS_FILE.write_text(settings.GUIHUA_FIELD_KEYS[0])
    return settings.GUIHUA_FIELD_KEYS_FILE


@pytest.fixture
def register(field_keys, programme, tmp_path):
    """One person of the register, and one under a codename."""
    rows = [row(**served(NAME, PHONE)), row("GC-2", "B1", 服务形式="个案", **served("区淑仪", "13800138002"))]
    programmes.attendance(programme, tmp_path, *rows)
    return programme


def rotate():
    said = StringIO()
    call_command("keys", "rotate", stdout=said)
    return said.getvalue().splitlines()


def phone_of(name):
    person = Person.objects.get(name=name)
    return secrecy.opened(person.phone, key=secrecy.unwrapped(person.data_key), place="directory_person.phone")


def wrappers():
    """By which keys of the ring, newest first as 0, the data keys lie wrapped."""
    ids = [secrecy.key_id_of(key) for key in ring.newest_first()]
    wrapped = [*Person.objects.values_list("data_key", flat=True), *Codename.objects.values_list("data_key", flat=True)]
    return sorted({ids.index(bytes(one)[: secrecy.KEY_ID]) for one in wrapped if one})


def test_every_data_key_lies_under_the_new_key_and_everything_opens_and_is_found_as_before(register, tmp_path):
    before = bytes(Person.objects.get(name=NAME).data_key)
    said = rotate()
    assert len(ring.newest_first()) == 2
    assert wrappers() == [0]
    assert bytes(Person.objects.get(name=NAME).data_key) != before
    assert phone_of(NAME) == PHONE
    assert rewrapping.wrapped_under()[1] == 0
    assert said[0] == f"换好了：{rewrapping.wrapped_under()[0]} 把数据密钥改由最新的主密钥包着。"
    people = Person.objects.count()
    met_again = programmes.attendance(register, tmp_path, row(code="A2", **served(NAME, PHONE)))
    assert (met_again.counted.added, Person.objects.count()) == (1, people)
    assert audit.first_misfit() is None


def test_who_comes_after_the_change_is_sealed_under_the_new_key_by_a_process_that_ran_before_it(register, tmp_path):
    rotate()
    programmes.attendance(register, tmp_path, row(code="A2", **served("何敏", "13800138003")))
    assert wrappers() == [0]
    assert phone_of("何敏") == "13800138003"


def test_somebody_erased_in_the_middle_of_it_stays_erased(register, monkeypatch):
    anew = secrecy.wrapped_anew

    def erased_first(wrapped):
        if person := Person.objects.filter(data_key=wrapped).first():
            subjects.erase(person, by=audit.SYSTEM, why="本人要求")
        return anew(wrapped)

    monkeypatch.setattr(secrecy, "wrapped_anew", erased_first)
    rotate()
    assert {bytes(key) for key in Person.objects.values_list("data_key", flat=True)} == {b""}


def test_a_change_that_was_stopped_half_way_is_finished_by_doing_it_again(register, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(rewrapping, "_replace", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rotate()
    assert (len(ring.newest_first()), wrappers()) == (2, [1])
    rotate()
    assert (len(ring.newest_first()), wrappers()) == (2, [0])
    rotate()
    assert (len(ring.newest_first()), wrappers()) == (3, [0])
    assert phone_of(NAME) == PHONE


def test_where_a_key_is_missing_nothing_is_changed(register, field_keys):
    rotate()
    newest, oldest = ring.newest_first()
    field_keys.write_text(oldest)
    with pytest.raises(Refused) as refused:
        rotate()
    assert refused.value.sentence.startswith(f"有 {Person.objects.count() + Codename.objects.count()} 把数据密钥打不开")
    assert ring.newest_first() == (oldest,)
    field_keys.write_text(f"{newest},{oldest}")
    assert phone_of(NAME) == PHONE


def test_keys_of_the_environment_are_put_in_front_by_whoever_keeps_them(register, settings, field_keys):
    settings.GUIHUA_FIELD_KEYS_FILE = None
    with pytest.raises(CommandError, match="把新的一把写在最前面"):
        rotate()
    home.put_new_field_key_in_front(field_keys)
    settings.GUIHUA_FIELD_KEYS = tuple(field_keys.read_text().split(","))
    rotate()
    assert wrappers() == [0]


def test_the_audit_says_that_it_was_done_and_tells_no_key(register):
    rotate()
    [noted] = AuditRow.objects.filter(action="keys.rotated")
    assert noted.details == {"data_keys": rewrapping.wrapped_under()[0]}


def test_two_who_change_it_at_once_each_put_a_key_in_front(field_keys, settings):
    with ThreadPoolExecutor(8) as people:
        list(people.map(home.put_new_field_key_in_front, [field_keys] * 8))
    keys = ring.newest_first()
    assert (len(keys), len(set(keys)), keys[-1]) == (9, 9, settings.GUIHUA_FIELD_KEYS[0])
    assert field_keys.stat().st_mode & 0o777 == 0o600
