"""Who reads what media told of projects, and who puts it on file."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import SEEING, SIGNED_IN, Row
from guihua.directory.models import Role

TELLING = frozenset({Role.OFFICE, Role.MANAGER, Role.WORKER})


def rows() -> list[Row]:
    others = SEEING - TELLING
    return [
        Row("GET", "desk:coverage", _("宣传报道列表"), SIGNED_IN),
        Row("POST", "desk:coverage", _("保存宣传报道列表的视图"), SIGNED_IN),
        Row("GET", "desk:project_coverage", _("一个项目的宣传报道"), SEEING),
        Row("GET", "commissioning:coverage", _("一篇报道"), SEEING),
        Row("GET", "commissioning:coverage_adding", _("看怎样登记报道"), TELLING, others),
        Row("POST", "commissioning:coverage_adding", _("登记报道"), TELLING, others),
        Row("GET", "commissioning:coverage_editing", _("看怎样修改报道"), TELLING, others),
        Row("POST", "commissioning:coverage_editing", _("修改报道"), TELLING, others),
        Row("POST", "commissioning:coverage_removing", _("删除登错的报道"), TELLING, others),
    ]
