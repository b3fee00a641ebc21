"""Who may record sessions and shifts by hand. Who reads a project's records and does not work there is told so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ANYBODY, MEETING, READING, SEEING, SIGNED_IN, Row
from guihua.directory.models import Role

KNOWING = frozenset({Role.MANAGER, Role.WORKER})  # who know the people of their projects
KEEPING_PAGES = MEETING | {Role.LIAISON}  # of whose pages a phone keeps some


def rows() -> list[Row]:
    others, readers = SIGNED_IN - MEETING, READING - MEETING
    return [
        Row("GET", "delivery:record", _("选项目，记一场"), MEETING, others),
        Row("GET", "delivery:session_adding", _("看怎样记一场"), MEETING, others),
        Row("POST", "delivery:session_adding", _("记一场"), MEETING, others),
        Row("GET", "delivery:week", _("我的这一周"), MEETING, others),
        Row("GET", "delivery:months", _("整月登记"), MEETING, readers),
        Row("GET", "delivery:month_list", _("看一个月的名单"), MEETING, readers),
        Row("POST", "delivery:month_list", _("登记一个月的名单"), MEETING, readers),
        Row("GET", "delivery:waiting", _("没有信号时记下、等待送出的"), KEEPING_PAGES, others - KEEPING_PAGES),
        Row("GET", "delivery:no_signal", _("没有信号时代替打不开的页面"), KEEPING_PAGES, others - KEEPING_PAGES),
        Row("GET", "delivery:worker", _("浏览器里没有信号时应答的程序，不含资料"), ANYBODY),
        Row("GET", "delivery:scale_adding", _("看怎样添加量表"), KNOWING, SEEING - KNOWING),
        Row("POST", "delivery:scale_adding", _("添加量表"), KNOWING, SEEING - KNOWING),
        Row("GET", "delivery:scale", _("看每个编号的前测、后测分数"), KNOWING, READING - KNOWING),
        Row("POST", "delivery:scale", _("登记前测、后测分数"), KNOWING, READING - KNOWING),
        Row("POST", "delivery:scale_removing", _("去掉没有用过的量表"), KNOWING, READING - KNOWING),
        Row("GET", "delivery:shift_adding", _("看怎样记一班值勤"), MEETING, others),
        Row("POST", "delivery:shift_adding", _("记一班值勤"), MEETING, others),
        Row("GET", "delivery:session_withdrawing", _("看怎样撤回一场"), MEETING, readers),
        Row("POST", "delivery:session_withdrawing", _("撤回一场"), MEETING, readers),
        Row("GET", "delivery:photo_adding", _("看怎样传照片"), MEETING, readers),
        Row("POST", "delivery:photo_adding", _("传照片"), MEETING, readers),
        Row("GET", "delivery:photo", _("一张照片"), READING),
        Row("POST", "delivery:photo_removing", _("删除照片"), MEETING, readers),
        Row("GET", "delivery:session_saved", _("刚记下的一场"), MEETING, readers),
        Row("GET", "delivery:session_correcting", _("看怎样更正一场"), MEETING, readers),
        Row("POST", "delivery:session_correcting", _("更正一场"), MEETING, readers),
    ]
