"""Who talks on a project and who listens, and who writes, reads and decides its periodic reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.commissioning.models.messages import LISTENING, TALKING
from guihua.desk.permission_terms import READING, Row
from guihua.directory.models import Role


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
        *_reports(),
    ]


def _reports() -> list[Row]:
    writing = frozenset({Role.MANAGER, Role.WORKER})
    others = READING - writing
    return [
        Row("GET", "desk:periodic_reports", _("所有项目的定期报告"), READING),
        Row("POST", "desk:periodic_reports", _("存定期报告列表的视图"), READING),
        Row("GET", "desk:project_reports", _("一个项目的定期报告"), READING),
        Row("GET", "desk:periodic_report", _("一份定期报告"), READING),
        Row("POST", "desk:periodic_report", _("提交、核对、接受或退回，各由该办的人办"), READING),
        Row("GET", "desk:report_word", _("下载定期报告"), READING),
        Row("GET", "desk:report_writing", _("看怎样写定期报告"), writing, others),
        Row("POST", "desk:report_writing", _("写定期报告"), writing, others),
        Row("GET", "desk:report_file_adding", _("看怎样给定期报告传文件"), writing, others),
        Row("POST", "desk:report_file_adding", _("给定期报告传文件"), writing, others),
        Row("GET", "desk:report_file", _("定期报告的一个文件"), READING),
        Row("POST", "desk:report_file_removing", _("删除没有提交过的文件"), writing, others),
    ]
