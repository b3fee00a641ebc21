"""Who reads the board and its rules: who oversees the programme, officers and managers their own; the office changes the rules."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, OFFICE, READING, Row
from guihua.directory.models import Role

ANSWERING = frozenset({Role.OFFICE, Role.LEADER, Role.LIAISON, Role.MANAGER})
COUNTING = frozenset({Role.OFFICE, Role.MANAGER, Role.WORKER})


def rows() -> list[Row]:
    others = READING - COUNTING
    return [
        Row("GET", "desk:board", _("项目看板：哪些项目今天要关注，为什么"), ACCOUNTING),
        Row("POST", "desk:board", _("存项目看板的视图"), ACCOUNTING),
        Row("GET", "desk:project_indicators", _("一个项目的指标，承诺多少、完成多少"), READING),
        Row("GET", "commissioning:board_rules", _("预警规则"), ACCOUNTING),
        Row("GET", "commissioning:board_rule", _("看怎样改预警规则"), OFFICE),
        Row("POST", "commissioning:board_rule", _("改预警规则"), OFFICE),
        Row("GET", "commissioning:board_rule_adding", _("看怎样添加预警规则"), OFFICE),
        Row("POST", "commissioning:board_rule_adding", _("添加预警规则"), OFFICE),
        Row("GET", "commissioning:light", _("看怎样说明一盏灯"), ACCOUNTING),
        Row("POST", "commissioning:light", _("说明正在怎样处理"), ANSWERING, ACCOUNTING - ANSWERING),
        Row("GET", "commissioning:reading_entering", _("看怎样登记完成数"), COUNTING, others),
        Row("POST", "commissioning:reading_entering", _("登记完成数"), COUNTING, others),
        Row("GET", "commissioning:reading_correcting", _("看怎样更正完成数"), COUNTING, others),
        Row("POST", "commissioning:reading_correcting", _("更正完成数"), COUNTING, others),
    ]
