"""One row of the audit trail in full: what was said before and after, why, and the way to what it was about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.history import Change
from guihua.core.models import AuditRow
from guihua.core.ui.pages import page_of
from guihua.core.wording import listed
from guihua.directory import models as directory

BEFORE_AND_AFTER = 2
KEYS: dict[str, str | Promise] = {
    "why": gettext_lazy("原因"),
    "words": gettext_lazy("原因"),
    "role": gettext_lazy("角色"),
    "user": gettext_lazy("账号"),
    "username": gettext_lazy("用户名"),
    "name": gettext_lazy("名称"),
    "organisation": gettext_lazy("机构"),
    "part": gettext_lazy("怎么参加"),
    "since": gettext_lazy("自哪天起"),
    "until": gettext_lazy("到哪天为止"),
    "grace_until": gettext_lazy("宽限到"),
    "address": gettext_lazy("网络地址"),
    "factor": gettext_lazy("用什么登录"),
    "added": gettext_lazy("新增"),
    "changed": gettext_lazy("修改"),
    "skipped": gettext_lazy("跳过"),
    "rows": gettext_lazy("行数"),
    "count": gettext_lazy("个数"),
    "people": gettext_lazy("人数"),
    "digest": gettext_lazy("校验码"),
    "narrowed": gettext_lazy("条件"),
    "is_taken": gettext_lazy("下载了"),
    "listing": gettext_lazy("列表"),
    "register": gettext_lazy("列表"),
    "purpose": gettext_lazy("用途"),
    "field": gettext_lazy("哪一项"),
    "number": gettext_lazy("编号"),
    "code": gettext_lazy("编号"),
    "day": gettext_lazy("日期"),
    "credit_code": gettext_lazy("统一社会信用代码"),
    "month": gettext_lazy("月份"),
    "year": gettext_lazy("年度"),
    "provider": gettext_lazy("机构"),
    "community": gettext_lazy("社区"),
    "project": gettext_lazy("项目"),
    "note": gettext_lazy("附言"),
    "late": gettext_lazy("晚了几分钟"),
    "grade": gettext_lazy("程度"),
    "told": gettext_lazy("通知了几人"),
    "kind": gettext_lazy("种类"),
    "heads": gettext_lazy("未具名人数"),
    "photos": gettext_lazy("照片"),
    "bytes": gettext_lazy("字节"),
    "fields": gettext_lazy("哪几项"),
    "letters": gettext_lazy("字数"),
    "generation": gettext_lazy("汇总的版本"),
    "data_keys": gettext_lazy("数据密钥"),
    "gone": gettext_lazy("删除几人"),
    "stayed": gettext_lazy("留下几人"),
}
"""What a deed's details are called. One without words stands as it is written in the row."""


@dataclass(frozen=True)
class Told:
    facts: list[tuple[str, str]]
    changes: list[Change]
    address: str  # the page of what it was about; empty where the reader does not see it, or where there is none


def told(row: AuditRow, reader: Any) -> Told:
    """What the row holds, as it was masked when it was written: nothing is looked up about anybody of the register."""
    details, model = dict(row.details), _model_of(row)
    changes = [_change(model, name, pair) for name, pair in details.pop("changes", {}).items()]
    if {"old", "new"} <= details.keys():
        changes.append(_change(model, "state", [details.pop("old"), details.pop("new")]))
    for name in [name for name, value in details.items() if _is_pair(model, name, value)]:
        changes.append(_change(model, name, details.pop(name)))
    facts = [
        (str(KEYS.get(name, name)), _said(name, value)) for name, value in details.items() if value not in ("", None)
    ]
    return Told(facts, changes, _way_to(row, model, reader))


def _model_of(row: AuditRow) -> type[models.Model] | None:
    try:
        return apps.get_model(row.kind)
    except (LookupError, ValueError):  # of nothing, or of a kind that later versions do not have
        return None


def _is_pair(model: type[models.Model] | None, name: str, value: Any) -> bool:
    """Whether it is what a field of the thing said and what it says."""
    return isinstance(value, list) and len(value) == BEFORE_AND_AFTER and _field(model, name) is not None


def _field(model: type[models.Model] | None, name: str) -> Any:
    return next((one for one in model._meta.fields if one.name == name), None) if model else None


def _change(model: type[models.Model] | None, name: str, pair: list[Any]) -> Change:
    field = _field(model, name)
    named = dict(field.flatchoices) if field and field.choices else {}
    return Change(_label(field, name), *(_shown(named.get(value, value)) for value in pair))


def _label(field: Any, name: str) -> str:
    if name == "state":
        return _("状态")
    is_named = field is not None and str(field.verbose_name) != name.replace("_", " ")
    return str(field.verbose_name if is_named else KEYS.get(name, name))


def _said(name: str, value: Any) -> str:
    match name, value:
        case "role", str():
            return str(dict(directory.Role.choices).get(value, value))
        case "factor", str():
            return str(dict(directory.Factor.choices).get(value, value))
        case "user", int():
            return _called(directory.User, value)
        case "organisation" | "provider", int():
            return _called(directory.Organisation, value)
        case "community", int():
            return _called(directory.Community, value)
        case "project", int():
            return _called(commissioning.Project, value)
    return _shown(value)


def _called(model: type[models.Model], pk: int) -> str:
    found = model._default_manager.filter(pk=pk).first()
    return str(found) if found else str(pk)


def _shown(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("是") if value else _("否")
        case list():
            return listed(map(_shown, value))
        case Mapping():
            return listed(f"{KEYS.get(name, name)} {_shown(one)}" for name, one in value.items())
    return str(_(value)) if isinstance(value, str) else str(value)


def _way_to(row: AuditRow, model: type[models.Model] | None, reader: Any) -> str:
    """Only kinds whose readers are asked for by `visible_to`, and of these what the reader sees."""
    if model is None or str(model._meta.model_name) not in settings.GUIHUA_PAGES:
        return ""
    seen = getattr(model._default_manager, "visible_to", None)
    found = seen(reader).filter(pk=row.object_id).first() if seen else None
    return page_of(found) if found else ""
