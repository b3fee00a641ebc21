"""A task of a project: raised, answered by its provider, accepted or sent back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import sent_files
from guihua.commissioning import visit_policy as policy
from guihua.commissioning.actions import tasks
from guihua.commissioning.views.answering import answer
from guihua.commissioning.visit_forms import BackForm, DoneForm, TaskForm, WithdrawalForm
from guihua.commissioning.visit_notices import task_page, visit_page
from guihua.core import clock
from guihua.core.refusal import Refused, refuse_if
from guihua.core.ui.pages import page_of

Task = commissioning.ProjectTask
State = commissioning.TaskState
SAID: dict[str, Any] = {
    "answer": gettext_lazy("已提交，等提出任务的一方确认。"),
    "accept": gettext_lazy("任务已确认完成。"),
    "send_back": gettext_lazy("已退回，承接机构会收到原因。"),
    "withdraw": gettext_lazy("任务已撤回。"),
}
DEEDS: dict[str, Callable[..., Any]] = {
    "accept": tasks.accept,
    "send_back": tasks.send_back,
    "withdraw": tasks.withdraw,
}


def raising(request: HttpRequest, pk: int) -> HttpResponse:
    """A task for a project; ?visit= says of which visit it comes."""
    project = get_object_or_404(commissioning.Project.objects.open_to(request.user).select_related("domain"), pk=pk)
    refuse_if(policy.why_not_raise(request.user, project))
    visit = _visit_asked(request, project)
    form = TaskForm(request.POST if request.method == "POST" else None)

    def save(given: Mapping[str, Any]) -> None:
        tasks.raise_for(project, **given, visit=visit, by=request.user)

    back = visit_page(visit) if visit else page_of(project)
    about = {"title": _("新任务"), "verb": _("交给承接机构"), "said": _("已交给承接机构。"), "back": back}
    return answer(request, form, save, project, about)


def _visit_asked(request: HttpRequest, project: commissioning.Project) -> commissioning.LiaisonVisit | None:
    asked = request.GET.get("visit", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return get_object_or_404(project.visits.all(), pk=int(asked))


def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task with its answers; and the next step for whose it is."""
    rows = Task.objects.visible_to(request.user).select_related("project__domain", "visit", "raised_by")
    found = get_object_or_404(rows, pk=pk)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    forms = _forms(request, found, step)
    if step in SAID and _is_done(request, found, step, forms.get(step)):
        return redirect(task_page(found))
    context = {
        "task": found,
        "project": found.project,
        "back": page_of(found.project),
        "answers": found.answers.select_related("by", "judged_by"),
        "is_overdue": found.is_overdue(clock.today()),
        "forms": forms,
        "form": forms.get(step),
        **_may(found, request.user),
    }
    return render(request, "commissioning/task.html", context, status=422 if request.method == "POST" else 200)


def _forms(request: HttpRequest, found: Task, step: str) -> dict[str, Any]:
    takes_file = policy.why_not_attach(found) is None
    sent = (request.POST, request.FILES)
    return {
        "answer": DoneForm(*(sent if step == "answer" else ()), takes_file=takes_file),
        "send_back": BackForm(request.POST if step == "send_back" else None, auto_id="back-%s"),
        "withdraw": WithdrawalForm(request.POST if step == "withdraw" else None, auto_id="withdrawal-%s"),
    }


def _may(found: Task, user: Any) -> dict[str, bool]:
    is_open, is_answered = found.state == State.OPEN, found.state == State.ANSWERED
    return {
        "may_answer": is_open and policy.why_not_answer(user, found) is None,
        "may_judge": is_answered and policy.why_not_judge(user, found) is None,
        "may_withdraw": is_open and policy.why_not_withdraw(user, found) is None,
    }


def _is_done(request: HttpRequest, found: Task, step: str, form: Any) -> bool:
    """Whether the step was taken; else its form says why not."""
    if form is not None and not form.is_valid():
        return False
    try:
        _do(found, step, form.cleaned_data if form is not None else {}, request.user)
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, refused.sentence)
        return False
    messages.success(request, SAID[step])
    return True


def _do(found: Task, step: str, given: Mapping[str, Any], by: Any) -> None:
    if step == "answer":
        tasks.answer(found, given["text"], proof=given.get("file"), by=by)
    else:
        DEEDS[step](found, **given, by=by)


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What came with an answer."""
    rows = commissioning.TaskAnswer.objects.visible_to(request.user).with_file()
    found = get_object_or_404(rows, pk=pk)
    return sent_files.answer(lambda: tasks.content_of(found), f"{found.name}{found.suffix}", found.suffix)
