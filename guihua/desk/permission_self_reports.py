"""Who writes what a provider says of itself, and who reads it once it was handed in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, FINANCE, OFFICE, Row
from guihua.directory.models import Role

MANAGER = frozenset({Role.MANAGER})
SCHEDULED = ACCOUNTING - FINANCE
READERS = SCHEDULED | {Role.ASSESSOR}


def rows() -> list[Row]:
    others = READERS - MANAGER
    return [
        Row("GET", "evaluation:self_reports", _("自评交了没有，什么时候评"), SCHEDULED),
        Row("GET", "evaluation:self_report_beginning", _("写自评的入口"), MANAGER, ACCOUNTING - MANAGER),
        Row("POST", "evaluation:self_report_beginning", _("开始写自评"), MANAGER, ACCOUNTING - MANAGER),
        Row("GET", "evaluation:self_report", _("一份自评；交以前只有承接机构看得到"), READERS),
        Row("POST", "evaluation:self_report", _("写自评"), READERS),
        Row("GET", "evaluation:self_report_checking", _("核对一份自评"), MANAGER, others),
        Row("POST", "evaluation:self_report_checking", _("交自评"), MANAGER, others),
        Row("GET", "evaluation:self_report_opening", _("看怎样退回自评、准许补交"), OFFICE, ACCOUNTING - OFFICE),
        Row("POST", "evaluation:self_report_opening", _("退回自评、准许补交"), OFFICE, ACCOUNTING - OFFICE),
        Row("GET", "evaluation:self_evidence_adding", _("看怎样放佐证材料"), MANAGER, others),
        Row("POST", "evaluation:self_evidence_adding", _("放佐证材料"), MANAGER, others),
        Row("GET", "evaluation:self_evidence", _("打开一份佐证材料"), READERS),
        Row("POST", "evaluation:self_evidence_removing", _("拿掉一份佐证材料"), MANAGER, others),
    ]
