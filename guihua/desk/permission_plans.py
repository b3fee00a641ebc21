"""Who writes the plans of communities, who answers them, and who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, PLANNING, Row
from guihua.directory.models import Role


def rows() -> list[Row]:
    writing = frozenset({Role.SECRETARY})
    reading = PLANNING | writing
    return [
        Row("GET", "commissioning:plans", _("所有社区的发展计划"), PLANNING),
        Row("POST", "commissioning:plans", _("存发展计划列表的视图"), PLANNING),
        Row("GET", "commissioning:plan", _("一个社区的发展计划"), reading),
        Row("POST", "commissioning:plan", _("提交、接受或退回发展计划，各由该办的人办"), reading),
        Row("GET", "commissioning:need_adding", _("看怎样添加需求"), writing, PLANNING),
        Row("POST", "commissioning:need_adding", _("添加需求"), writing, PLANNING),
        Row("GET", "commissioning:need", _("看怎样修改需求"), writing, PLANNING),
        Row("POST", "commissioning:need", _("修改需求"), writing, PLANNING),
        Row("POST", "commissioning:need_advancing", _("把需求提前"), writing, PLANNING),
        Row("POST", "commissioning:need_removing", _("删除需求"), writing, PLANNING),
        Row("GET", "commissioning:need_answering", _("看怎样写哪个项目回应"), OFFICE, reading - OFFICE),
        Row("POST", "commissioning:need_answering", _("写哪个项目回应需求"), OFFICE, reading - OFFICE),
        Row("POST", "commissioning:answer_removing", _("收回项目的回应"), OFFICE, reading - OFFICE),
    ]
