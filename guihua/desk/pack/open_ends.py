"""What there is to decide, and what is not in order yet; each with the page where it is seen to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import archive, buying
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models import PaymentState, ProcurementState, ProjectState, TransferState
from guihua.core import clock
from guihua.delivery import models as delivery
from guihua.desk import attention, funds
from guihua.desk.pack.pieces import Lines, Said, Section, yuan

WAITING = (PaymentState.ASKED, PaymentState.CHECKED)


def matters(found: commissioning.Project, user: Any) -> Section:
    told = [*_to_buy(found, user), *_to_pay(found, user), *_to_move(found, user)]
    return Section(_("要决定的事"), [Lines(told)] if told else [], _("现在没有等着决定的事。"))


def _to_buy(found: commissioning.Project, user: Any) -> Iterator[Said]:
    page = reverse("desk:project_buying", args=[found.pk])
    now = _purchase(found, user)
    if found.state == ProjectState.PLANNED and now is None:
        yield Said(_("立项：要不要采购，用什么方式。"), page)
    elif now is not None and now.state == ProcurementState.RUNNING and "report" in now.done:
        yield Said(_("定标：评审已经完成，定哪一家。"), page)
    elif now is not None and now.state == ProcurementState.AWARDED and found.state == ProjectState.PROCURING:
        said = {"name": now.winner.organisation.name, "yuan": yuan(now.winner.quote_fen)} if now.winner else {}
        yield Said(_("签合同：和「%(name)s」签，成交价 %(yuan)s 元。") % said, page)


def _to_pay(found: commissioning.Project, user: Any) -> Iterator[Said]:
    waiting = commissioning.Payment.objects.visible_to(user).filter(instalment__contract__project=found)
    for one in waiting.filter(state__in=WAITING).select_related("instalment").order_by("instalment__position"):
        said = {"n": one.instalment.position, "yuan": yuan(one.instalment.amount_fen), "state": one.get_state_display()}
        yield Said(
            _("付款：第 %(n)s 期 %(yuan)s 元，%(state)s。") % said, reverse("commissioning:payment", args=[one.pk])
        )


def _to_move(found: commissioning.Project, user: Any) -> Iterator[Said]:
    asked = commissioning.Transfer.objects.visible_to(user).filter(source__contract__project=found)
    for one in asked.filter(state=TransferState.ASKED).select_related("source__category", "target__category"):
        said = {"source": one.source, "target": one.target, "yuan": yuan(one.amount_fen), "why": one.why}
        words = _("科目调剂：从「%(source)s」到「%(target)s」%(yuan)s 元。%(why)s")
        yield Said(words % said, reverse("desk:project_money", args=[found.pk]))


def warnings(found: commissioning.Project, user: Any) -> Section:
    told = [*_of_buying(found, user), *_of_money(found, user), *_of_work(found, user)]
    return Section(_("还没有解决的"), [Lines(told)] if told else [], _("没有要提醒的。"))


def _purchase(found: commissioning.Project, user: Any) -> commissioning.Procurement | None:
    seen = commissioning.Procurement.objects.visible_to(user).filter(project=found)
    return seen.standing().with_archive().select_related("winner__organisation").first()


def _of_buying(found: commissioning.Project, user: Any) -> Iterator[Said]:
    now, page = _purchase(found, user), reverse("desk:project_buying", args=[found.pk])
    if now is None:
        return
    words = {
        Standing.LATE: _("「%(step)s」超过时限才办：%(why)s"),
        Standing.LAPSED: _("「%(step)s」已过期限 %(day)s。"),
        Standing.SOON: _("「%(step)s」快到期限 %(day)s。"),
    }
    for one in buying.steps_of(now):
        if one.standing in words:
            why = one.taken.why if one.taken else ""
            yield Said(words[one.standing] % {"step": one.step, "day": one.last or "", "why": why}, page)
    if missing := archive.of(now).missing:
        yield Said(_("采购档案还缺 %(n)s 项。") % {"n": missing}, page)


def _of_money(found: commissioning.Project, user: Any) -> Iterator[Said]:
    signed = commissioning.Contract.objects.visible_to(user).filter(project=found).first()
    page = reverse("desk:project_money", args=[found.pk])
    if signed is None:
        if found.state not in (ProjectState.PLANNED, ProjectState.PROCURING):
            yield Said(_("项目已经在执行，合同还没有登记。"), page)
        return
    if not signed.budget.exists():
        yield Said(_("这份合同还没有预算明细。"), page)
    for line in funds.instalments_of(found, user)["instalments"]:
        if line["payment"] is None and not line["waits"]:
            yield Said(_("第 %(n)s 期可以付了，还没有人申请。") % {"n": line["one"].position}, page)
    proved = commissioning.Voucher.objects.valid().filter(expense__line__contract=signed).values("expense")
    seen = commissioning.Expense.objects.visible_to(user).of(signed).filter(reverses=None, reversed_by=None)
    if bare := seen.exclude(pk__in=proved).count():
        yield Said(_("有 %(n)s 笔支出还没有凭证文件。") % {"n": bare}, page)


def _of_work(found: commissioning.Project, user: Any) -> Iterator[Said]:
    rows = commissioning.Project.objects.filter(pk=found.pk)
    if found.state == ProjectState.RUNNING and found.ends_on < clock.today():
        yield Said(_("合同期已满，还没有评估。"), reverse("desk:project", args=[found.pk]))
    elif attention.projects(user, rows, attention.SILENT).exists():
        yield Said(_("好久没有记录了。"), reverse("desk:project_sessions", args=[found.pk]))
    for kind, (title, _words) in attention.SESSIONS.items():
        held = delivery.Session.objects.filter(project=found)
        if n := attention.sessions(user, held, kind).count():
            told = _("%(what)s：%(n)s") % {"what": title, "n": n}
            yield Said(told, reverse("desk:project_sessions", args=[found.pk]))
