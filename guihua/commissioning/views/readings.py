"""How far a promise is that no record tells: counted by hand, and put right beside what was said."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import reading_policy as policy
from guihua.commissioning.actions import readings
from guihua.commissioning.reading_forms import ReadingCorrectionForm, ReadingForm
from guihua.commissioning.views.answering import answer
from guihua.core.refusal import refuse_if


def entering(request: HttpRequest, pk: int) -> HttpResponse:
    visible = commissioning.Indicator.objects.visible_to(request.user).select_related("contract__project")
    found = get_object_or_404(visible, pk=pk)
    refuse_if(policy.why_not_read(request.user, found))
    form = ReadingForm(found, request.user, request.POST if request.method == "POST" else None)
    return answer(
        request,
        form,
        lambda _given: readings.enter(found, **form.said, by=request.user),
        found.contract.project,
        _about(found, str(_("登记完成数")), str(_("完成数已登记。"))),
    )


def correcting(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said wrongly stays, with the reason."""
    visible = commissioning.Indicator.objects.visible_to(request.user)
    rows = commissioning.Reading.objects.filter(indicator__in=visible).select_related("indicator__contract__project")
    found = get_object_or_404(rows, pk=pk)
    refuse_if(policy.why_not_read(request.user, found.indicator))
    stands = {name: getattr(found, name) for name in ("as_of", "value", "proof", "evidence")}
    data = request.POST if request.method == "POST" else None
    form = ReadingCorrectionForm(found.indicator, request.user, data, initial=stands)
    return answer(
        request,
        form,
        lambda given: readings.correct(found, **form.said, why=given["why"], by=request.user),
        found.indicator.contract.project,
        _about(found.indicator, str(_("更正完成数")), str(_("已更正，原来的数也留着。"))),
    )


def _about(indicator: commissioning.Indicator, title: str, said: str) -> dict[str, Any]:
    project = indicator.contract.project
    back = reverse(settings.GUIHUA_LISTS["indicator"], args=[project.pk])
    line = f"{indicator.name} · {project.name}"
    return {"title": title, "verb": _("保存"), "said": said, "back": back, "line": line}
