"""What people are warned of before it lapses, in words. What was seen to is told as that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning.models import PaymentState
from guihua.commissioning.told import period_of
from guihua.core import inbox

DONE = "done"  # in the params of what was seen to
Params = Mapping[str, Any]


def _warned(words: str, more: Callable[[Params], Params] = dict) -> inbox.kinds.Words:
    def sentence(params: Params) -> str:
        told = _(words) % {**params, **more(params)}
        return _("已处理：%(what)s") % {"what": told} if DONE in params else told

    return sentence


def _step(params: Params) -> Params:
    name = params["step"]
    return {"step": _(name)}


def _line(params: Params) -> Params:
    name = params["line"]
    return {"line": _(name)}


def _state(params: Params) -> Params:
    return {"state": PaymentState(params["state"]).label}


def _period(params: Params) -> Params:
    return {"period": period_of(params)}


DUE = inbox.kind(
    "warning.step_due",
    gettext_lazy("采购的一步快到期"),
    _warned(gettext_noop("「%(project)s」采购的「%(step)s」最晚 %(day)s 办。"), _step),
)
LAPSED = inbox.kind(
    "warning.step_lapsed",
    gettext_lazy("采购的一步过了期"),
    _warned(gettext_noop("「%(project)s」采购的「%(step)s」最晚应在 %(day)s 办，已经过了。"), _step),
)
UNSIGNED = inbox.kind(
    "warning.unsigned",
    gettext_lazy("定标以后还没签合同"),
    _warned(gettext_noop("「%(project)s」%(day)s 定标，还没有签合同。")),
)
PAYABLE = inbox.kind(
    "warning.payable",
    gettext_lazy("一期付款可以申请了"),
    _warned(gettext_noop("「%(project)s」第 %(n)s 期付款从 %(day)s 起可以申请。")),
)
PAYMENT = inbox.kind(
    "warning.payment",
    gettext_lazy("付款申请等了很久"),
    _warned(gettext_noop("「%(project)s」第 %(n)s 期付款从 %(day)s 起%(state)s。"), _state),
)
UNPAID = inbox.kind(
    "warning.unpaid",
    gettext_lazy("一期付款很久没有付"),
    _warned(gettext_noop("「%(project)s」第 %(n)s 期付款 %(day)s 起就可以申请，还没有付。")),
)
ENDING = inbox.kind(
    "warning.ending",
    gettext_lazy("合同快到期，还没有验收"),
    _warned(gettext_noop("%(day)s 到期的合同里，有的还没有验收。")),
)
PLAN = inbox.kind(
    "warning.plan",
    gettext_lazy("社区发展计划等了很久"),
    _warned(gettext_noop("%(community)s %(year)s 年的社区发展计划 %(day)s 提交，还没有答复。")),
)
NEEDS = inbox.kind(
    "warning.needs",
    gettext_lazy("需求还没有项目回应"),
    _warned(gettext_noop("%(month)s 接受的 %(year)s 年社区发展计划里，还有需求没有项目回应。")),
)
REPORT_DUE = inbox.kind(
    "warning.report_due",
    gettext_lazy("定期报告要写了"),
    _warned(gettext_noop("「%(project)s」%(period)s的报告 %(day)s 前提交。"), _period),
)
REPORT_LATE = inbox.kind(
    "warning.report_late",
    gettext_lazy("定期报告过了期"),
    _warned(gettext_noop("「%(project)s」%(period)s的报告应在 %(day)s 前提交，已经过了。"), _period),
)
CERTIFICATE = inbox.kind(
    "warning.certificate",
    gettext_lazy("社工的证书快到期"),
    _warned(gettext_noop("「%(project)s」有一张证书有效期到 %(day)s。")),
)
BUDGET = inbox.kind(
    "warning.budget",
    gettext_lazy("预算科目快用完"),
    _warned(gettext_noop("「%(project)s」的预算有科目用到了 %(percent)s%% 以上，例如「%(line)s」。"), _line),
)
MENDING = inbox.kind(
    "warning.mending",
    gettext_lazy("整改期限过了，还没有再验收"),
    _warned(gettext_noop("「%(project)s」验收不合格，整改期限 %(day)s 已经过了，还没有再验收。")),
)
KINDS = tuple(
    one.code
    for one in (
        *(DUE, LAPSED, UNSIGNED, PAYABLE, PAYMENT, UNPAID, ENDING, PLAN, NEEDS, BUDGET),
        *(MENDING, REPORT_DUE, REPORT_LATE, CERTIFICATE),
    )
)
