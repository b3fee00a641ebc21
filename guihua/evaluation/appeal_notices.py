"""What people are told of appeals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role
from guihua.evaluation import models as evaluation

Appeal = evaluation.Appeal
SENT = inbox.kind(
    "appeal.sent",
    gettext_lazy("承接机构提出申诉"),
    lambda params: _("%(project)s：承接机构对「%(round)s」的结果提出申诉，等您受理。") % params,
)
ANSWERED = inbox.kind(
    "appeal.answered",
    gettext_lazy("申诉受理或不受理"),
    lambda params: (
        _("%(project)s：对「%(round)s」的申诉已受理，由其他专家复评。") % params
        if params["admitted"]
        else _("%(project)s：对「%(round)s」的申诉不受理，请看原因。") % params
    ),
)
ASKED = inbox.kind(
    "appeal.asked",
    gettext_lazy("请您复评"),
    lambda params: _("%(project)s：有 %(n)s 项指标提出申诉，请您复评。") % params,
)
LOOKED = inbox.kind(
    "appeal.looked",
    gettext_lazy("复评都提交了"),
    lambda params: _("%(project)s：复评都提交了，等您决定申诉。") % params,
)
DECIDED = inbox.kind(
    "appeal.decided",
    gettext_lazy("申诉有了决定"),
    lambda params: (
        _("%(project)s：对「%(round)s」的申诉成立，结果已更新。") % params
        if params["upheld"]
        else _("%(project)s：对「%(round)s」的申诉不成立，结果不变。") % params
    ),
)


def sent(appeal: Appeal) -> None:
    _tell(_office(appeal), SENT, appeal, _page(appeal))


def answered(appeal: Appeal) -> None:
    """The managers of its provider."""
    is_admitted = appeal.state != evaluation.AppealState.REFUSED
    _tell(_managers(appeal), ANSWERED, appeal, _page(appeal), admitted=is_admitted)


def asked(appeal: Appeal) -> None:
    """Who is to look again and has an account; whoever was told before is not told anew."""
    for look in appeal.looks.taken().select_related("assessor").order_by("pk"):
        if look.assessor.user_id:
            address = reverse("evaluation:second_look", args=[look.pk])
            people = directory.User.objects.filter(pk=look.assessor.user_id, is_active=True)
            _tell(people, ASKED, appeal, address, n=appeal.points.count())


def looked(appeal: Appeal) -> None:
    _tell(_office(appeal), LOOKED, appeal, _page(appeal))


def decided(appeal: Appeal) -> None:
    """The managers of its provider and its liaison officer, who read the result."""
    address = reverse("evaluation:result", args=[appeal.entered_id])
    is_upheld = appeal.state == evaluation.AppealState.UPHELD
    people = _managers(appeal) | _officers(appeal)
    _tell(people, DECIDED, appeal, address, upheld=is_upheld)


def _tell(people: Iterable[Any], kind: inbox.Kind, appeal: Appeal, address: str, **more: Any) -> None:
    params = {"project": appeal.entered.project.name, "round": appeal.entered.round.name} | more
    inbox.tell(people, kind.code, event=f"{kind.code}-{appeal.pk}", params=params, address=address)


def _page(appeal: Appeal) -> str:
    return reverse("evaluation:appeal", args=[appeal.pk])


def _office(appeal: Appeal) -> Any:
    held = directory.Membership.objects.filter(role=Role.OFFICE, subdistrict=appeal.entered.round.subdistrict_id)
    return _active(held)


def _managers(appeal: Appeal) -> Any:
    held = directory.Membership.objects.filter(role=Role.MANAGER, organisation=appeal.entered.project.provider_id)
    return _active(held)


def _officers(appeal: Appeal) -> Any:
    project = appeal.entered.project_id
    granted = directory.Grant.objects.filter(role=Role.LIAISON, kind="project", object_id=project).on(clock.today())
    held = directory.Membership.objects.filter(role=Role.LIAISON, subdistrict=appeal.entered.round.subdistrict_id)
    return _active(held) & directory.User.objects.filter(pk__in=granted.values("user"))


def _active(held: Any) -> Any:
    rows = held.on(clock.today()).order_by().values("user")
    return directory.User.objects.filter(pk__in=rows, is_active=True).order_by("pk")
