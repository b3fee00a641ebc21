"""Who talks on a project and who listens, and who writes, reads and decides its periodic reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.messages import LISTENING, TALKING
from guihua.desk.permission_terms import READING, Row


def rows() -> list[Row]:
    talking = frozenset(TALKING)
    hearing = talking | set(LISTENING)
    return [
        Row("GET", "commissioning:threads", _("所有项目的沟通"), hearing),
        Row("POST", "commissioning:threads", _("存沟通列表的视图"), hearing),
        Row("GET", "desk:project_messages", _("一个项目的沟通"), hearing),
        Row("GET", "commissioning:thread", _("一个话题的消息"), hearing),
        Row("POST", "commissioning:thread", _("回复一个话题"), talking, frozenset(LISTENING)),
        Row("GET", "commissioning:thread_beginning", _("看怎样发消息"), talking, READING - talking),
        Row("POST", "commissioning:thread_beginning", _("发消息"), talking, READING - talking),
        Row("GET", "commissioning:message_file", _("消息里的一个文件"), hearing),
    ]
