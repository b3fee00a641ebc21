"""Results of 桂城 that were published and contested: an appeal that waits for the office, and one at which others look again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role, User
from guihua.evaluation.actions import appeals, publishing, second_looks
from guihua.evaluation.models import Appeal, Assessor, Round, SecondLook
from guihua.evaluation.said import MarkSaid
from tests.factories import judged, judging

REASONS = {"目标达成": "月报里少算了三场"}


def published(name: str = "申诉轮", *numbers: str, **changes: Any) -> Round:
    return publishing.publish(judged.drafted(name, *numbers, **changes), by=audit.SYSTEM)


def sent(one: Round, reasons: Mapping[str, str] = REASONS, *, by: Any = audit.SYSTEM) -> Appeal:
    told = {judged.criterion(one, name).pk: why for name, why in reasons.items()}
    return appeals.send(judged.entered_of(one), told, seen=0, by=by)


def others(*names: str) -> list[Assessor]:
    """Who know practice and money, with accounts called as they are."""
    found = []
    for name in names:
        made = judging.assessor(name, is_finance=True)
        made.user = User.objects.create(username=f"a-{name}", name=name)
        users.appoint(made.user, Role.ASSESSOR, made.subdistrict, by=audit.SYSTEM)
        made.save(update_fields=["user"])
        found.append(made)
    return found


def admitted(one: Round, *names: str, reasons: Mapping[str, str] = REASONS, by: Any = audit.SYSTEM) -> Appeal:
    return appeals.admit(sent(one, reasons), others(*(names or ("戊", "己"))), by=by)


def given(look: SecondLook, **points: str) -> SecondLook:
    """By the names of criteria; – abstains."""
    one = look.appeal.entered.round
    told = {judged.criterion(one, name).pk: _mark(value) for name, value in points.items()}
    return second_looks.mark(look, told, seen=look.revision, by=audit.SYSTEM)


def _mark(value: str) -> MarkSaid:
    return MarkSaid(None, True, "看不到材料") if value == "–" else MarkSaid(Decimal(value), comment="复评的话")


def looked(appeal: Appeal, *points: Mapping[str, str]) -> Appeal:
    """All of them, in the order in which they were asked, submitted."""
    for look, told in zip(appeal.looks.order_by("pk"), points, strict=True):
        second_looks.submit(given(look, **told), by=audit.SYSTEM)
    return Appeal.objects.select_related("entered__round").get(pk=appeal.pk)


def stand() -> None:
    """Of 「公布轮」 GC-1 contested a criterion; 「专家乙」 alone looked again, which is enough there, and the office has to decide."""
    one = Round.objects.get(name="公布轮")
    appeal = appeals.admit(sent(one), [Assessor.objects.get(name="专家乙")], by=audit.SYSTEM)
    looked(appeal, {"目标达成": "62"})


def by_name() -> dict[str, int | str]:
    found: dict[str, int | str] = {}
    for look in SecondLook.objects.select_related("appeal__entered__round"):
        name = look.appeal.entered.round.name
        found |= {f"{name}-appeal": look.appeal_id, f"{name}-look": look.pk}
    return found


def pages() -> list[str]:
    one = Appeal.objects.get(entered__round__name="公布轮")
    own = f"/rounds/appeals/{one.pk}/"
    return [own, f"{own}adding/", f"{own}deciding/", f"/rounds/{one.entered.round_id}/appeals/"]
