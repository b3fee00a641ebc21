"""The right of reply, and what follows it: the provider writes, the office answers, and publishes once the days are over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.core import editing
from guihua.core.refusal import FORBIDDEN, refuse_if
from guihua.evaluation import models as evaluation
from guihua.evaluation import reply_policy as policy
from guihua.evaluation.actions import publishing, replies
from guihua.evaluation.listings import round_page
from guihua.evaluation.reply_forms import AnswerForm, ReplyForm
from guihua.evaluation.views.answering import record
from guihua.evaluation.views.results import round_of

Reply = evaluation.Reply
SEND = "send"


@login_required
def replying(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved as one goes, and sent once. What is refused once it was typed stands above it, so that nothing of it is lost."""
    rows = (
        evaluation.Result.objects.visible_to(request.user).newest().select_related("entered__round", "entered__project")
    )
    entered = get_object_or_404(rows, entered=pk).entered
    refusal = policy.why_not_reply(request.user, entered)
    refuse_if(refusal if refusal and (request.method != "POST" or refusal.code in FORBIDDEN) else None)
    form = ReplyForm(entered, request.POST if request.method == "POST" else None)
    sends = request.POST.get("deed") == SEND
    page = reverse("evaluation:result", args=[entered.pk])

    def save(form: ReplyForm) -> Reply:
        verb = replies.send if sends else replies.write
        return verb(entered, form.cleaned_data["text"], seen=form.cleaned_data["seen"], by=request.user)

    said = _("回应已交，办公室会答复。") if sends else _("已保存，还没有交。")
    back = page if sends else request.path
    about = {"entered": entered, "round": entered.round, "project": entered.project, "back": page}
    return editing.answer(request, form, save, back=back, said=said, about=about, template="evaluation/replying.html")


@login_required
def answering(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Reply.objects.visible_to(request.user).select_related("entered__round", "entered__project")
    reply = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_answer(request.user, reply))
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": reply.answer})
    page = reverse("evaluation:result", args=[reply.entered_id])
    if form.is_valid():
        replies.answer(reply, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("已答复，承接机构会收到通知。"))
        return redirect(page)
    about = {"title": _("答复回应"), "verb": _("答复"), "line": reply.entered.project.name, "notice": reply.text}
    return record(request, form, about | {"via": _("评估结果"), "back": page})


@login_required
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """What it still waits for, what providers said, and what comes of it; from here results are published."""
    found = round_of(request, pk)
    refuse_if(policy.why_not_close(request.user, found))
    if request.method == "POST":
        publishing.publish(found, by=request.user)
        messages.success(request, _("结果公布了，承接机构和挂钩人员已收到通知。"))
        return redirect("evaluation:results", found.pk)
    sent = Reply.objects.sent().filter(entered__round=found).select_related("entered__project")
    context: dict[str, Any] = {
        "round": found,
        "back": round_page(found),
        "refused": policy.why_not_publish(request.user, found),
        "replies": sent.order_by("answered_at", "entered__project__number"),
        "count": evaluation.Result.objects.newest().filter(entered__round=found).count(),
    }
    return render(request, "evaluation/publication.html", context)
