"""Who may ask for proposals and read them: the office calls, a provider's manager writes, and nobody else reads before the seals
are broken."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, OVERSEEING, Row
from guihua.directory.models import Role

RUNNING = frozenset({Role.MANAGER})
READING = OVERSEEING | RUNNING
OF_THE_OFFICE = {
    "call_editing": (_("看怎样改征集公告"), _("改征集公告")),
    "call_publishing": (_("看怎样发布征集公告"), _("发布征集公告")),
    "call_postponing": (_("看怎样延长截止时间"), _("延长截止时间")),
    "call_withdrawing": (_("看怎样撤销征集公告"), _("撤销征集公告")),
}
OF_AN_OPENED_ONE = {
    "screening": (_("看怎样审查响应方案"), _("审查响应方案")),
    "asking_back": (_("看怎样要求澄清"), _("要求澄清")),
}
CLARIFYING = {"clarifying": (_("看怎样答复澄清"), _("答复澄清"))}
OF_THE_PROVIDER = {
    "proposal_writing": (_("看怎样写响应方案"), _("写响应方案")),
    "proposal_file_adding": (_("看怎样给响应方案传文件"), _("给响应方案传文件")),
}


def rows() -> list[Row]:
    writing = (RUNNING, OVERSEEING)
    return [
        Row("GET", "commissioning:calls", _("征集公告清单"), READING),
        Row("POST", "commissioning:calls", _("存征集公告清单的视图"), READING),
        Row("GET", "commissioning:call", _("一份征集公告"), READING),
        Row("GET", "commissioning:call_drafting", _("看怎样写征集公告"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "commissioning:call_drafting", _("写征集公告"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "commissioning:call_unsealing", _("开标"), OFFICE, READING - OFFICE),
        *_both(OF_THE_OFFICE, OFFICE, READING - OFFICE),
        Row("POST", "commissioning:proposal_beginning", _("开始写响应方案"), *writing),
        Row("GET", "commissioning:proposal", _("一份响应方案"), READING),
        *_both(OF_THE_PROVIDER, *writing),
        Row("POST", "commissioning:proposal_submitting", _("提交响应方案"), *writing),
        Row("POST", "commissioning:proposal_withdrawing", _("撤回响应方案"), *writing),
        *_both(OF_AN_OPENED_ONE, OFFICE, READING - OFFICE),
        *_both(CLARIFYING, *writing),
        Row("GET", "commissioning:proposal_file", _("响应方案的一个文件"), READING),
        Row("POST", "commissioning:proposal_file_removing", _("删除响应方案的文件"), *writing),
    ]


def _both(
    forms: Mapping[str, tuple[str | Promise, str | Promise]], allowed: frozenset[str], denied: frozenset[str]
) -> list[Row]:
    return [
        Row(method, f"commissioning:{name}", words, allowed, denied)
        for name, said in forms.items()
        for method, words in zip(("GET", "POST"), said, strict=True)
    ]
