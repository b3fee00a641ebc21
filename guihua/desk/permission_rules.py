"""Who reads the management rules, and who writes them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, ROLES, Row


def rows() -> list[Row]:
    others = ROLES - OFFICE
    return [
        Row("GET", "commissioning:rules", _("现行的管理办法"), ROLES),
        Row("GET", "commissioning:edition", _("管理办法的一版"), ROLES),
        Row("GET", "commissioning:rules_compared", _("管理办法两版对比"), ROLES),
        Row("POST", "commissioning:rules_drafting", _("起草管理办法"), OFFICE, others),
        Row("GET", "commissioning:rules_writing", _("看怎样改管理办法的条款"), OFFICE),
        Row("POST", "commissioning:rules_writing", _("改管理办法的条款"), OFFICE),
        Row("GET", "commissioning:rules_modes", _("看怎样定管理模式"), OFFICE),
        Row("POST", "commissioning:rules_modes", _("定管理模式"), OFFICE),
        Row("GET", "commissioning:rules_publishing", _("发布前核对管理办法"), OFFICE),
        Row("POST", "commissioning:rules_publishing", _("发布管理办法"), OFFICE),
        Row("POST", "commissioning:rules_discarding", _("丢掉管理办法的草稿"), OFFICE),
    ]
