"""What people are told of who works on projects, and of payments that wait for them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import incident_notices, lapsing_words, request_notices, stop_notices, told, visit_notices
from guihua.commissioning import models as commissioning
from guihua.core import audit, clock, inbox
from guihua.core.ui.pages import page_of
from guihua.directory import models as directory
from guihua.directory.models import users

ASSIGNED = inbox.kind(
    "staffing.confidential",
    gettext_lazy("保密项目分配了社工"),
    lambda params: _("保密项目「%(project)s」由机构负责人分配了一位社工。") % params,
)

WAITS = inbox.kind(
    "payment.waits",
    gettext_lazy("有付款等着办"),
    lambda params: _("「%(project)s」第 %(n)s 期付款%(state)s。") % {**params, "state": _state(params["state"])},
)
CAME_BACK = inbox.kind(
    "payment.refused",
    gettext_lazy("付款申请被退回"),
    lambda params: _("「%(project)s」第 %(n)s 期的付款申请被退回：%(why)s") % params,
)
SUBMITTED = inbox.kind(
    "plan.submitted",
    gettext_lazy("社区发展计划已提交"),
    lambda params: _("%(community)s提交了 %(year)s 年的社区发展计划。") % params,
)
ACCEPTED = inbox.kind(
    "plan.accepted",
    gettext_lazy("社区发展计划已接受"),
    lambda params: _("%(community)s %(year)s 年的社区发展计划已接受。") % params,
)
SENT_BACK = inbox.kind(
    "plan.sent_back",
    gettext_lazy("社区发展计划被退回"),
    lambda params: _("%(community)s %(year)s 年的社区发展计划被退回：%(why)s") % params,
)
CAME_LATER = inbox.kind(
    "need.came_later",
    gettext_lazy("社区后来添加了需求"),
    lambda params: _("%(community)s在 %(year)s 年的计划里添加了「%(need)s」。") % params,
)
INCOMPLETE = inbox.kind(
    "procurement.archive_incomplete",
    gettext_lazy("结项时采购档案不齐"),
    lambda params: _("「%(project)s」已结项，采购档案还缺 %(n)s 项。") % params,
)
SIGNED = inbox.kind(
    "acceptance.signed",
    gettext_lazy("验收书已签字"),
    lambda params: (
        _("「%(project)s」第 %(n)s 次验收已签字：%(conclusion)s。") % {**params, "conclusion": _found(params)}
    ),
)
ANSWERED = inbox.kind(
    "acceptance.answered",
    gettext_lazy("承接机构答复了验收"),
    lambda params: _("「%(project)s」的承接机构答复了第 %(n)s 次验收。") % params,
)
WARNINGS = (
    *lapsing_words.KINDS,
    *visit_notices.KINDS,
    *stop_notices.KINDS,
    *incident_notices.KINDS,
    *request_notices.KINDS,
)  # named here, so that every process has read them
TOLD = (told.MESSAGE, told.SUBMITTED, told.SENT_BACK, told.ACCEPTED)
# who has the next step, by where the payment is
NEXT = {
    commissioning.PaymentState.ASKED: directory.Role.FINANCE,
    commissioning.PaymentState.CHECKED: directory.Role.LEADER,
    commissioning.PaymentState.APPROVED: directory.Role.FINANCE,
}


def _state(state: str) -> str:
    return str(commissioning.PaymentState(state).label)


def payment_waits(payment: commissioning.Payment, by: Any) -> None:
    """To those whose step is next, but for who has just done the step before."""
    told = users.holding(NEXT[commissioning.PaymentState(payment.state)], [payment.subdistrict_id])
    if by is not audit.SYSTEM:
        told = told.exclude(pk=by.pk)
    _tell(told, WAITS.code, f"{payment.pk} {payment.state}", payment, state=payment.state)


def payment_came_back(payment: commissioning.Payment) -> None:
    """To who asked for it, with the reason."""
    told = directory.User.objects.filter(pk__in=[payment.asked_by_id])
    _tell(told, CAME_BACK.code, str(payment.pk), payment, why=payment.why)


def _tell(told: Any, code: str, event: str, payment: commissioning.Payment, **more: Any) -> None:
    project = payment.instalment.contract.project
    params = {"project": project.name, "n": payment.instalment.position, **more}
    inbox.tell(told, code, event=f"{code} {event}", params=params, address=money_of(project))


def money_of(project: commissioning.Project) -> str:
    """The page of a project's contract and money."""
    return reverse(settings.GUIHUA_LISTS["contract"], args=[project.pk])


