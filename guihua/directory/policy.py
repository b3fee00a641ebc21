"""Who may do what in directory: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.core.tenancy import TenantRow
from guihua.directory.models import Organisation, Role, Subdistrict, users

CONTACTS = {"contact_name", "contact_phone"}


def why_not_grant(user: Any, role: Role, thing: TenantRow, organisation: Organisation | None = None) -> Refusal | None:
    """Sight of one thing is given and taken by the office, or by the server's own commands; of an organisation's own thing
    also by its manager, for its workers."""
    if keeps_register(user, thing.subdistrict_id):
        return None
    if role == Role.WORKER and organisation and organisation.pk in users.organisations_of(user, Role.MANAGER):
        return None
    return Refusal("no-role", _("只有街道办公室能管理账号。需要时请联系办公室。"))


def keeps_register(user: Any, subdistrict: int) -> bool:
    """The sub-district's own office does, or a command on the server."""
    return user is None or users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=subdistrict).exists()


def why_not_erase(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能删除个人信息。需要时请联系办公室。"))


def why_not_export(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """May what is held about somebody be given out?"""
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能导出个人信息。需要时请联系办公室。"))


def why_not_revert(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """An import is taken back by the office, or by the server's own commands."""
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("只有街道办公室能撤销导入。需要时请联系办公室。"))


def why_not_keep_register(user: Any, subdistrict: int) -> Refusal | None:
    """Organisations and communities are entered and edited by the office, one by one or by a file."""
    if keeps_register(user, subdistrict):
        return None
    return Refusal("no-role", _("只有街道办公室能改名录。需要时请联系办公室。"))


def why_not_edit_organisation(user: Any, organisation: Organisation, fields: Iterable[str] = ()) -> Refusal | None:
    """The office edits all of it; who runs an organisation edits how to reach it."""
    if keeps_register(user, organisation.subdistrict_id):
        return None
    runs = organisation.pk in users.organisations_of(user, Role.MANAGER)
    if runs and set(fields) <= CONTACTS:
        return None
    if runs:
        return Refusal("no-role", _("机构负责人可以改联系人和联系电话，其他内容由街道办公室改。"))
    return Refusal("no-role", _("只有街道办公室和这个机构的负责人能改。"))


def why_not_bear_code(organisation: Organisation, code: str) -> Refusal | None:
    """A credit code is one organisation's alone."""
    others = Organisation.objects.filter(subdistrict=organisation.subdistrict_id, credit_code=code)
    if other := others.exclude(pk=organisation.pk).first():
        return Refusal("code-taken", _("「%(name)s」已经用了这个统一社会信用代码。") % {"name": other})
    return None


def why_not_rule_attention(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    if keeps_register(user, subdistrict.pk):
        return None
    return Refusal("no-role", _("什么时候提醒由街道办公室定。"))
