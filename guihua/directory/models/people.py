"""Who: one natural person, whatever parts they play. Phone and ID number are sealed under the person's own key."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.core.tenancy import TenantRow


class Person(TenantRow):
    """Somebody as they were met: by ID number, or by phone and name where no ID number was given.

    Whoever was met by phone and name may turn out to be somebody met by ID number, and then points there. Attendance
    keeps pointing at the person as met, so that a pointer can be set, moved and taken away without touching records.
    """

    name = models.CharField(_("姓名"), max_length=40)
    data_key = models.BinaryField(max_length=96)  # wrapped; emptied when the person is erased
    phone = models.BinaryField(blank=True)  # sealed
    id_number = models.BinaryField(blank=True)  # sealed
    id_index = models.BinaryField(max_length=32, null=True)
    handle_index = models.BinaryField(max_length=32, null=True)  # of phone and name, for who was met without ID number
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    data_classes = secrecy.classed(
        internal="merged_into", personal="name", sealed="data_key phone id_number id_index handle_index"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "id_index"], name="one_person_an_id_number"),
            models.UniqueConstraint(fields=["subdistrict", "handle_index"], name="one_person_a_phone_and_name"),
            models.CheckConstraint(
                condition=Q(id_index=None, handle_index__isnull=False)
                | Q(id_index__isnull=False, handle_index=None, merged_into=None),
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


class Resemblance(TenantRow):
    """Two people who may be one, waiting for somebody to look."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="resemblances")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField(max_length=40)

    data_classes = secrecy.classed(internal="person other why")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="resemblance_once")]
