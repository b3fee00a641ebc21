"""Projects as files give them: shape and cleaning only."""

from __future__ import annotations

from typing import Any, cast

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions.projects import ProjectLine
from guihua.core import clock
from guihua.core.sheets import BadCell, Cleaned, Column, Doubtful, Mark, Parser
from guihua.core.sheets import parsers as cell
from guihua.core.wording import together
from guihua.directory import models as directory
from guihua.directory.importers import known, repeated

INT_LIST = pl.List(pl.Int64)
LIAISON = pl.Struct({"user": pl.Int64, "name": pl.String})
OFFICE = "街道主办"  # in place of a project's number, in files: held by the office itself


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    communities = dict(directory.Community.objects.filter(subdistrict=subdistrict).values_list("code", "pk"))
    organisations = dict(
        directory.Organisation.objects.filter(subdistrict=subdistrict).values_list("credit_code", "pk")
    )

    def community(text: str) -> int | None:
        return known(communities, text, _("没有代码为 %(cell)s 的社区。请先导入社区，或改正代码。"))

    def organisation(text: str) -> int:
        sentence = _("没有信用代码为 %(cell)s 的机构。请先导入机构，或改正代码。")
        found = known(organisations, text.upper(), sentence)
        if found is None:
            raise BadCell(_("这里不能空着。"))
        return found

    return [
        Column("年度", cell.integer(1990, 2100, _("年度要在 1990 到 2100 之间。")), pl.Int32),
        Column("项目编号", _number),
        Column("项目名称", cell.text(80)),
        Column("服务领域", _word(commissioning.Domain, subdistrict), pl.Int64),
        Column("承接机构信用代码", organisation, pl.Int64),
        Column("合同金额", cell.money, pl.Int64),
        Column("开始日期", cell.date, pl.Date),
        Column("结束日期", cell.date, pl.Date),
        Column("驻点社区代码", cell.many(community), INT_LIST),
        Column("驻点机构信用代码", cell.many(organisation), INT_LIST),
        Column("采购方式", _own_word(commissioning.ProcurementMethod, subdistrict), pl.Int64),
        Column("管理模式", _own_word(commissioning.ManagementMode, subdistrict), pl.Int64),
        Column("挂钩人员", _liaison(subdistrict), LIAISON),
    ]


def _number(text: str) -> str:
    written: str = cell.code(40)(text)
    if written == OFFICE:
        raise BadCell(_("「%(word)s」留给街道自己办的活动，不能做项目编号。") % {"word": OFFICE})
    return written


def _word(model: type[Any], subdistrict: directory.Subdistrict, *, blank: bool = False) -> Parser:
    options: dict[str, Any] = {}
    for row in model.objects.filter(subdistrict=subdistrict):
        options |= dict.fromkeys([row.name, *getattr(row, "also_called", [])], row.pk)
    parse = cell.choice(options, blank=blank)

    def parse_word(text: str) -> int | None:
        return parse(text) or None

    return parse_word


def _own_word(model: type[Any], subdistrict: directory.Subdistrict) -> Parser:
    """One of the words that the office keeps, and may add to."""
    parse = _word(model, subdistrict, blank=True)

    def parse_word(text: str) -> int | None:
        try:
            return cast("int | None", parse(text))
        except BadCell as bad:
            raise BadCell(together([bad.sentence, _("办公室可以在「项目设置」里添加。")])) from bad

    return parse_word


def _liaison(subdistrict: directory.Subdistrict) -> Parser:
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


def marks(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> list[Mark]:
    """What is wrong between cells and between rows."""
    frame, year = cleaned.frame, pl.col("年度")
    backwards = frame.filter(pl.col("结束日期") < pl.col("开始日期"))
    strange = frame.filter((year < pl.col("开始日期").dt.year()) | (year > pl.col("结束日期").dt.year()))
    words = _("年度不在合同期里，请核对。")
    return [
        *repeated(cleaned, "项目编号"),
        *(Mark(row, "结束日期", _("结束日期早于开始日期。")) for row in backwards.get_column("row")),
        *(Mark(row, "年度", words, "doubtful") for row in strange.get_column("row")),
    ]


def lines(cleaned: Cleaned) -> list[ProjectLine]:
    return [
        ProjectLine(
            number=row["项目编号"],
            year=row["年度"],
            values={
                "name": row["项目名称"],
                "domain_id": row["服务领域"],
                "provider_id": row["承接机构信用代码"],
                "amount_fen": row["合同金额"],
                "starts_on": row["开始日期"],
                "ends_on": row["结束日期"],
                "method_id": row["采购方式"],
                "mode_id": row["管理模式"],
                "liaison_id": row["挂钩人员"]["user"],
                "liaison_name": row["挂钩人员"]["name"],
            },
            communities=frozenset(row["驻点社区代码"]),
            organisations=frozenset(row["驻点机构信用代码"]),
        )
        for row in cleaned.frame.iter_rows(named=True)
    ]
