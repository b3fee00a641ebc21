"""Organisations and communities, entered and edited. Their own pages stand higher up, since they show more than directory knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guihua.core import editing
from guihua.core.refusal import refuse_if
from guihua.core.ui.pages import list_of, page_of
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.actions import communities, organisations
from guihua.directory.entry_forms import CommunityForm, ContactForm, OrganisationForm
from guihua.directory.models import Role


def organisation_editing(request: HttpRequest, pk: int) -> HttpResponse:
    """The office edits all of it, its own manager how to reach it."""
    found = get_object_or_404(directory.Organisation.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_edit_organisation(request.user, found))
    is_office = policy.why_not_keep_register(request.user, found.subdistrict_id) is None
    data = request.POST if request.method == "POST" else None
    form: ContactForm = (
        OrganisationForm(found, data, subdistrict=found.subdistrict) if is_office else ContactForm(found, data)
    )
    return editing.answer(
        request,
        form,
        lambda form: organisations.edit(found, form.changes, seen=form.saw, by=request.user),
        back=page_of(found),
        said=_("已保存「%(name)s」。") % {"name": found},
        about=_about(_("修改机构"), found),
    )


def organisation_adding(request: HttpRequest) -> HttpResponse:
    subdistrict = get_object_or_404(directory.Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    form = OrganisationForm(None, request.POST if request.method == "POST" else None, subdistrict=subdistrict)
    about = {
        "title": _("添加机构"),
        "line": _("很多机构一起添加，请用导入。"),
        "verb": _("添加"),
        "back": list_of(directory.Organisation),
    }
    return editing.answer(
        request,
        form,
        lambda form: organisations.add(subdistrict, form.values, by=request.user),
        back=page_of,
        said=_("已添加机构。"),
        about=about,
    )


def community_editing(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(directory.Community.objects.visible_to(request.user), pk=pk)
    refuse_if(policy.why_not_keep_register(request.user, found.subdistrict_id))
    return editing.answer(
        request,
        CommunityForm(found, request.POST if request.method == "POST" else None),
        lambda form: communities.edit(found, form.changes, seen=form.saw, by=request.user),
        back=page_of(found),
        said=_("已保存「%(name)s」。") % {"name": found},
        about=_about(_("修改社区"), found),
    )


def _about(title: str, found: Any) -> dict[str, Any]:
    return {"title": title, "via": found.name, "back": page_of(found), "verb": _("保存")}
