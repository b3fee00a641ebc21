"""The texts in which the search looks for words: what a visit, a task, a message … says, once more, as it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Self

from django.db import models
from django.db.models import Q

from guihua.commissioning.models.projects import Project
from guihua.core import finding, secrecy
from guihua.core.tenancy import TenantRow


class SearchTextQuerySet(models.QuerySet["SearchText"]):
    def saying(self, words: Iterable[str]) -> Self:
        """Those in which each of the words stands: as 汉字, as it is read, or by initials. None where no word says enough."""
        asked = [_standing(meant) for meant in map(finding.meant, words) if meant != finding.Meant()]
        return self.filter(reduce(and_, asked)) if asked else self.none()

    def in_the_open(self) -> Self:
        """A confidential domain's are nobody's to search: they may name people."""
        return self.exclude(project__in=Project.objects.filter(domain__is_confidential=True))

    def newest_first(self) -> Self:
        return self.order_by("-day", "-object_id")


def _standing(meant: finding.Meant) -> Q:
    if meant.plain:
        return Q(plain__contains=meant.plain)
    return reduce(or_, (Q(pinyin__contains=way) for way in meant.pinyin), Q(initials__contains=meant.initials))


class SearchText(TenantRow):
    """What one thing says. Written by the verb that changes the thing, in its transaction, and gone with it. Who may read it is
    asked of the thing itself, each time."""

    kind = models.CharField(max_length=16)  # a key of search_texts.SOURCES
    object_id = models.BigIntegerField()
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    text = models.TextField()
    plain = models.TextField()
    pinyin = models.TextField()
    initials = models.TextField()

    data_classes = secrecy.classed(internal="kind object_id project day", personal="text plain pinyin initials")
    objects = SearchTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_text_once")]
        indexes = [models.Index(fields=["kind", "-day", "-object_id"], name="search_texts_by_day")]
