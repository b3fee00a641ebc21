"""Who reads the account, who writes and publishes it, and who fills the upper level's forms from it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ANYBODY, DECIDING, MEETING, OFFICE, OVERSEEING, READING, Row
from guihua.directory.models import Role


def rows() -> list[Row]:
    return [
        Row("GET", "reporting:reports", _("年度报告列表"), OVERSEEING),
        Row("GET", "reporting:report", _("一年的报告，没有发布时"), OVERSEEING),
        Row("GET", "reporting:words", _("看报告里写的话"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "reporting:words", _("在报告里写几句"), OFFICE, OVERSEEING - OFFICE),
        Row("GET", "reporting:preview", _("预览要发布的报告"), OFFICE, OVERSEEING - OFFICE),
        Row("GET", "reporting:editions", _("看发布过的报告"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "reporting:editions", _("发布年度报告"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "reporting:withdrawing", _("撤回发布的报告"), OFFICE, OVERSEEING - OFFICE),
        Row("GET", "reporting:figure", _("一个数字的由来"), OVERSEEING | {Role.SECRETARY}),
        Row("GET", "reporting:download", _("下载报告"), OVERSEEING),
        Row("GET", "reporting:upper_forms", _("看上级的表"), DECIDING),
        Row("POST", "reporting:upper_forms", _("放进上级的表"), DECIDING),
        Row("GET", "reporting:upper_form", _("看上级的一张表填什么"), DECIDING),
        Row("POST", "reporting:upper_cell", _("定一格填什么"), DECIDING),
        Row("POST", "reporting:upper_cell_clearing", _("不再填一格"), DECIDING),
        Row("POST", "reporting:upper_filling", _("填好上级的表"), DECIDING),
        Row("POST", "reporting:upper_removing", _("删掉上级的表"), DECIDING),
        Row("GET", "reporting:stories", _("看一年里的故事"), MEETING),
        Row("GET", "reporting:story_adding", _("看怎样写故事"), MEETING, READING - MEETING),
        Row("POST", "reporting:story_adding", _("写故事"), MEETING, READING - MEETING),
        Row("GET", "reporting:story_changing", _("看一个故事"), MEETING),
        Row("POST", "reporting:story_changing", _("改一个故事"), MEETING),
        Row("POST", "reporting:story_taking_back", _("收回一个故事"), MEETING),
        Row("POST", "reporting:story_picking", _("选用一个故事"), OFFICE, MEETING - OFFICE),
        Row("GET", "reporting:story_photo", _("公开的故事里的照片"), ANYBODY),
        Row("GET", "reporting:periods", _("选一段时间"), OVERSEEING),
        Row("GET", "reporting:period", _("一段时间的报告"), OVERSEEING),
        Row("GET", "reporting:period_download", _("下载一段时间的报告"), OVERSEEING),
    ]
