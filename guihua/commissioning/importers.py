"""Projects as files give them: shape and cleaning only."""

from __future__ import annotations

from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions.projects import ProjectLine
from guihua.core.sheets import BadCell, Cleaned, Column, Doubtful, Mark
from guihua.core.sheets import parsers as cell
from guihua.directory import models as directory
from guihua.directory.importers import known

INT_LIST = pl.List(pl.Int64)


def columns(subdistrict: directory.Subdistrict) -> list[Column]:
    communities = dict(directory.Community.objects.filter(subdistrict=subdistrict).values_list("code", "pk"))
    organisations = dict(
        directory.Organisation.objects.filter(subdistrict=subdistrict).values_list("credit_code", "pk")
    )

    def community(text: str) -> int | None:
        return known(communities, text, _("没有代码为 %(cell)s 的社区。请先导入社区，或改正代码。"))

    def organisation(text: str) -> int | None:
        sentence = _("没有信用代码为 %(cell)s 的机构。请先导入机构，或改正代码。")
        found = known(organisations, text.upper(), sentence)
        if found is None:
            raise BadCell(_("这里不能空着。"))
        return found

    return [
        Column("年度", cell.integer(1990, 2100, _("年度要在 1990 到 2100 之间。")), pl.Int32),
        Column("项目编号", cell.text(40)),
        Column("项目名称", cell.text(80)),
        Column("服务领域", _word(commissioning.Domain, subdistrict), pl.Int64),
        Column("承接机构信用代码", organisation, pl.Int64),
        Column("合同金额", cell.money, pl.Int64),
        Column("开始日期", cell.date, pl.Date),
        Column("结束日期", cell.date, pl.Date),
        Column("驻点社区代码", cell.many(community), INT_LIST),
        Column("驻点机构信用代码", cell.many(organisation), INT_LIST, required=False),
        Column("采购方式", _word(commissioning.ProcurementMethod, subdistrict, blank=True), pl.Int64, required=False),
        Column("管理模式", _word(commissioning.ManagementMode, subdistrict, blank=True), pl.Int64, required=False),
        Column("挂钩人员", _liaison(subdistrict), required=False),
    ]


def _word(model: type[Any], subdistrict: directory.Subdistrict, *, blank: bool = False) -> Any:
    options: dict[str, Any] = {}
    for row in model.objects.filter(subdistrict=subdistrict):
        options |= dict.fromkeys([row.name, *getattr(row, "also_called", [])], row.pk)
    parse = cell.choice(options, blank=blank)

    def parse_word(text: str) -> int | None:
        return parse(text) or None

    return parse_word


def _liaison(subdistrict: directory.Subdistrict) -> Any:
    """A username, or a name that fits exactly one member. A name that fits none is kept as written."""
    members = directory.User.objects.filter(memberships__subdistrict=subdistrict).distinct()
    names = list(members.values_list("name", flat=True))
    by_username = dict(members.values_list("username", "name"))

    def parse(text: str) -> str | Doubtful:
        if not text or text in by_username:
            return by_username.get(text, "")
        if names.count(text) > 1:
            raise BadCell(_("有 %(n)d 位成员叫「%(name)s」。请改填用户名。") % {"n": names.count(text), "name": text})
        if len(text) > 40:
            raise BadCell(_("太长了，最多 %(most)s 个字。") % {"most": 40})
        if text not in names:
            return Doubtful(text, _("成员里还没有「%(name)s」，先只记下名字。") % {"name": text})
        return text

    return parse


def marks(cleaned: Cleaned) -> list[Mark]:
    late = cleaned.frame.filter(pl.col("结束日期") < pl.col("开始日期"))
    return [Mark(row, "结束日期", _("结束日期早于开始日期。")) for row in late.get_column("row")]


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
                "liaison_name": row["挂钩人员"],
            },
            communities=frozenset(row["驻点社区代码"]),
            organisations=frozenset(row["驻点机构信用代码"]),
        )
        for row in cleaned.frame.iter_rows(named=True)
    ]
