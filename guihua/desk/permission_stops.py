"""Who suspends a project, lets it go on, ends it before its term does, or takes that back; who starts the next one from it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, SEEING, Row


def rows() -> list[Row]:
    others = SEEING - OFFICE
    return [
        Row("GET", "commissioning:project_suspending", _("看怎样暂停项目"), OFFICE, others),
        Row("POST", "commissioning:project_suspending", _("暂停项目"), OFFICE, others),
        Row("GET", "commissioning:project_resuming", _("看怎样恢复项目"), OFFICE, others),
        Row("POST", "commissioning:project_resuming", _("恢复项目"), OFFICE, others),
        Row("GET", "commissioning:project_terminating", _("看怎样终止项目"), OFFICE, others),
        Row("POST", "commissioning:project_terminating", _("终止项目"), OFFICE, others),
        Row("GET", "commissioning:project_taking_back", _("看怎样撤销终止"), OFFICE, others),
        Row("POST", "commissioning:project_taking_back", _("撤销终止"), OFFICE, others),
        Row("GET", "commissioning:project_renewing", _("看怎样计划下一年的项目"), OFFICE, others),
        Row("POST", "commissioning:project_renewing", _("从今年的项目计划下一年的"), OFFICE, others),
    ]
