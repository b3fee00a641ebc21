"""Who reads of the staff of projects, and who writes it down."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, READING, Row
from guihua.directory.models import Role

KEEPING = frozenset({Role.OFFICE, Role.MANAGER})


def rows() -> list[Row]:
    others = ACCOUNTING - KEEPING
    told = READING - KEEPING
    return [
        Row("GET", "commissioning:posts", _("所有项目的岗位"), READING),
        Row("POST", "commissioning:posts", _("存项目岗位列表的视图"), READING),
        Row("GET", "desk:project_posts", _("一个项目的岗位、培训和督导"), READING),
        Row("GET", "commissioning:post_adding", _("看怎样登记岗位"), KEEPING, others),
        Row("POST", "commissioning:post_adding", _("登记岗位"), KEEPING, others),
        Row("GET", "commissioning:post", _("看怎样改一个岗位"), KEEPING, told),
        Row("POST", "commissioning:post", _("改一个岗位"), KEEPING, told),
        Row("GET", "commissioning:post_leaving", _("看怎样办离岗"), KEEPING, told),
        Row("POST", "commissioning:post_leaving", _("办离岗"), KEEPING, told),
        Row("GET", "commissioning:post_paper", _("证书的文件"), KEEPING | {Role.WORKER}),
        Row("GET", "commissioning:learning_adding", _("看怎样登记培训或督导"), KEEPING, others),
        Row("POST", "commissioning:learning_adding", _("登记培训或督导"), KEEPING, others),
        Row("POST", "commissioning:learning_removing", _("删除登错的培训或督导"), KEEPING, others),
    ]
