"""Projects as files give them: shape and cleaning only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import writing
from guihua.commissioning.actions.projects import ProjectLine
from guihua.core import clock
from guihua.core.sheets import BadCell, Cleaned, Column, Doubtful, Mark, Parser, Standing
from guihua.core.sheets import parsers as cell
from guihua.core.sheets.standing import of_rows
from guihua.core.wording import listed, together
from guihua.directory import models as directory
from guihua.directory.importers import community_cell, known, repeated

INT_LIST = pl.List(pl.Int64)
LIAISON = pl.Struct({"user": pl.Int64, "name": pl.String})
OFFICE = "街道主办"  # in place of a project's number, in files: held by the office itself
MOST_YEARS = 10  # no service is contracted for longer


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    community, communities = community_cell(subdistrict)
    organisation = _organisation(subdistrict)
    year = cell.integer(1990, 2100, _("年度要在 1990 到 2100 之间。"))
    domain, domains = _word(commissioning.Domain, subdistrict)
    method, methods = own_word(commissioning.ProcurementMethod, subdistrict)
    mode, modes = own_word(commissioning.ManagementMode, subdistrict)
    return [
        Column("年度", year, pl.Int32, also=("年份", "项目年度"), example="2022"),
        Column("项目编号", _number, also=("编号", "项目号", "项目代码", "合同编号"), example="GC-2022-001"),
        Column("项目名称", cell.text(80), also=("项目", "名称"), example="桂一同行"),
        Column("服务领域", domain, pl.Int64, also=("领域", "项目领域", "服务类别"), options=domains),
        Column("承接机构信用代码", organisation, pl.Int64, also=("承接机构代码", "机构信用代码", "信用代码")),
        Column(
            "合同金额", cell.money, pl.Int64, also=("金额", "合同金额(元)", "合同价", "项目金额"), example="286,000.00"
        ),
        Column("开始日期", cell.date, pl.Date, also=("开始", "合同开始日期", "起始日期"), example="2022-01-01"),
        Column("结束日期", cell.date, pl.Date, also=("结束", "合同结束日期", "终止日期"), example="2022-12-31"),
        Column(
            "驻点社区代码",
            cell.many(community),
            INT_LIST,
            also=("驻点社区", "社区"),
            options=communities,
            example="440605011001、440605011004",
        ),
        Column("驻点机构信用代码", cell.many(organisation), INT_LIST, also=("驻点机构", "驻点单位代码")),
        Column("采购方式", method, pl.Int64, also=("采购形式",), options=methods),
        Column("管理模式", mode, pl.Int64, also=("模式",), options=modes),
        Column("挂钩人员", liaison(subdistrict), LIAISON, also=("挂钩人", "挂钩干部", "联络员"), example="梁慧敏"),
    ]


def _organisation(subdistrict: directory.Subdistrict) -> Parser:
    organisations = dict(
        directory.Organisation.objects.filter(subdistrict=subdistrict).values_list("credit_code", "pk")
    )

    def parse(text: str) -> int:
        sentence = _("没有信用代码为 %(cell)s 的机构。请先导入机构，或改正代码。")
        found = known(organisations, text.upper(), sentence)
        if found is None:
            raise BadCell(_("这里不能空着。"))
        return found

    return parse


def _number(text: str) -> str:
    written: str = cell.code(40)(text)
    if written == OFFICE:
        raise BadCell(_("「%(word)s」留给街道自己办的活动，不能做项目编号。") % {"word": OFFICE})
    return written


def _word(model: type[Any], subdistrict: directory.Subdistrict, *, blank: bool = False) -> tuple[Parser, list[str]]:
    """Reads one of the programme's words; and which ones there are."""
    options = {name: row.pk for name, row in model.objects.kept_by(subdistrict).by_name().items()}
    parse = cell.choice(options, blank=blank)

    def parse_word(text: str) -> int | None:
        return parse(text) or None

    return parse_word, list(options)


def own_word(model: type[Any], subdistrict: directory.Subdistrict, *, blank: bool = True) -> tuple[Parser, list[str]]:
    """One of the words that the office keeps, and may add to."""
    parse, options = _word(model, subdistrict, blank=blank)

    def parse_word(text: str) -> int | None:
        try:
            return cast("int | None", parse(text))
        except BadCell as bad:
            raise BadCell(together([bad.sentence, _("办公室可以在「项目设置」里添加。")])) from bad

    return parse_word, options


