"""Who writes what a provider says of itself, until when, and what it lacks before it is handed in: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy
from guihua.evaluation.self_reported import Told

Entered = evaluation.RoundProject
MOST_PAPERS = 10  # for one criterion


def why_not_write(user: Any, entered: Entered) -> Refusal | None:
    """The provider's manager, in a round that has begun, up to and including the last day, until it is handed in."""
    own = commissioning.Project.objects.filter(pk=entered.project_id).managed_by(user)
    if user is not audit.SYSTEM and not own.exists():
        return Refusal("no-role", _("自评由承接机构负责人写。"))
    if refusal := _why_not_judged(entered):
        return refusal
    if evaluation.SelfReport.objects.submitted().filter(entered=entered).exists():
        return Refusal("submitted", _("自评已经交了，不能再改。要改，请街道办公室退回。"))
    last = evaluation.last_day_of(entered)
    if user is not audit.SYSTEM and last and clock.today() > last:
        words = _("交自评的最后一天是 %(day)s，已经过了。要补交，请联系街道办公室。")
        return Refusal("late", words % {"day": last})
    return None


def _why_not_judged(entered: Entered) -> Refusal | None:
    """It is written while its round goes on: from the draft on it stands, as sheets do."""
    one = entered.round
    if one.is_preparing:
        return Refusal("not-open", _("这一轮还没有开始。"))
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，不用交自评。"))
    if one.is_closed:
        return Refusal("closed", _("「%(round)s」已经出了初稿，自评不能再写、再交，也不能退回。") % {"round": one.name})
    return None


def why_not_open(user: Any, entered: Entered, until: date | None = None) -> Refusal | None:
    """The office opens one that was handed in, or lets in whoever is late. `until`: the last day that it gives."""
    if refusal := rubric_policy.why_not_keep(user, entered.round.subdistrict_id) or _why_not_judged(entered):
        return refusal
    last, is_in = evaluation.last_day_of(entered), evaluation.SelfReport.objects.submitted().filter(entered=entered)
    if not is_in.exists() and last and clock.today() <= last:
        return Refusal("draft", _("自评还没有交，最晚 %(day)s 交，不用放行。") % {"day": last})
    if until and until < clock.today() and user is not audit.SYSTEM:
        return Refusal("until", _("这一天已经过了。"))
    return None


def why_not_attach(report: evaluation.SelfReport, criterion: int, papers: int) -> Refusal | None:
    """So many more papers for a criterion of the round's rubric."""
    there = report.evidence.filter(criterion=criterion).count()
    if there + papers > MOST_PAPERS:
        return Refusal("file", _("一项指标最多 %(n)d 份材料。") % {"n": MOST_PAPERS})
    return None


def lacking(told: Mapping[evaluation.Criterion, Told]) -> Iterator[tuple[int, Refusal]]:
    """By criterion, what has to be there before it is handed in: where evidence is asked for, a word, a paper or what records say."""
    for one, said in told.items():
        name = {"name": one.name}
        if any(each.is_gone for each in said.evidence):
            words = _("「%(name)s」有一份材料已经从项目资料里删除，请去掉。")
            yield one.pk, Refusal("gone", words % name)
        elif one.evidence and not (said.text or said.evidence or said.known):
            yield one.pk, Refusal("missing", _("「%(name)s」要看材料，还没有写，也没有放材料。") % name)
