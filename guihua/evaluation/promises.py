"""What judging promises beyond the database's own rules: what a round opened with says what it said then, a closed one
comes to what it came to, and who sits where and when fits together."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import uploads
from guihua.core.promises import Found, Promise, where_not
from guihua.evaluation import digests, judged
from guihua.evaluation import models as evaluation
from guihua.evaluation.calc.sampling import SIZE, drawn

CLOSED = (evaluation.RoundState.DRAFTED, evaluation.RoundState.PUBLISHED)


def _rubrics(found: Found) -> None:
    for one in found.each(evaluation.Rubric.objects.exclude(frozen_at=None)):
        if digests.of_rubric(one) != one.digest:
            found.breach(_("评分标准「%(name)s」：定稿以后被改过。") % {"name": one.name})


def _rounds(found: Found) -> None:
    rows = evaluation.Round.objects.exclude(opened_at=None).select_related("rubric", "liaison_rubric")
    for one in found.each(rows):
        if digests.of_round(one) != one.digest:
            found.breach(_("「%(name)s」：开始以后权重、等级或日期被改过。") % {"name": one.name})


def _results(found: Found) -> None:
    """Score, grade and all that they were made of, of each project that was judged, from the rows as they are now."""
    rows = evaluation.Round.objects.filter(state__in=CLOSED).select_related("rubric", "liaison_rubric")
    for one in rows.order_by("pk"):
        made = {each.entered.pk: each for each in judged.of_round(one)}
        kept = evaluation.Result.objects.newest().filter(entered__round=one).select_related("entered__project")
        stored = {each.entered_id: each for each in kept}
        for pk in sorted(made.keys() | stored.keys()):
            found.look_at()
            if sentence := _misfit(made.get(pk), stored.get(pk)):
                name = (made[pk].entered if pk in made else stored[pk].entered).project.name
                found.breach(
                    _("「%(round)s」，%(name)s：%(what)s") % {"round": one.name, "name": name, "what": sentence}
                )


def _misfit(made: judged.Judged | None, stored: evaluation.Result | None) -> str:
    if made is None or stored is None:
        return _("没有结果，或者不评了却有结果。")
    if (made.score, made.grade) != (stored.score, stored.grade):
        figures = {"stored": stored.score, "made": made.score if made.score is not None else "–"}
        return _("记的是 %(stored)s，从评分表重新算是 %(made)s，或者等级对不上。") % figures
    return "" if digests.of_result(made) == stored.digest else _("评分表或者说明在出初稿以后被改过。")


def _seats(found: Found) -> None:
    rows = evaluation.Seat.objects.select_related("assessor", "panel__entered__project", "panel__entered__round")
    own = Q(assessor__subdistrict=F("panel__entered__round__subdistrict"))
    where_not(found, rows, own, lambda one: _("%(panel)s：%(name)s不是这个街道的专家。") % _of(one))


def _times(found: Found) -> None:
    rows = evaluation.Panel.objects.exclude(day=None).select_related("entered__project", "entered__round")
    within = Q(day__gte=F("entered__round__visits_from"), day__lte=F("entered__round__visits_until"))
    words = _("「%(project)s」：%(day)s 不在这一轮的评估日里。")
    where_not(found, rows, within, lambda one: words % {"project": one.entered.project, "day": one.day})


def _sheets(found: Found) -> None:
    rows = evaluation.ScoreSheet.objects.exclude(seat=None).select_related(
        "entered__project", "seat__assessor", "seat__panel__entered__project"
    )
    own = Q(seat__panel__entered=F("entered"))
    words = _("%(panel)s：%(name)s的评分表写着别的项目「%(other)s」。")
    where_not(found, rows, own, lambda one: words % (_of(one.seat) | {"other": one.entered.project}))


def _changes(found: Found) -> None:
    """What a panel changed last is what its sheet gives, unless that was opened again since."""
    rows = evaluation.MarkChange.objects.newest().select_related("sheet__entered__project", "criterion")
    words = _("「%(project)s」的「%(criterion)s」：合议时改成 %(new)s，评分表上不是。")
    for one in found.each(rows):
        given = one.sheet.marks.filter(criterion=one.criterion).first()
        reopened = one.sheet.reopenings.filter(at__gt=one.at).exists()
        if not reopened and (given is None or (given.points, given.comment) != (one.new_points, one.new_comment)):
            told = {"project": one.sheet.entered.project, "criterion": one.criterion, "new": one.new_points}
            found.breach(words % told)


def _appeals(found: Found) -> None:
    """A decided one says what it said then, whichever way it was decided."""
    rows = evaluation.Appeal.objects.filter(state__in=evaluation.DECIDED).select_related("entered__project").whole()
    for one in found.each(rows):
        if digests.of_appeal(one) != one.digest:
            found.breach(_("「%(project)s」的申诉：决定以后被改过。") % {"project": one.entered.project})


def _of(seat: evaluation.Seat) -> dict[str, object]:
    return {"panel": _("「%(project)s」") % {"project": seat.panel.entered.project}, "name": seat.assessor}


def _samples(found: Found) -> None:
    rows = evaluation.Sample.objects.select_related("entered__project", "entered__round")
    words = _("「%(round)s」「%(project)s」：抽查的记录和种子抽出来的不一样。")
    for one in found.each(rows):
        kept = list(one.records.order_by("position").values_list("session", flat=True))
        if drawn(one.seed, one.pool, len(kept)) != kept or len(kept) != min(SIZE, len(one.pool)):
            found.breach(words % {"round": one.entered.round, "project": one.entered.project})


def _self_reports(found: Found) -> None:
    words = _("「%(round)s」「%(project)s」：自评交了以后被改过。")
    for one in found.each(
        evaluation.SelfReport.objects.submitted().select_related("entered__project", "entered__round")
    ):
        if digests.of_self_report(one) != one.digest:
            found.breach(words % {"round": one.entered.round, "project": one.entered.project})


def _self_evidence(found: Found) -> None:
    rows = evaluation.SelfEvidence.objects.filter(paper=None).select_related("report__entered__project")
    uploads.check(found, rows, "stored_as", _evidence)


def _evidence(one: evaluation.SelfEvidence) -> str:
    """By its key alone: a name of a file may tell of somebody."""
    return _("项目 %(number)s 的佐证材料 %(n)s") % {"number": one.report.entered.project.number, "n": one.pk}


PROMISES = (
    Promise("rubrics_as_frozen", gettext_lazy("评分标准定稿以后没有改过"), _rubrics),
    Promise("rounds_as_opened", gettext_lazy("各轮评估开始以后没有改过"), _rounds),
    Promise("results_from_their_rows", gettext_lazy("评估结果从评分表重新算出来一样"), _results),
    Promise("seats_of_own_assessors", gettext_lazy("评估组里都是本街道的专家"), _seats),
    Promise("panels_on_visit_days", gettext_lazy("评估组的时间都在评估日里"), _times),
    Promise("sheets_of_their_panel", gettext_lazy("专家的评分表都是所在评估组的项目"), _sheets),
    Promise("marks_as_talked_over", gettext_lazy("合议改过的分就是评分表上的分"), _changes),
    Promise("self_reports_as_handed_in", gettext_lazy("自评交了以后没有改过"), _self_reports),
    Promise("self_evidence", gettext_lazy("传上来的佐证材料都打得开"), _self_evidence),
    Promise("appeals_as_decided", gettext_lazy("申诉决定以后没有改过"), _appeals),
    Promise("samples_as_drawn", gettext_lazy("抽查的记录就是种子抽出来的那些"), _samples),
)
