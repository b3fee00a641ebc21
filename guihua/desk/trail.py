"""The audit trail as a list: who did what to which thing, when, and by which sign-in. Of people only keys stand here."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.listing import Column, Kind, Listing, Phone, choice, day
from guihua.core.models import AuditRow
from guihua.desk import deed_nouns, deed_told, deeds
from guihua.directory import devices
from guihua.directory import models as directory
from guihua.directory.models import users

SYSTEM, ACCOUNTS, EVERY = "system", "accounts", "every"
NAMED = {
    "commissioning.project": (commissioning.Project, "name"),
    "directory.organisation": (directory.Organisation, "name"),
    "directory.community": (directory.Community, "name"),
    "directory.subdistrict": (directory.Subdistrict, "name"),
    "directory.user": (directory.User, "username"),
    "directory.membership": (directory.Membership, "user__username"),
}
"""The things that are called by a name here. No reader of the trail learns a name of the register of people by it."""


def all_for(user: Any) -> QuerySet[AuditRow]:
    """All that the reader may see: the deeds of their sub-districts, what was done to the accounts there, and what these did
    to themselves. The latter two belong to no sub-district."""
    members = _members(user).values("pk")
    found = AuditRow.objects.visible_to(user) | AuditRow.objects.to_accounts(members)
    return (found | AuditRow.objects.of_themselves(members)).exclude(_sealed()).newest_first()


def rows_for(user: Any, about: str) -> QuerySet[AuditRow]:
    """Whoever asks for no range is spared what accounts did to themselves: sign-ins would drown the rest."""
    if about in (ACCOUNTS, EVERY):
        return all_for(user)
    found = AuditRow.objects.visible_to(user) | AuditRow.objects.to_accounts(_members(user).values("pk"))
    return found.exclude(_sealed()).newest_first()


def _sealed() -> Q:
    """Who is writing a proposal is told when its seals are broken, and by no row before."""
    proposal = commissioning.Proposal
    return Q(kind=proposal._meta.label_lower, object_id__in=proposal.objects.sealed().values("pk"))


def _members(user: Any) -> QuerySet[directory.User]:
    return directory.User.objects.filter(memberships__subdistrict__in=users.trail_read_by(user)).distinct()


def listing_for(user: Any) -> Listing:
    members = [(one.pk, one.name or one.username) for one in _members(user).order_by("name", "pk")]
    return Listing(
        gettext_lazy("审计记录"),
        [
            Column("deed", gettext_lazy("做了什么"), lambda row: deeds.told(row.action), address=page_of),
            Column("at", gettext_lazy("什么时候"), _moment, ("at",), phone=Phone.MARK),
            Column("actor", gettext_lazy("谁"), _who, phone=Phone.KEY, kind=Kind.CHIP),
            Column("thing", gettext_lazy("对什么"), _thing, phone=Phone.MARK),
            Column("sign_in", gettext_lazy("从哪里登录"), _from, phone=Phone.MARK),
            Column("number", gettext_lazy("记录号"), lambda row: row.pk, is_extra=True),
        ],
        {
            "noun": choice(gettext_lazy("哪类事"), deed_nouns.NOUNS.items(), narrow=_of_noun),
            "actor": choice(gettext_lazy("谁"), [(SYSTEM, _("系统")), *members], narrow=_by),
            "day": day(gettext_lazy("日期"), by="at"),
            "about": choice(
                gettext_lazy("范围"),
                [(ACCOUNTS, _("账号自己的事")), (EVERY, _("全部"))],
                narrow=lambda rows, about: _about(rows, about, user),
                usual=gettext_lazy("街道的事"),
            ),
        },
        gettext_lazy("有人做了什么以后，会出现在这里。"),
        completed,
        "trail",
    )


def _about(rows: QuerySet[AuditRow], about: str, user: Any) -> QuerySet[AuditRow]:
    return rows if about == EVERY else rows.filter(pk__in=AuditRow.objects.of_themselves(_members(user)).values("pk"))


def _of_noun(rows: QuerySet[AuditRow], noun: str) -> QuerySet[AuditRow]:
    return rows.filter(action__startswith=f"{noun}.")


def _by(rows: QuerySet[AuditRow], who: str) -> QuerySet[AuditRow]:
    return rows.filter(actor=None) if who == SYSTEM else rows.filter(actor=int(who))


def page_of(row: AuditRow) -> str:
    return reverse("desk:deed", args=[row.pk])


def in_full(row: AuditRow, reader: Any) -> dict[str, Any]:
    """What the page of a row tells. `row` comes from `completed`."""
    return {
        "row": row,
        "title": deeds.told(row.action),
        "moment": _moment(row),
        "who": _who(row),
        "thing": _thing(row),
        "from": _from(row),
        "told": deed_told.told(row, reader),
    }


def completed(rows: QuerySet[Any]) -> QuerySet[Any]:
    sign_in = directory.SignIn.objects.filter(pk=OuterRef("sign_in"))
    things = [
        When(kind=kind, then=Subquery(model._default_manager.filter(pk=OuterRef("object_id")).values(field)[:1]))
        for kind, (model, field) in NAMED.items()
    ]
    found: QuerySet[Any] = rows.select_related("actor").annotate(
        thing_name=Case(*things, default=Value(""), output_field=CharField()),
        agent=Subquery(sign_in.values("agent")[:1]),
        address=Subquery(sign_in.values("address")[:1]),
    )
    return found


def _moment(row: AuditRow) -> str:
    return f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"


def _who(row: AuditRow) -> str:
    return (row.actor.name or row.actor.username) if row.actor else _("系统")


def _thing(row: Any) -> str:
    """The name of a project or place; of all else what it is, and its key."""
    if row.thing_name:
        return str(row.thing_name)
    noun = deeds.noun_of(row.kind)
    return f"{noun or row.kind} {row.object_id}" if row.object_id else ""


def _from(row: Any) -> str:
    if row.agent is None:
        return ""
    words = str(devices.device(row.agent).words)
    return f"{words} · {row.address}" if row.address else words
