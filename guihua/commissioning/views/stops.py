"""The office suspends a project, lets it go on, ends it, or takes back an end that was entered by mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from guihua.commissioning import models as commissioning
from guihua.commissioning import stop_policy as policy
from guihua.commissioning.actions import stops
from guihua.commissioning.stop_forms import ResumptionForm, SuspensionForm, TakingBackForm, TerminationForm
from guihua.commissioning.views.answering import answer
from guihua.core import clock, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.core.ui.pages import page_of

Project = commissioning.Project


def project_suspending(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    refuse_if(policy.why_not_suspend(request.user, project))
    about = {
        "title": _("暂停项目"),
        "verb": pgettext("verb", "暂停"),
        "said": _("项目已经暂停，承接机构和挂钩人员收到了通知。"),
        "notice": _(
            "暂停期间：不登记场次和值勤，不批准付款，看板不亮灯，应到的进度停在原处。合同期不变，要延长请登记补充协议。"
        ),
    }
    return _answer(
        request,
        SuspensionForm(project, *_sent(request)),
        lambda said: _suspend(project, said, request.user),
        project,
        about,
    )


def _suspend(project: Project, said: Mapping[str, Any], by: Any) -> None:
    _with_room(lambda: stops.suspend(project, **said, by=by))


def project_resuming(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    refuse_if(policy.why_not_resume(request.user, project))
    about = {
        "title": _("恢复项目"),
        "verb": _("恢复"),
        "said": _("项目已经恢复，承接机构和挂钩人员收到了通知。"),
        "notice": _("恢复以后，应到的进度按合同期里没有暂停的天数算。合同期不变，要延长请登记补充协议。"),
    }
    form = ResumptionForm(request.POST if request.method == "POST" else None)
    return _answer(request, form, lambda said: stops.resume(project, **said, by=request.user), project, about)


def project_terminating(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    refuse_if(policy.why_not_terminate(request.user, project))
    about = {
        "title": _("终止项目"),
        "verb": pgettext("verb", "终止"),
        "said": _("项目已经终止，承接机构和挂钩人员收到了通知。登记错了，今天还能撤销。"),
        "notice": _what_ends(project),
    }
    form = TerminationForm(project, *_sent(request))
    return _answer(request, form, lambda said: _terminate(project, said, request.user), project, about)


def _terminate(project: Project, said: Mapping[str, Any], by: Any) -> None:
    _with_room(lambda: stops.terminate(project, **said, by=by))


def _what_ends(project: Project) -> str:
    """What would become of its money and tasks if it ended today."""
    cancelled = stops.not_due(project, min(clock.today(), project.ends_on)).count()
    still_open = project.tasks.filter(state=commissioning.TaskState.OPEN).count()
    instalments = ngettext("%(n)s 期没有到条件的分期付款取消", "%(n)s 期没有到条件的分期付款取消", cancelled)
    tasks = ngettext("%(n)s 个没有答复的任务撤回", "%(n)s 个没有答复的任务撤回", still_open)
    words = _("终止以后：%(instalments)s，%(tasks)s；付过的款不动，到了条件的还能申请。以前的记录照旧算在年度里。")
    return words % {"instalments": instalments % {"n": cancelled}, "tasks": tasks % {"n": still_open}}


def project_taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    refuse_if(policy.why_not_take_back(request.user, project))
    about = {
        "title": _("撤销终止"),
        "verb": _("撤销终止"),
        "said": _("终止已经撤销，项目照旧。"),
        "notice": _("项目、分期付款和撤回的任务都回到终止以前的样子。"),
    }
    form = TakingBackForm(request.POST if request.method == "POST" else None)
    return _answer(request, form, lambda said: stops.take_back(project, **said, by=request.user), project, about)


def _project(request: HttpRequest, pk: int) -> Project:
    rows = Project.objects.visible_to(request.user).select_related("domain", "subdistrict")
    return get_object_or_404(rows, pk=pk)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _with_room(save: Callable[[], Any]) -> None:
    """Where the paper does not fit on the disk, its field says so."""
    try:
        save()
    except uploads.NoRoom as full:
        raise Refused(Refusal("paper", full.sentence)) from full


def _answer(
    request: HttpRequest,
    form: forms.Form,
    save: Callable[[Mapping[str, Any]], Any],
    project: Project,
    about: Mapping[str, Any],
) -> HttpResponse:
    return answer(request, form, save, project, {**about, "back": page_of(project)})
