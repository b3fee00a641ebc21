"""What has to be brought in before there is anything to see, in its order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery
from guihua.directory import models as directory


@dataclass(frozen=True)
class FirstStep:
    """`kind` is the word of the command; `needs` says what the file holds."""

    kind: str
    label: str | Promise
    needs: str | Promise
    is_done: bool


def of(subdistrict: directory.Subdistrict) -> list[FirstStep]:
    """The five files, each with whether something of it is here."""
    steps = [
        ("communities", _("社区"), _("社区代码和名称"), directory.Community),
        ("organisations", _("机构"), _("承接机构、学校、医院和其他单位"), directory.Organisation),
        ("projects", _("项目"), _("年度、合同金额和驻点"), commissioning.Project),
        ("attendance", _("参与记录"), _("场次，谁参加了，现场多少人"), delivery.Session),
        ("duty", _("值勤"), _("应急任务的起止时间；没有值勤可以不导入"), delivery.DutyShift),
    ]
    return [
        FirstStep(kind, label, needs, rows._default_manager.filter(subdistrict=subdistrict).exists())
        for kind, label, needs, rows in steps
    ]
