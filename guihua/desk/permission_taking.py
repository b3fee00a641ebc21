"""Who may read and prove what was spent, and who gets what a meeting decides by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, BRINGING_IN, OVERSEEING, Row


def rows() -> list[Row]:
    readers = ACCOUNTING - BRINGING_IN
    return [
        Row("GET", "desk:project_pack", _("一个项目的决策材料"), OVERSEEING),
        Row("GET", "desk:project_pack_word", _("下载决策材料（Word）"), OVERSEEING),
        Row("GET", "commissioning:expense", _("一笔支出和它的凭证"), ACCOUNTING),
        Row("POST", "commissioning:expense", _("传一笔支出的凭证"), BRINGING_IN, readers),
        Row("GET", "commissioning:voucher", _("打开一份凭证"), ACCOUNTING),
        Row("POST", "commissioning:voucher_voiding", _("作废一份凭证"), BRINGING_IN, readers),
    ]
