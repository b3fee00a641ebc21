"""Who writes, signs, publishes and answers an acceptance; whose opinion is taken; what anybody reads."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, ANYBODY, DECIDING, OFFICE, OVERSEEING, Row
from guihua.directory.models import Role

MANAGER = frozenset({Role.MANAGER})


def rows() -> list[Row]:
    others = ACCOUNTING - OFFICE
    return [
        Row("GET", "commissioning:acceptance_adding", _("看怎样写验收书"), OFFICE, others),
        Row("POST", "commissioning:acceptance_adding", _("写验收书"), OFFICE, others),
        Row("GET", "commissioning:acceptance", _("一份签过的验收书"), ACCOUNTING),
        Row("GET", "commissioning:acceptance_writing", _("看怎样修改验收书"), OFFICE, others),
        Row("POST", "commissioning:acceptance_writing", _("修改验收书"), OFFICE, others),
        Row("POST", "commissioning:acceptance_signing", _("在验收书上签字"), DECIDING, ACCOUNTING - DECIDING),
        Row("POST", "commissioning:acceptance_publishing", _("公布验收结果"), OFFICE, others),
        Row("GET", "commissioning:acceptance_correcting", _("看怎样更正验收书"), OFFICE, others),
        Row("POST", "commissioning:acceptance_correcting", _("更正验收书"), OFFICE, others),
        Row("GET", "commissioning:acceptance_answering", _("看怎样答复验收"), MANAGER, ACCOUNTING - MANAGER),
        Row("POST", "commissioning:acceptance_answering", _("答复验收"), MANAGER, ACCOUNTING - MANAGER),
        Row("GET", "commissioning:opinion_adding", _("看怎样登记服务对象的意见"), OFFICE, others),
        Row("POST", "commissioning:opinion_adding", _("登记服务对象的意见"), OFFICE, others),
        Row("GET", "commissioning:opinions", _("逐份看服务对象的意见"), OVERSEEING, ACCOUNTING - OVERSEEING),
        Row("GET", "commissioning:opinion_aside", _("看怎样不计入一份意见"), OFFICE, others),
        Row("POST", "commissioning:opinion_aside", _("不计入一份意见"), OFFICE, others),
        Row("GET", "commissioning:opinion_link", _("收集意见的链接"), OFFICE, others),
        Row("POST", "commissioning:opinion_link", _("换一个收集意见的链接"), OFFICE, others),
        Row("POST", "commissioning:opinion_marking", _("选公开哪些话"), OFFICE, others),
        Row("GET", "commissioning:opinion", _("凭链接打开意见表"), ANYBODY),
        Row("POST", "commissioning:opinion", _("凭链接说意见"), ANYBODY),
        Row("GET", "commissioning:acceptances_published", _("公布的验收结果列表"), ANYBODY),
        Row("GET", "commissioning:acceptance_published", _("公布的验收结果"), ANYBODY),
    ]