def archive_incomplete(project: commissioning.Project, missing: int) -> None:
    """To the office, once: the project is closed, and papers of its purchase are missing."""
    office = directory.User.objects.at_the_office_of(project.subdistrict_id, clock.today())
    params = {"project": project.name, "n": missing}
    address = reverse(settings.GUIHUA_LISTS["procurement"], args=[project.pk])
    inbox.tell(office, INCOMPLETE.code, event=f"{INCOMPLETE.code} {project.pk}", params=params, address=address)


def tell_of_assignment(project: commissioning.Project, grant: directory.Grant) -> None:
    """To the office, in the transaction that gave the sight: the project, and not who works there."""
    office = directory.User.objects.at_the_office_of(project.subdistrict_id, clock.today())
    event, params = f"{ASSIGNED.code} {grant.pk}", {"project": project.name}
    inbox.tell(office, ASSIGNED.code, event=event, params=params, address=page_of(project))


def plan_submitted(plan: commissioning.CommunityPlan) -> None:
    """To the office, once for each time that it is submitted."""
    _tell_of(plan, _office_of(plan), SUBMITTED.code, f"{plan.pk} {plan.submitted_at}")


def plan_decided(plan: commissioning.CommunityPlan) -> None:
    """To the community's secretary."""
    kind = ACCEPTED if plan.state == commissioning.PlanState.ACCEPTED else SENT_BACK
    held = directory.Membership.objects.filter(community=plan.community_id, role=directory.Role.SECRETARY)
    told = directory.User.objects.filter(pk__in=held.on(clock.today()).values("user"), is_active=True)
    _tell_of(plan, told, kind.code, f"{plan.pk} {plan.decided_at}", why=plan.why)


def need_came_later(need: commissioning.Need) -> None:
    """To the office, which has accepted the plan without it."""
    _tell_of(need.plan, _office_of(need.plan), CAME_LATER.code, str(need.pk), need=need.title)


def _office_of(plan: commissioning.CommunityPlan) -> Any:
    return directory.User.objects.at_the_office_of(plan.subdistrict_id, clock.today())


def _tell_of(plan: commissioning.CommunityPlan, told: Any, code: str, event: str, **more: Any) -> None:
    params = {"community": plan.community.name, "year": plan.year, **more}
    address = reverse("commissioning:plan", args=[plan.community_id, plan.year])
    inbox.tell(told, code, event=f"{code} {event}", params=params, address=address)


def _found(params: Any) -> str:
    return str(commissioning.Conclusion(params["conclusion"]).label)


def acceptance_signed(acceptance: commissioning.Acceptance) -> None:
    """To the provider, and to who wrote it: once for each time that it is signed."""
    held = directory.Membership.objects.filter(role=directory.Role.MANAGER)
    held = held.filter(organisation=acceptance.contract.project.provider_id).on(clock.today())
    told = directory.User.objects.filter(pk__in=[*held.values_list("user", flat=True), acceptance.written_by_id])
    _tell_of_acceptance(acceptance, told.filter(is_active=True), SIGNED.code, acceptance.signed_at)


def acceptance_answered(acceptance: commissioning.Acceptance) -> None:
    """To the office."""
    told = directory.User.objects.at_the_office_of(acceptance.subdistrict_id, clock.today())
    _tell_of_acceptance(acceptance, told, ANSWERED.code, acceptance.answered_at)


