"""Who may do what in commissioning: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users


def why_not_add_words(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("名目由街道办公室添加和修改。需要时请联系办公室。"))
    return None


def why_not_record(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    """Projects are entered by the office, or by the server's own commands."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能登记项目。需要时请联系办公室。"))
    return None


def why_not_move(user: Any, project: commissioning.Project) -> Refusal | None:
    """Along its lifecycle a project is moved by the office, or by the system itself."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改项目的状态。"))
    return None


def why_not_edit(user: Any, project: commissioning.Project) -> Refusal | None:
    """What a contract says is the office's to change, or that of the server's own commands."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改项目。需要时请联系办公室。"))
    return None


def why_not_call(user: Any, place: directory.Subdistrict) -> Refusal | None:
    """How a sub-district is called outside its office says."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=place.pk)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改对外的名称。"))
    return None


def why_not_staff(user: Any, provider: directory.Organisation, worker: directory.User) -> Refusal | None:
    """Who works on a provider's projects its manager says, and the office. Nobody says it of themselves."""
    runs = users.organisations_of(user, users.Role.MANAGER).filter(organisation=provider).exists()
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=provider.subdistrict_id)
    if user is not audit.SYSTEM and not runs and not office.exists():
        return Refusal("no-role", _("只有街道办公室和这个机构的负责人能分配项目。"))
    if user is not audit.SYSTEM and user.pk == worker.pk:
        return Refusal("yourself", _("不能给自己分配项目。请由别的同事来办。"))
    held = worker.memberships.on(clock.today()).filter(role=users.Role.WORKER, organisation=provider)
    if not held.exists():
        return Refusal("not-there", _("%(name)s现在不是「%(place)s」的社工。") % {"name": worker, "place": provider})
    return None


def why_not_close(user: Any, project: commissioning.Project) -> Refusal | None:
    if refusal := why_not_move(user, project):
        return refusal
    if clock.today() <= project.ends_on:
        return Refusal("too-early", _("合同到%(day)s才结束，还不能结项。") % {"day": project.ends_on})
    return None


def why_not_add_file(user: Any, project: commissioning.Project) -> Refusal | None:
    """The office and those who work on the project add to its papers; of a confidential domain its workers alone."""
    own = commissioning.Project.objects.filter(pk=project.pk)
    works = own.worked_on_by(user).exists()
    if project.domain.is_confidential and not works:
        return Refusal("no-role", _("保密领域的文件只有本项目的社工能传、能看。"))
    if works or own.known_by(user).exists() or why_not_edit(user, project) is None:
        return None
    return Refusal("no-role", _("只有街道办公室、项目的机构负责人和社工能传文件。"))


def why_not_archive(user: Any, project: commissioning.Project) -> Refusal | None:
    """The archive of a purchase is kept by the office."""
    if why_not_edit(user, project) is None:
        return None
    return Refusal("no-role", _("采购档案由街道办公室保管。需要时请联系办公室。"))


def why_not_add_version(user: Any, file: commissioning.ProjectFile) -> Refusal | None:
    is_archived = commissioning.ArchivedFile.objects.filter(file=file).exists()
    return why_not_archive(user, file.project) if is_archived else why_not_add_file(user, file.project)


def why_not_remove_file(user: Any, file: commissioning.ProjectFile) -> Refusal | None:
    """Who brought its first version in, and the office. What is in the archive of a purchase stays."""
    if file.removed_at:
        return Refusal("removed", _("这个文件已经删除了。"))
    if commissioning.ArchivedFile.objects.filter(file=file).exists():
        words = _("采购档案从采购结束起至少保存 %(n)s 年，不能删除。放错了，传一个新版本。")
        return Refusal("archived", words % {"n": commissioning.KEPT_YEARS})
    if refusal := why_not_add_file(user, file.project):
        return refusal
    if why_not_edit(user, file.project) is not None and not file.versions.filter(number=1, by=user).exists():
        return Refusal("no-role", _("只有传它的人和街道办公室能删除。"))
    if commissioning.PublicNotice.objects.with_text().filter(text__file=file).exists():
        return Refusal("published", _("这个文件是公开的合同文本，不能删除。先更正合同公告。"))
    return None


def why_not_join(user: Any, wanted: commissioning.Partner) -> Refusal | None:
    """The office says who takes part. In one way an organisation does so once at a time."""
    if refusal := why_not_edit(user, wanted.project):
        return refusal
    place = wanted.organisation
    if place.subdistrict_id != wanted.project.subdistrict_id:
        return Refusal("wrong-place", _("「%(name)s」不在这个街道。") % {"name": place})
    if place.pk == wanted.project.provider_id:
        return Refusal("provider", _("「%(name)s」就是这个项目的承接机构。") % {"name": place})
    if wanted.until is not None and wanted.until <= wanted.since:
        return Refusal("ends-before", _("结束日期早于开始日期。"))
    same = wanted.project.partners.filter(organisation=place, part=wanted.part)
    if same.filter(Q(until=None) | Q(until__gt=wanted.since)).exists():
        return Refusal("held", _("「%(name)s」已经在「%(part)s」了。") % {"name": place, "part": wanted.part})
    return None


def why_not_leave(user: Any, partner: commissioning.Partner, until: date) -> Refusal | None:
    """What has ended stays ended, whatever day is named afterwards."""
    if refusal := why_not_edit(user, partner.project):
        return refusal
    if partner.until and partner.until <= clock.today() and until >= partner.until:
        return Refusal("ended", _("合作已经结束。要恢复，请重新添加。"))
    return None
