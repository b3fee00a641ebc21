"""Who: one natural person, whatever parts they play. Phone and ID number are sealed under the person's own key."""

from __future__ import annotations

from typing import Any, Self

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import finding, secrecy
from guihua.core.history import RowHistory
from guihua.core.tenancy import TenantRow
from guihua.directory.models import users
from guihua.directory.models.places import Subdistrict

LAST = "\U0010ffff"  # stands behind every character

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

    def called(self, typed: str) -> Self:
        """Those whose name is meant by what was typed: 汉字, pinyin, initials, or some of each."""
        asked = finding.asked(typed)
        if asked is None:
            return self.none()
        likely = self
        for gram in asked.every:
            likely = likely.filter(pk__in=PersonGram.objects.exactly(gram).values("person"))
        if asked.some or asked.beginning:
            likely = likely.filter(pk__in=PersonGram.objects.any_of(asked).values("person"))
        if asked.is_sure:
            return likely
        names = likely.order_by().values_list("pk", "name")
        return self.filter(pk__in=[pk for pk, name in names.iterator() if finding.matches(name, typed)])


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


class PersonGramQuerySet(models.QuerySet["PersonGram"]):
    def any_of(self, asked: finding.Asked) -> Self:
        wanted = Q(gram__in=sorted(asked.some))
        return self._indexed().filter(wanted | _begins(asked.beginning) if asked.beginning else wanted)

    def exactly(self, gram: str) -> Self:
        return self._indexed().filter(gram=gram)

    def _indexed(self) -> Self:
        """Of every sub-district, each of which is looked up in the index; of which ones, the people asked of tell."""
        return self.filter(subdistrict__in=Subdistrict.objects.values("pk"))


def _begins(beginning: str) -> Q:
    """In the form for which each database uses the index."""
    if connection.vendor == "sqlite":
        return Q(gram__gte=beginning, gram__lt=beginning + LAST)
    return Q(gram__startswith=beginning)


class PersonGram(TenantRow):
    """A piece of a person's name, of which they are found. Written with the name, and gone with it."""

    subdistrict = models.ForeignKey(
        Subdistrict, models.PROTECT, related_name="+", db_index=False
    )  # begins the index below
    person = models.ForeignKey(Person, models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=finding.LONGEST)

    data_classes = secrecy.classed(internal="person", personal="gram")
    objects = PersonGramQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["subdistrict", "gram", "person"],
                name="people_by_gram",
                opclasses=["int8_ops", "varchar_pattern_ops", "int8_ops"],  # so that a beginning is looked up in it
            )
        ]
