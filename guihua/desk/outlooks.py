"""What undoing an import does to the people whom it brought, in words."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guihua.core.wording import listed
from guihua.delivery import arrivals
from guihua.delivery.models import ImportBatch
from guihua.directory import leaving
from guihua.directory.leaving import Leaving

ELSE = gettext_lazy("%(n)s 人在别处用到")
STAYING: dict[str, str | Promise] = {
    "attendance": gettext_lazy("%(n)s 人还有别的参与记录"),
    "dutyshift": gettext_lazy("%(n)s 人还有别的值勤"),
    "merge": gettext_lazy("%(n)s 人和别人合并过"),
    "resemblance": gettext_lazy("%(n)s 人有人判断过是不是同一人"),
    "consent": gettext_lazy("%(n)s 人留有同意"),
    "reading": gettext_lazy("%(n)s 人有人看过完整号码"),
    leaving.EDITED: gettext_lazy("%(n)s 人的登记改过"),
    arrivals.READ: gettext_lazy("%(n)s 人的姓名有人看过"),
}
"""Why people stay, by what stands on them."""


class Sentence(NamedTuple):
    """`going` and `staying` are "" where there is nobody to tell of."""

    going: str
    staying: str


def of(batch: ImportBatch) -> list[Sentence]:
    """Of the register, and of the codenames of confidential domains, where the file brought any."""
    outlook = arrivals.outlook(batch)
    return [one for one in (_of_register(outlook.people), _of_codenames(outlook.codenames)) if any(one)]


def _of_register(people: Leaving) -> Sentence:
    going = ngettext("它带来的 %(n)s 人也从登记里删除。", "它带来的 %(n)s 人也从登记里删除。", len(people.going))
    staying = _("%(n)s 人留在登记里：%(why)s。")
    return Sentence(_told(going, people.going), _why(staying, people.staying))


def _of_codenames(codenames: Leaving) -> Sentence:
    going = ngettext("保密领域里它带来的 %(n)s 人也删除。", "保密领域里它带来的 %(n)s 人也删除。", len(codenames.going))
    staying = _("保密领域里 %(n)s 人留下：%(why)s。")
    return Sentence(_told(going, codenames.going), _why(staying, codenames.staying))


def _told(words: str, going: list[int]) -> str:
    return words % {"n": f"{len(going):,}"} if going else ""


def _why(words: str, staying: Counter[str]) -> str:
    why = [str(STAYING.get(held, ELSE)) % {"n": f"{n:,}"} for held, n in staying.most_common()]
    return words % {"n": f"{staying.total():,}", "why": listed(why)} if why else ""
