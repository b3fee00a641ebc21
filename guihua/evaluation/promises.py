"""What judging promises beyond the database's own rules: what a round opened with says what it said then."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.promises import Found, Promise
from guihua.evaluation import digests
from guihua.evaluation import models as evaluation


def _rubrics(found: Found) -> None:
    for one in found.each(evaluation.Rubric.objects.exclude(frozen_at=None)):
        if digests.of_rubric(one) != one.digest:
            found.breach(_("评分标准「%(name)s」：定稿以后被改过。") % {"name": one.name})


def _rounds(found: Found) -> None:
    rows = evaluation.Round.objects.exclude(opened_at=None).select_related("rubric", "liaison_rubric")
    for one in found.each(rows):
        if digests.of_round(one) != one.digest:
            found.breach(_("「%(name)s」：开始以后权重、等级或日期被改过。") % {"name": one.name})


PROMISES = (
    Promise("rubrics_as_frozen", gettext_lazy("评分标准定稿以后没有改过"), _rubrics),
    Promise("rounds_as_opened", gettext_lazy("各轮评估开始以后没有改过"), _rounds),
)
