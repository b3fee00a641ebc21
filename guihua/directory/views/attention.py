"""「提醒规则」: from when on something comes up on the first page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.directory.actions import attention as acts
from guihua.directory.attention_forms import AttentionForm
from guihua.directory.models import AttentionRule, Role, Subdistrict


def attention(request: Any) -> HttpResponse:
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    stands = AttentionRule.objects.of(place)
    form = AttentionForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(stands, name) for name in AttentionForm.base_fields},
    )
    if form.is_valid():
        acts.rule(place, **form.cleaned_data, by=request.user)
        messages.success(request, _("提醒规则改好了。"))
        return redirect("/")
    about = {
        "title": _("提醒规则"),
        "line": _("首页的「需要关注」和收件箱按这里提醒"),
        "via": _("总览"),
        "back": "/",
        "verb": _("保存"),
        "beside": _beside(),
    }
    return render(request, "record.html", {"form": form, "about": about}, status=422 if form.errors else 200)


def _beside() -> dict[str, str]:
    """That the board has days of its own, and where."""
    words = _("这里的天数管首页的「需要关注」和收件箱。看板上的红灯黄灯另有自己的天数，两边可以不一样。")
    return {"words": words, "name": _("看板的预警规则"), "address": reverse(settings.GUIHUA_LISTS["boardrule"])}
