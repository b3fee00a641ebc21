"""Who may sign, spend, ask for money and pay. Who reads a project's account and may do nothing of it is told so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk import permission_accept, permission_board, permission_visits
from guihua.desk.permission_terms import ACCOUNTING, BRINGING_IN, DECIDING, FINANCE, OFFICE, SEEING, Row


def rows() -> list[Row]:
    others, readers = SEEING - OFFICE, ACCOUNTING - BRINGING_IN
    return [
        Row("GET", "desk:funds", _("所有项目的合同与资金"), ACCOUNTING),
        Row("POST", "desk:funds", _("存合同与资金列表的视图"), ACCOUNTING),
        Row("GET", "desk:project_money", _("一个项目的合同与资金"), ACCOUNTING),
        Row("GET", "commissioning:contract", _("看怎样登记合同"), OFFICE, others),
        Row("POST", "commissioning:contract", _("登记合同"), OFFICE, others),
        Row("GET", "commissioning:contract_amending", _("看怎样登记补充协议"), OFFICE, others),
        Row("POST", "commissioning:contract_amending", _("登记补充协议"), OFFICE, others),
        Row("GET", "commissioning:reaching", _("看怎样登记评估或验收"), OFFICE, others),
        Row("POST", "commissioning:reaching", _("登记评估或验收"), OFFICE, others),
        Row("GET", "commissioning:spending", _("看怎样登记支出"), BRINGING_IN, readers),
        Row("POST", "commissioning:spending", _("登记支出"), BRINGING_IN, readers),
        Row("POST", "commissioning:expense_reversing", _("冲销支出"), BRINGING_IN, readers),
        Row("GET", "commissioning:moving", _("看怎样申请科目调剂"), BRINGING_IN, readers),
        Row("POST", "commissioning:moving", _("申请科目调剂"), BRINGING_IN, readers),
        Row("POST", "commissioning:transfer", _("决定科目调剂"), DECIDING, ACCOUNTING - DECIDING),
        Row("POST", "commissioning:payment_asking", _("申请付款"), BRINGING_IN, readers),
        Row("GET", "commissioning:payment_entering", _("看怎样补登以前付的款"), FINANCE, ACCOUNTING - FINANCE),
        Row("POST", "commissioning:payment_entering", _("补登以前付的款"), FINANCE, ACCOUNTING - FINANCE),
        Row("GET", "commissioning:payment", _("一笔付款申请"), ACCOUNTING),
        Row("POST", "commissioning:payment", _("核对、批准、付款或退回，各由该办的人办"), ACCOUNTING),
        *permission_accept.rows(),
        *permission_board.rows(),
        *permission_visits.rows(),
    ]