def liaison(subdistrict: directory.Subdistrict) -> Parser:
    """A username, or a name that fits exactly one member of the sub-district's own staff. A name of nobody is kept."""
    today = directory.Membership.objects.filter(subdistrict=subdistrict, organisation=None).on(clock.today())
    members = directory.User.objects.filter(pk__in=today.values("user"), is_active=True).order_by("pk")
    by_username = {user.username: user for user in members}
    by_name: dict[str, list[directory.User]] = {}
    for user in members:
        by_name.setdefault(cell.name(40)(user.name), []).append(user)
    read_name = cell.name(40, blank=True)

    def parse(text: str) -> dict[str, Any] | Doubtful:
        if user := by_username.get(cell.plain(text)):
            return {"user": user.pk, "name": user.name}
        name = read_name(text)
        fits = by_name.get(name, [])
        if len(fits) > 1:
            raise BadCell(_("有 %(n)d 位成员叫「%(name)s」。请改填用户名。") % {"n": len(fits), "name": name})
        if fits:
            return {"user": fits[0].pk, "name": fits[0].name}
        free = {"user": None, "name": name}
        return Doubtful(free, _("街道的成员里还没有「%(name)s」，先只记下名字。") % {"name": name}) if name else free

    return parse


def why_not_term(starts: date, ends: date) -> str:
    """What is wrong with a contract's two days, "" where nothing is."""
    if ends < starts:
        return _("结束日期早于开始日期。")
    if ends.year - starts.year > MOST_YEARS:
        return _("合同期超过 %(n)d 年，请核对开始和结束日期。") % {"n": MOST_YEARS}
    return ""


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    frame, year = cleaned.frame, pl.col("年度")
    terms = frame.select("row", "开始日期", "结束日期").drop_nulls().iter_rows()
    strange = frame.filter((year < pl.col("开始日期").dt.year()) | (year > pl.col("结束日期").dt.year()))
    words = _("年度不在合同期里，请核对。")
    return [
        *repeated(cleaned, "项目编号"),
        *(Mark(row, "结束日期", why) for row, starts, ends in terms if (why := why_not_term(starts, ends))),
        *(Mark(row, "年度", words, "doubtful") for row in strange.get_column("row")),
    ]


VALUES: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "项目名称": lambda row: {"name": row["项目名称"]},
    "服务领域": lambda row: {"domain_id": row["服务领域"]},
    "承接机构信用代码": lambda row: {"provider_id": row["承接机构信用代码"]},
    "合同金额": lambda row: {"amount_fen": row["合同金额"]},
    "开始日期": lambda row: {"starts_on": row["开始日期"]},
    "结束日期": lambda row: {"ends_on": row["结束日期"]},
    "采购方式": lambda row: {"method_id": row["采购方式"]},
    "管理模式": lambda row: {"mode_id": row["管理模式"]},
    "挂钩人员": lambda row: {"liaison_id": row["挂钩人员"]["user"], "liaison_name": row["挂钩人员"]["name"]},
    "驻点社区代码": lambda row: {"communities": frozenset(row["驻点社区代码"])},
    "驻点机构信用代码": lambda row: {"organisations": frozenset(row["驻点机构信用代码"])},
}


def lines(cleaned: Cleaned) -> list[ProjectLine]:
    """A column that the file does not have says nothing: what is on file stays."""
    said = [value for column, value in VALUES.items() if column in cleaned.columns_in_file]
    return [
        ProjectLine(row["项目编号"], row["年度"], {k: v for value in said for k, v in value(row).items()})
        for row in cleaned.frame.iter_rows(named=True)
    ]


def standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> dict[int, Standing]:
    """How each row stands to the contracts on file."""
    rows = writing.with_all(commissioning.Project.objects.filter(subdistrict=subdistrict))
    known = {project.number: project for project in rows}
    said = [
        {"年度": row["年度"]}
        | {column: value(row) for column, value in VALUES.items() if column in cleaned.columns_in_file}
        for row in cleaned.frame.iter_rows(named=True)
    ]
    numbers = cleaned.frame.get_column("项目编号")
    return of_rows(cleaned, said, [told(known[n]) if n in known else None for n in numbers])


def told(project: commissioning.Project) -> dict[str, tuple[Any, str]]:
    """What a project says by column, as values and in words."""
    communities, organisations = project.communities.all(), project.organisations.all()
    return {
        "年度": (project.year.year, str(project.year.year)),
        "项目名称": ({"name": project.name}, project.name),
        "服务领域": ({"domain_id": project.domain_id}, project.domain.name),
        "承接机构信用代码": (
            {"provider_id": project.provider_id},
            project.provider.credit_code if project.provider else "",
        ),
        "合同金额": ({"amount_fen": project.amount_fen}, f"{project.amount_fen / 100:,.2f}"),
        "开始日期": ({"starts_on": project.starts_on}, project.starts_on.isoformat()),
        "结束日期": ({"ends_on": project.ends_on}, project.ends_on.isoformat()),
        "采购方式": ({"method_id": project.method_id}, str(project.method or "")),
        "管理模式": ({"mode_id": project.mode_id}, str(project.mode or "")),
        "挂钩人员": ({"liaison_id": project.liaison_id, "liaison_name": project.liaison_name}, project.liaison_name),
        "驻点社区代码": ({"communities": frozenset(c.pk for c in communities)}, listed(c.code for c in communities)),
        "驻点机构信用代码": (
            {"organisations": frozenset(o.pk for o in organisations)},
            listed(o.credit_code for o in organisations),
        ),
    }
