"""Who may read and prove what was spent."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, BRINGING_IN, Row


def rows() -> list[Row]:
    readers = ACCOUNTING - BRINGING_IN
    return [
        Row("GET", "commissioning:expense", _("一笔支出和它的凭证"), ACCOUNTING),
        Row("POST", "commissioning:expense", _("传一笔支出的凭证"), BRINGING_IN, readers),
        Row("GET", "commissioning:voucher", _("打开一份凭证"), ACCOUNTING),
        Row("POST", "commissioning:voucher_voiding", _("作废一份凭证"), BRINGING_IN, readers),
    ]
