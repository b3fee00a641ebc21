"""What the desk has done in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from guihua.core import jobs
from guihua.desk import promises
from guihua.desk.actions import exports, handlings, imports, integrity, recordings, resemblances, trails


def _page(job: jobs.Job) -> str:
    return reverse("desk:import", args=[job.payload["import"]])


@jobs.work(recordings.WORK, title=_("导入表格"), page=_page, back=_page)
def write_import(running: jobs.Running) -> None:
    recordings.write_for(running)


@jobs.work(imports.CHECK, title=_("核对表格"), page=_page, back=_page)
def check_import(running: jobs.Running) -> None:
    imports.check_for(running)


def _handling(job: jobs.Job) -> str:
    return reverse("desk:handling", args=[job.payload["handling"]])


@jobs.work(handlings.WORK, title=_("成批处理"), page=_handling)
def handle(running: jobs.Running) -> None:
    handlings.carry_out_for(running)


def _file(job: jobs.Job) -> str:
    return reverse("desk:export", args=[job.payload["export"]])


@jobs.work(exports.WORK, title=_("导出列表"), page=_file)
def write_export(running: jobs.Running) -> None:
    exports.write_for(running)


def _trail(_job: jobs.Job) -> str:
    return reverse("desk:trail")


@jobs.work(trails.WORK, title=_("核对审计记录"), page=_trail)
def verify_trail(running: jobs.Running) -> jobs.works.Outcome:
    return trails.verify_for(running)


@jobs.work(
    resemblances.WORK,
    title=_("找疑似重复的人"),
    stages={"comparing": _("正在比对")},
    counts={"likely": _("更像同一人"), "households": _("更像一家人")},
    tells=False,
)
def look_for_pairs(running: jobs.Running) -> None:
    resemblances.look_for(running)


def _jobs(_job: jobs.Job) -> str:
    return reverse("desk:jobs")


BROKEN = {one.code: format_lazy(_("不符：{words}"), words=one.words) for one in promises.every()}


@jobs.work(integrity.WORK, title=_("核对数据"), counts={integrity.KEPT: _("守住的承诺"), **BROKEN}, page=_jobs)
def check_integrity(running: jobs.Running) -> jobs.works.Outcome:
    return integrity.check_for(running)
