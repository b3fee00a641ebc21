"""Who may bring in what: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning.models import Project
from guihua.commissioning.taking_policy import why_not_take_payments
from guihua.core.refusal import Refusal
from guihua.core.sheets import Cleaned, Column, Mark
from guihua.delivery.models import MonthlyClose
from guihua.desk import importing
from guihua.desk.import_kinds import Kind
from guihua.desk.models import DAYS_TO_UNDO, Import, ImportState
from guihua.directory.models import Role, Subdistrict, users

OF_PROJECTS = ("attendance", "duty")  # what a provider's manager brings in, for the provider's own projects
OF_FINANCE = ("payments",)  # what was paid is finance's to enter, from a file as by hand
PROJECT = "项目编号"
IMPORTERS = (Role.OFFICE, Role.MANAGER, Role.FINANCE)


def places_of(user: Any) -> list[Subdistrict]:
    """The sub-districts into which somebody may bring files."""
    return list(Subdistrict.objects.filter(pk__in=users.subdistricts_of(user, *IMPORTERS)).order_by("pk"))


def kinds_for(user: Any, subdistrict: Subdistrict) -> dict[str, Kind]:
    return {name: kind for name, kind in importing.KINDS.items() if why_not_import(user, subdistrict, name) is None}


def why_not_import(user: Any, subdistrict: Subdistrict, kind: str) -> Refusal | None:
    if kind in OF_FINANCE:
        return why_not_take_payments(user, subdistrict)
    if _is_office(user, subdistrict):
        return None
    if not users.subdistricts_of(user, Role.MANAGER).filter(subdistrict=subdistrict).exists():
        return Refusal("no-role", _("只有街道办公室和机构负责人能导入数据。需要时请联系他们。"))
    if kind not in OF_PROJECTS:
        return Refusal("no-role", _("机构负责人只能导入参与记录和值勤。别的表格请交给街道办公室。"))
    return None


def columns_for(user: Any, subdistrict: Subdistrict, kind: str) -> list[Column]:
    """The columns of a kind of file, offering to a provider's manager the provider's own projects alone."""
    columns = importing.KINDS[kind].columns(subdistrict)
    if kind not in OF_PROJECTS or _is_office(user, subdistrict):
        return columns
    numbers = list(Project.objects.filter(subdistrict=subdistrict).managed_by(user).values_list("number", flat=True))
    return [replace(one, options=numbers) if one.name == PROJECT else one for one in columns]


def _is_office(user: Any, subdistrict: Subdistrict) -> bool:
    return users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=subdistrict).exists()


def why_not_change(user: Any, found: Import) -> Refusal | None:
    """Of a draft only its sender says anything, and nobody while it is being written."""
    if found.is_being_written:
        return Refusal("being-written", _("正在核对或写入，现在不能改。要改就先取消。"))
    return why_not_write(user, found)


def why_not_write(user: Any, found: Import) -> Refusal | None:
    if found.by_id != user.pk:
        return Refusal("not-yours", _("只有上传的人能处理这份文件。"))
    if not found.is_draft:
        return Refusal("not-a-draft", _("这份文件已经处理完了，不能再改。"))
    return why_not_import(user, found.subdistrict, found.kind)


def why_not_undo(user: Any, found: Import) -> Refusal | None:
    office = users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=found.subdistrict_id)
    if found.by_id != user.pk and not office.exists():
        return Refusal("not-yours", _("只有上传的人和街道办公室能撤销这次导入。"))
    if found.state == ImportState.UNDONE:
        return Refusal("undone", _("这次导入已经撤销了。"))
    if found.undo_until is None:
        return Refusal("no-undo", _("这次导入什么都没有改变，没有可撤销的。"))
    if timezone.now() > found.undo_until:
        return Refusal("late", _("导入已经过了 %(n)s 天，不能再撤销。") % {"n": DAYS_TO_UNDO})
    return None


def marks_for(user: Any, subdistrict: Subdistrict, kind: str) -> Callable[[Cleaned], Sequence[Mark]]:
    """What is wrong with a file only because of who sends it: rows of projects that are not theirs."""

    def marks(cleaned: Cleaned) -> list[Mark]:
        if kind not in OF_PROJECTS or _is_office(user, subdistrict):
            return []
        own = Project.objects.filter(subdistrict=subdistrict, pk__in=Project.objects.managed_by(user))
        column = pl.col(PROJECT)
        foreign = cleaned.frame.filter(column.is_not_null() & ~column.is_in(list(own.values_list("pk", flat=True))))
        return [Mark(row, PROJECT, _("不是你机构的项目。")) for row in foreign.get_column("row")]

    return marks


def knows_officers(user: Any) -> bool:
    """Whether who looks after a project is named: not to those who are here for a partner alone."""
    return users.holds(user, *(role for role in Role if role != Role.PARTNER))


def knows_who_changed(user: Any) -> bool:
    """Whether it is told who changed the registers: not to those who are here for the counts alone."""
    return users.holds(user, *(role for role in Role if role not in users.COUNTING))


def why_not_read_trail(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if users.trail_read_by(user).filter(subdistrict=subdistrict).exists():
        return None
    return Refusal("no-role", _("审计记录只有审计和审计管理员能看。"))


def writes_into_closed_months(found: Import) -> bool:
    """Whether its rows may lie in a month that stands, so that a reason may be wanted."""
    standing = MonthlyClose.objects.standing().filter(subdistrict=found.subdistrict_id)
    return found.kind in OF_PROJECTS and standing.exists()


def why_not_check_integrity(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if users.jobs_run_by(user).filter(subdistrict=subdistrict).exists():
        return None
    return Refusal("no-role", _("数据由街道办公室和系统管理员核对。"))