def _tell_of_acceptance(acceptance: commissioning.Acceptance, told: Any, code: str, at: Any) -> None:
    project = acceptance.contract.project
    params = {"project": project.name, "n": acceptance.number, "conclusion": acceptance.conclusion}
    address = acceptance_page(acceptance)
    inbox.tell(told, code, event=f"{code} {acceptance.pk} {at}", params=params, address=address)


def acceptance_page(acceptance: commissioning.Acceptance) -> str:
    return reverse("commissioning:acceptance", args=[acceptance.pk])


CALLED = inbox.kind(
    "call.published",
    gettext_lazy("有新的征集公告"),
    lambda params: _("「%(project)s」在征集响应方案，%(at)s 截止。") % params,
)
POSTPONED = inbox.kind(
    "call.postponed",
    gettext_lazy("征集公告延长了截止时间"),
    lambda params: _("「%(project)s」的征集延长到 %(at)s：%(why)s") % params,
)
CALLED_OFF = inbox.kind(
    "call.withdrawn",
    gettext_lazy("征集公告撤销了"),
    lambda params: _("「%(project)s」的征集公告撤销了：%(why)s") % params,
)
ASKED_BACK = inbox.kind(
    "clarification.asked",
    gettext_lazy("响应方案要澄清"),
    lambda params: _("街道办公室就「%(project)s」的响应方案提了一个问题，最迟 %(day)s 答复。") % params,
)
CLARIFIED = inbox.kind(
    "clarification.answered",
    gettext_lazy("响应方案的问题有了答复"),
    lambda params: _("「%(organisation)s」答复了「%(project)s」响应方案的问题。") % params,
)
RESULT = inbox.kind(
    "proposal.result",
    gettext_lazy("响应方案有了结果"),
    lambda params: _("「%(project)s」：%(result)s。") % {**params, "result": _result(params["result"])},
)


def _result(code: str) -> str:
    return str(commissioning.Result(code).label)


def call_changed(call: commissioning.Call, code: str, **more: Any) -> None:
    """To the managers of all providers that may answer it."""
    params = {"project": call.procurement.project.name, "at": f"{timezone.localtime(call.deadline):%Y-%m-%d %H:%M}"}
    event = f"{code} {call.pk} {call.deadline}"
    address = reverse("commissioning:call", args=[call.pk])
    told = _managers_of(call.providers())
    inbox.tell(told, code, event=event, params=params | more, address=address)


def asked_back(asked: commissioning.Clarification) -> None:
    _tell_of_proposal(asked.proposal, ASKED_BACK.code, str(asked.pk), day=asked.due_on.isoformat())


def clarified(asked: commissioning.Clarification) -> None:
    """To the office. After the opening it may know who offered what."""
    proposal = asked.proposal
    params = {"project": proposal.call.procurement.project.name, "organisation": proposal.organisation.name}
    told = directory.User.objects.at_the_office_of(proposal.subdistrict_id, clock.today())
    event = f"{CLARIFIED.code} {asked.pk}"
    inbox.tell(told, CLARIFIED.code, event=event, params=params, address=proposal_page(proposal))


def purchase_decided(procurement: commissioning.Procurement) -> None:
    """To each provider that offered something: how it ended for its own, and nothing of another's."""
    sent = commissioning.Proposal.objects.filter(bid__procurement=procurement)
    for proposal in sent.select_related("call__procurement__project", "bid"):
        if result := proposal.result:
            _tell_of_proposal(proposal, RESULT.code, f"{proposal.pk} {result}", result=result)


def _tell_of_proposal(proposal: commissioning.Proposal, code: str, event: str, **more: Any) -> None:
    params = {"project": proposal.call.procurement.project.name, **more}
    told = _managers_of([proposal.organisation_id])
    inbox.tell(told, code, event=f"{code} {event}", params=params, address=proposal_page(proposal))


def _managers_of(organisations: Any) -> Any:
    held = directory.Membership.objects.filter(role=directory.Role.MANAGER, organisation__in=organisations)
    return directory.User.objects.filter(pk__in=held.on(clock.today()).values("user"), is_active=True)


def proposal_page(proposal: commissioning.Proposal) -> str:
    return reverse("commissioning:proposal", args=[proposal.pk])
