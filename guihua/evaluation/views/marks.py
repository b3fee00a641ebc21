"""Every mark of a round, for whoever may read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guihua.core import listing
from guihua.evaluation import mark_listing
from guihua.evaluation import models as evaluation
from guihua.evaluation.listings import round_page
from guihua.evaluation.rubric_policy import why_not_keep


@login_required
@require_GET
def all_marks(request: HttpRequest, pk: int) -> HttpResponseBase:
    one = get_object_or_404(evaluation.Round.objects.visible_to(request.user), pk=pk)
    rows = evaluation.Mark.objects.visible_to(request.user).counting().filter(sheet__entered__round=one)
    if not rows.exists():
        raise Http404
    names = why_not_keep(request.user, one.subdistrict_id) is None
    ways = [(_("这一轮"), round_page(one), "arrow-left")]
    return listing.answer(request, mark_listing.marks(ways, names=names), mark_listing.rows_of(rows))
