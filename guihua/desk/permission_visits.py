"""Who visits projects, corrects and answers a visit, raises tasks, does and judges them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import READING, SIGNED_IN, Row
from guihua.directory.models import Role

OFFICER = frozenset({Role.LIAISON})
WATCHING = frozenset({Role.OFFICE, Role.LIAISON})
PROVIDING = frozenset({Role.MANAGER, Role.WORKER})


def rows() -> list[Row]:
    others = READING - WATCHING
    return [
        Row("GET", "desk:watched", _("挂钩走访：项目和最近的走访"), READING),
        Row("POST", "desk:watched", _("保存项目走访列表的视图"), READING),
        Row("GET", "desk:visits", _("走访记录列表"), READING),
        Row("POST", "desk:visits", _("保存走访记录列表的视图"), READING),
        Row("GET", "desk:tasks", _("任务列表"), READING),
        Row("POST", "desk:tasks", _("保存任务列表的视图"), READING),
        Row("GET", "desk:project_visits", _("一个项目的走访和任务"), READING),
        Row("GET", "desk:visit_adding", _("看怎样记一次走访"), WATCHING, SIGNED_IN - WATCHING),
        Row("POST", "desk:visit_adding", _("记一次走访"), WATCHING, SIGNED_IN - WATCHING),
        Row("GET", "desk:visit_saved", _("走访保存以后"), OFFICER, READING - OFFICER),
        Row("GET", "commissioning:visit", _("一次走访"), READING),
        Row("POST", "commissioning:visit", _("回应走访"), PROVIDING, READING - PROVIDING),
        Row("GET", "commissioning:visit_correcting", _("看怎样更正自己的走访"), OFFICER, READING - OFFICER),
        Row("POST", "commissioning:visit_correcting", _("更正自己的走访"), OFFICER, READING - OFFICER),
        Row("GET", "commissioning:visit_photo_adding", _("看怎样给走访传照片"), OFFICER, READING - OFFICER),
        Row("POST", "commissioning:visit_photo_adding", _("给走访传照片"), OFFICER, READING - OFFICER),
        Row("GET", "commissioning:visit_photo", _("走访的照片"), READING),
        Row("GET", "commissioning:task_raising", _("看怎样提任务"), WATCHING, others),
        Row("POST", "commissioning:task_raising", _("给承接机构提任务"), WATCHING, others),
        Row("GET", "commissioning:task", _("一个任务"), READING),
        Row("POST", "commissioning:task", _("完成、确认、退回或撤回任务，各由该办的人办"), READING),
        Row("GET", "commissioning:task_file", _("任务的文件"), READING),
    ]
