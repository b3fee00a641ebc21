"""The rules of the board and what they found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guihua.commissioning.board import Reach
from guihua.commissioning.calc.board import RULES
from guihua.commissioning.models import BoardRule, Light


@dataclass(frozen=True)
class Words:
    """`rule` says the rule with its limit `n`, `fact` what it found, `help` what the limit means."""

    title: str | Promise
    rule: str | Promise
    fact: str | Promise
    help: str | Promise


WORDS: dict[str, Words] = {
    "behind": Words(
        gettext_lazy("服务量落后"),
        gettext_lazy("有指标不到今天应完成的 %(n)s%%"),
        gettext_lazy("「%(what)s」完成 %(percent)s%%，合同时间已过 %(share)s%%。"),
        gettext_lazy("按合同天数算今天应完成多少。合同时间过了十分之一才开始看。"),
    ),
    "spent_fast": Words(
        gettext_lazy("钱用得比活快"),
        gettext_lazy("有预算科目用到 %(n)s%% 以上，而服务量还没跟上"),
        gettext_lazy("「%(what)s」已用 %(percent)s%%，服务量平均完成 %(done)s%%。"),
        gettext_lazy("科目用到这么多，并且比各项指标的平均完成率高，才亮灯。"),
    ),
    "spent_slow": Words(
        gettext_lazy("钱用得太慢"),
        gettext_lazy("支出进度比合同时间慢 %(n)s 个百分点以上"),
        gettext_lazy("预算用了 %(percent)s%%，合同时间已过 %(share)s%%。"),
        gettext_lazy("合同时间过了十分之一才开始看。"),
    ),
    "silent": Words(
        gettext_lazy("好久没有记录"),
        gettext_lazy("连续 %(n)s 天没有场次和值勤"),
        gettext_lazy("从 %(day)s 起 %(days)s 天没有记录。"),
        gettext_lazy("从最近一场或一班算起。"),
    ),
    "unrecorded": Words(
        gettext_lazy("缺参与记录"),
        gettext_lazy("有 %(n)s 场以上没有参与记录"),
        gettext_lazy("%(n)s 场没有参与记录。"),
        gettext_lazy("写明情况属实的不算。"),
    ),
    "unvisited": Words(
        gettext_lazy("没有挂钩走访"),
        gettext_lazy("连续 %(n)s 天没有挂钩走访"),
        gettext_lazy("从 %(day)s 起 %(days)s 天没有挂钩走访。"),
        gettext_lazy("从最近一次走访算起；还没走访过的，从合同开始算起。"),
    ),
    "task": Words(
        gettext_lazy("任务过期"),
        gettext_lazy("有任务过期 %(n)s 天以上还没完成"),
        gettext_lazy("%(n)s 项任务过期，最久的过了 %(days)s 天。"),
        gettext_lazy("机构已经回复、等着确认的不算。"),
    ),
    "report": Words(
        gettext_lazy("报告过期"),
        gettext_lazy("有定期报告过期 %(n)s 天以上还没提交"),
        gettext_lazy("%(n)s 份报告过期，最久的过了 %(days)s 天。"),
        gettext_lazy("从该交的那天算起。"),
    ),
    "unpaid": Words(
        gettext_lazy("该付的款没付"),
        gettext_lazy("有一期付款可以申请 %(n)s 天以上还没付"),
        gettext_lazy("从 %(day)s 起就可以付，已过 %(days)s 天。"),
        gettext_lazy("从等的条件都到了那天算起。"),
    ),
    "unaccepted": Words(
        gettext_lazy("到期没有验收"),
        gettext_lazy("合同到期 %(n)s 天以上还没验收"),
        gettext_lazy("合同 %(day)s 到期，%(days)s 天了还没验收。"),
        gettext_lazy("从合同到期那天算起。"),
    ),
    "incident": Words(
        gettext_lazy("事件没有办结"),
        gettext_lazy("有事件或投诉超过 %(n)s 天没有办结"),
        gettext_lazy("%(n)s 件没有办结，最久的过了 %(days)s 天。"),
        gettext_lazy("从该办结的那天算起。"),
    ),
    "grave": Words(
        gettext_lazy("重大事件没有办结"),
        gettext_lazy("有 %(n)s 件以上重大事件或投诉没有办结"),
        gettext_lazy("%(n)s 件重大事件或投诉没有办结。"),
        gettext_lazy("不管过没过期，办结了才灭灯。"),
    ),
    "staff": Words(
        gettext_lazy("社工不够"),
        gettext_lazy("比管理模式要求的少 %(n)s 名社工以上"),
        gettext_lazy("比管理模式要求的少 %(n)s 名社工。"),
        gettext_lazy("只看管理办法定了人数的模式。主管和一线社工都算。"),
    ),
}
UNITS = {
    "days": gettext_lazy("天"),
    "points": gettext_lazy("个百分点"),
    "share": "%",
    "pieces": gettext_lazy("场"),
    "cases": gettext_lazy("件"),
    "people": gettext_lazy("名"),
}


def rule_in_words(kind: str, limit: int) -> str:
    return str(WORDS[kind].rule) % {"n": limit}


def fact_in_words(kind: str, facts: Mapping[str, Any]) -> str:
    """`what` is a word that the records hold: an indicator's or a heading's name."""
    what = facts.get("what")
    return str(WORDS[kind].fact) % ({**facts, "what": _(what)} if what else facts)


def unit_of(rule: BoardRule) -> str:
    return str(UNITS[RULES[rule.kind].unit])


def sentence_of(light: Light) -> str:
    """What a light says: the fact, in the reader's language."""
    return fact_in_words(light.rule.kind, light.facts)


def warning_of(reach: Reach) -> str:
    """That a rule can say nothing, or says it of everybody; empty where it tells projects apart."""
    if reach.is_never:
        return _("现在没有一个项目有这方面的数据，这条规则不会亮。")
    if reach.is_always:
        words = ngettext(
            "现在把全部 %(n)s 个项目都点亮了，看不出轻重。", "现在把全部 %(n)s 个项目都点亮了，看不出轻重。", reach.lit
        )
        return words % {"n": reach.lit}
    return ""


def since_in_words(light: Light, today: Any) -> str:
    """今天 or 已 9 天."""
    days = light.days(today)
    return ngettext("已 %(n)s 天", "已 %(n)s 天", days) % {"n": days} if days else _("今天起")
