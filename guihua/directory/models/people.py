"""Who: one natural person, whatever parts they play. Phone and ID number are sealed under the person's own key."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.history import RowHistory
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users

KEYS = ("data_key", "id_index", "handle_index", "phone_index", "phone_tail_index", "birthday_index")
POINTERS = ("same_as", "merged_into")


class Gender(models.TextChoices):
    FEMALE = "female", _("女")
    MALE = "male", _("男")


class PersonQuerySet(models.QuerySet["Person"]):
    def in_their_own_right(self) -> Self:
        """Each human being once: neither those who turned out to be another, nor those who were erased."""
        return self.filter(merged_into=None).exclude(data_key=b"")

    def kept_by(self, user: Any) -> Self:
        """Those of the sub-districts whose office keeps the register. Whom others know, delivery alone can tell."""
        return self.filter(subdistrict__in=users.subdistricts_of(user, users.Role.OFFICE))


class Person(TenantRow):
    """Somebody as they were met: by ID number, or by phone and name where no ID number was given.

    Whoever was met by phone and name may turn out to be somebody met by ID number: `same_as` is what the files say of
    that. `merged_into` is what holds, after what somebody decided by hand (`Merge`, `Resemblance`). Attendance keeps
    pointing at the person as met, so that a pointer can be set, moved and taken away without touching records.
    """

    name = models.CharField(_("姓名"), max_length=40)
    gender = models.CharField(_("性别"), max_length=6, choices=Gender.choices, blank=True)
    community = models.ForeignKey(
        "directory.Community", models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("居住社区")
    )
    data_key = models.BinaryField(max_length=96)  # wrapped; emptied when the person is erased
    phone = models.BinaryField(_("手机"), blank=True)  # sealed
    id_number = models.BinaryField(_("证件号码"), blank=True)  # sealed
    born_on = models.BinaryField(_("生日"), blank=True)  # sealed ISO day, where it was typed and no ID number tells it
    id_index = models.BinaryField(max_length=32, null=True)
    handle_index = models.BinaryField(max_length=32, null=True)  # of phone and name, for who was met without ID number
    phone_index = models.BinaryField(max_length=32, null=True)
    phone_tail_index = models.BinaryField(max_length=32, null=True)  # of the last four digits
    birthday_index = models.BinaryField(max_length=32, null=True)  # of name and birthday
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    data_classes = secrecy.classed(
        internal="same_as merged_into",
        personal="name gender community",
        sealed="data_key phone id_number born_on id_index handle_index phone_index phone_tail_index birthday_index",
    )
    objects = PersonQuerySet.as_manager()
    # no keys: erased once, a person can be read nowhere; and who is whom is told by merges, which are rows of their own
    history = RowHistory(but=[*KEYS, *POINTERS])

    class Meta:
        indexes = [
            models.Index(fields=["subdistrict", "name", "id"], condition=Q(merged_into=None), name="people_by_name"),
            models.Index(fields=["subdistrict", "phone_index"]),
            models.Index(fields=["subdistrict", "phone_tail_index"]),
            models.Index(fields=["subdistrict", "birthday_index"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "id_index"], name="one_person_an_id_number"),
            models.UniqueConstraint(fields=["subdistrict", "handle_index"], name="one_person_a_phone_and_name"),
            models.CheckConstraint(
                condition=Q(id_index=None, handle_index__isnull=False)
                | Q(id_index__isnull=False, handle_index=None, same_as=None),
                name="a_person_is_met_one_way",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("pk")), name="nobody_merges_into_themselves"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonHandle(TenantRow):
    """A phone and name that somebody with an ID number was met under, as a blind index."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="handles")
    index = models.BinaryField(max_length=32)

    data_classes = secrecy.classed(internal="person", sealed="index")

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "index"])]
        constraints = [models.UniqueConstraint(fields=["person", "index"], name="handle_once_a_person")]
