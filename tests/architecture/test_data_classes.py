"""Every field of every model says who may learn what it holds."""

from django.apps import apps
from django.db import models

from guihua.core import secrecy
from guihua.core.secrecy import DataClass
from guihua.delivery.models import Attendance, Codename
from guihua.directory.models import Organisation, Person


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("guihua.")]


def test_every_field_has_a_data_class_and_no_class_names_a_field_that_is_not_there():
    assert own_models()
    unclassed = {
        model.__name__: sorted(set(secrecy.own_fields(model)) ^ secrecy.classes_of(model).keys())
        for model in own_models()
    }
    assert {name: fields for name, fields in unclassed.items() if fields and fields != ["id"]} == {}


def test_what_is_kept_as_bytes_is_sealed_and_nothing_else_is_but_a_password():
    kept = {(m, f.name) for m in own_models() for f in m._meta.fields if isinstance(f, models.BinaryField)}
    sealed = {(m, name) for m, name in secrecy.holding(DataClass.SEALED) if name != "password"}
    blocks = {(m, name) for m, name in kept if m.__name__ == "AuditBlock"}
    assert kept - blocks == sealed


def test_a_path_over_relations_has_the_class_of_its_end():
    assert secrecy.class_of(Attendance, "pk") == DataClass.INTERNAL
    assert secrecy.class_of(Attendance, "person__name") == DataClass.PERSONAL
    assert secrecy.class_of(Attendance, "codename__phone") == DataClass.SEALED
    assert secrecy.class_of(Organisation, "contact_phone") == DataClass.SENSITIVE
    assert secrecy.classes_of(Person)["merged_into"] == secrecy.classes_of(Codename)["merged_into"]
