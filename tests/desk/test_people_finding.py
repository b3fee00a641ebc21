"""Somebody is found in the register of people as one types them, by those who may see them, and by nobody else."""

from dataclasses import replace

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.finding.spelling import units
from guihua.directory.actions import details, people, subjects
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Person, PersonGram

pytestmark = pytest.mark.django_db


def named(client, typed, address="/people/"):
    return [line[0].value for line in client.get(address, {"q": typed}).context["shown"].lines]


@pytest.fixture
def office(everybody):
    """The office of a register in which 仇某 and 单某 stand as well."""
    more = [Identity("仇某", "13800138771", ""), Identity("单某", "13800138772", "")]
    people.resolve_many(everybody.place, more, by=audit.SYSTEM)
    return everybody.clients["office"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zhangxl", ["张晓丽"]),
        ("zxl", ["张晓丽"]),
        ("晓丽", ["张晓丽"]),
        ("晓", ["张晓丽"]),
        ("张 xiao", ["张晓丽"]),
        ("qiu", ["仇某"]),
        ("shan", ["单某"]),
        ("s", ["何三", "单某"]),
        ("mou", ["仇某", "单某"]),
        ("lixz", []),
        ("·", []),
    ],
)
def test_the_office_finds_people_as_they_are_typed(office, typed, found):
    assert named(office, typed) == found


def test_who_may_not_see_somebody_does_not_find_them(everybody):
    assert named(everybody.clients["worker"], "zxl") == ["张晓丽"]
    assert named(everybody.clients["confidant"], "zxl") == []
    assert named(everybody.clients["stranger"], "lmh") == []


def test_who_is_forgotten_is_found_no_more(office, everybody):
    zhang = Person.objects.get(name="张晓丽", subdistrict=everybody.place, merged_into=None)
    subjects.erase(zhang, by=audit.SYSTEM, why="本人要求")
    assert named(office, "zxl") == []
    assert not PersonGram.objects.filter(person=zhang).exists()


def test_who_is_called_otherwise_now_is_found_by_the_new_name_alone(office, everybody):
    zhang = Person.objects.get(name="张晓丽", subdistrict=everybody.place, merged_into=None)
    said = replace(details.details(zhang), name="张小莉")
    details.correct(zhang, said, seen=details.version_of(zhang), by=audit.SYSTEM, why="本人来电")
    assert [named(office, typed) for typed in ("晓丽", "小莉", "zxl")] == [[], ["张小莉"], ["张小莉"]]


def test_a_codename_leaves_no_gram(everybody):
    assert set(PersonGram.objects.values_list("person__name", flat=True)) == set(
        Person.objects.values_list("name", flat=True)
    )


@pytest.mark.parametrize("address", ["/projects/", "/organisations/", "/communities/"])
def test_a_register_is_searched_in_pinyin(office, address):
    first = named(office, "", address)[0]
    assert first in named(office, _pinyin(first), address)
    assert named(office, "qqqqq", address) == []


def _pinyin(name):
    return "".join((unit.readings or (unit.text,))[0] for unit in units(name))


def test_a_project_is_found_by_its_providers_initials(office):
    project = Project.objects.filter(subdistrict__code="440605011").first()
    assert project.name in named(office, _pinyin(project.provider.name), "/projects/")
