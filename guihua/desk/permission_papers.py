"""Who keeps the archives of purchases, who publishes them, and who changes the rules of buying: the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, OVERSEEING, Row


def rows() -> list[Row]:
    others = OVERSEEING - OFFICE
    return [
        Row("GET", "commissioning:paper_putting", _("看怎样放进采购档案"), OFFICE, others),
        Row("POST", "commissioning:paper_putting", _("放进采购档案"), OFFICE, others),
    ]
