"""What attendance and duty have in common: the project, and the day."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.commissioning.importers.projects import OFFICE
from guihua.core.sheets import BadCell, Mark, Parser
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory

SEVERAL = re.compile(r"\w[、,;/]\w")  # as `cell.name` leaves it; somebody's own name has none of these
PROJECTS = ("项目", "项目号", "项目代码", "编号")  # what other people call the column
OFFICE_PK = 0  # in a cleaned frame: held by the office itself, no project


def project_cell(subdistrict: directory.Subdistrict, *, office: bool) -> tuple[Parser, list[str]]:
    """Reads the project of a number; with `office` also OFFICE, for what the office holds itself. And what may stand there."""
    own = commissioning.Project.objects.filter(subdistrict=subdistrict)
    numbers = dict(own.bought().values_list("number", "pk"))
    pk_of = {cell.coded(number): pk for number, pk in numbers.items()}
    planned = {cell.coded(number) for number in own.exclude(pk__in=numbers.values()).values_list("number", flat=True)}

    def parse(text: str) -> int:
        number = cell.coded(text)
        if office and number == OFFICE:
            return OFFICE_PK
        if not number:
            raise BadCell(_("缺少项目编号。"))
        if number == OFFICE:
            raise BadCell(_("值勤要记在一个项目名下，「%(word)s」只用在参与记录里。") % {"word": OFFICE})
        if number in planned:
            raise BadCell(_("项目「%(cell)s」还没有签约，不能登记。") % {"cell": cell.shown(text)})
        if number not in pk_of:
            words = _("没有编号为「%(cell)s」的项目。请先导入项目，或改正编号。")
            raise BadCell(words % {"cell": cell.shown(text)})
        return pk_of[number]

    return parse, [*numbers, *([OFFICE] if office else [])]


def one_name(*, blank: bool = False) -> Parser:
    """Somebody's name, and not several people's in one cell, as lists on paper have it."""
    read = cell.name(40, blank=blank)

    def parse(text: str) -> str:
        written: str = read(text)
        if SEVERAL.search(written):
            raise BadCell(_("这一格像是好几个人。一行只写一个人，请分成几行。"))
        return written

    return parse


def day_marks(frame: pl.DataFrame) -> Iterable[Mark]:
    """A session or shift lies in its project's programme year, or in its term, and not where the project stood still."""
    pks = frame.get_column("项目编号").unique().drop_nulls().to_list()
    projects = {p.pk: p for p in commissioning.Project.objects.filter(pk__in=pks).select_related("year")}
    days = frame.select("项目编号", "日期").unique().drop_nulls()
    yield from _stopped(frame, days, projects)
    outside = [(pk, day) for pk, day in days.iter_rows() if pk in projects and not projects[pk].spans(day)]
    if not outside:
        return
    wrong = pl.DataFrame(outside, schema={"项目编号": pl.Int64, "日期": pl.Date}, orient="row")
    words = _("日期不在项目的 %(year)d 年度里，也不在合同期（%(start)s 至 %(end)s）里。")
    for row, pk in frame.join(wrong, on=["项目编号", "日期"]).select("row", "项目编号").iter_rows():
        project = projects[pk]
        about = {"year": project.year.year, "start": project.starts_on, "end": project.ends_on}
        yield Mark(row, "日期", words % about)


def _stopped(frame: pl.DataFrame, days: pl.DataFrame, projects: dict[int, commissioning.Project]) -> Iterable[Mark]:
    stood = stops.of(list(projects))
    said = {
        (pk, day): stop.sentence(projects[pk])
        for pk, day in (days.iter_rows() if stood else ())
        if pk in projects and (stop := stops.stop_on(stood, pk, day))
    }
    for row, pk, day in frame.select("row", "项目编号", "日期").iter_rows() if said else ():
        if (pk, day) in said:
            yield Mark(row, "日期", said[pk, day])


def time_marks(frame: pl.DataFrame, column: str, *, days_later: int = 0) -> Iterable[Mark]:
    """A time that comes with a day must be of the row's own day, or at most so many days later."""
    moment, day = pl.col(column), pl.col("日期")
    dated = frame.select("row", moment, day).drop_nulls().filter(moment.dt.date() != cell.NO_DAY)
    words = _("这一格连日期也写了（%(moment)s），和「日期」列的 %(day)s 对不上。请核对，或只写时间。")
    for row, at, on in dated.filter(~(moment.dt.date() - day).dt.total_days().is_between(0, days_later)).iter_rows():
        yield Mark(row, column, words % {"moment": f"{at:%Y-%m-%d %H:%M}", "day": on})
