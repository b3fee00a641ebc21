"""Who scores a project, when, and what a sheet lacks before it is submitted: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.evaluation import conflicts, declaring, rubric_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.said import MarkSaid, plain

Sheet = evaluation.ScoreSheet


def why_not_score(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """The liaison officer of today scores, in a round that has begun, a project that is judged in it."""
    own = commissioning.Project.objects.filter(pk=entered.project_id).looked_after_by(user)
    if user is not audit.SYSTEM and not own.exists():
        return Refusal("no-role", _("这张评分表由项目的挂钩人员填写。"))
    if entered.round.is_preparing or not entered.round.liaison_rubric_id:
        return Refusal("not-open", _("这一轮还没有开始，或者没有挂钩人员的评分标准。"))
    return why_not_judged(entered)


def why_not_judge(user: Any, entered: evaluation.RoundProject, seat: evaluation.Seat) -> Refusal | None:
    """Whoever holds a seat on a project's panel, until sheets are due. The server itself puts on file what was long ago."""
    own = evaluation.Assessor.objects.filter(pk=seat.assessor_id)
    if user is not audit.SYSTEM and not own.of_account(user).exists():
        return Refusal("no-role", _("这张评分表由评估组里的这位专家填写。"))
    if seat.left_at:
        return Refusal("left", _("您已经不在这个项目的评估组里，不用打分。"))
    if entered.round.is_preparing:
        return Refusal("not-open", _("这一轮还没有开始。"))
    return why_not_judged(entered) or _why_late(user, entered.round)


def why_not_sit(user: Any, entered: evaluation.RoundProject, seat: evaluation.Seat) -> Refusal | None:
    """Whoever came to be bound to the project since they were seated judges it no more. Looked at each time that they write."""
    if user is audit.SYSTEM:
        return None
    assessor = evaluation.Assessor.objects.filter(pk=seat.assessor_id)
    project = commissioning.Project.objects.filter(pk=entered.project_id)
    found = conflicts.between(assessor, project, day=clock.today(), years=entered.round.conflict_years)
    if not found:
        return declaring.why_not_yet(user, entered.round, seat.assessor_id)
    reasons = listed(conflicts.sentence(each) for each in next(iter(found.values())))
    return Refusal("conflict", _("您要回避这个项目，不能评：%(why)s。请告诉街道办公室。") % {"why": reasons})


def why_not_file(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """Papers of before are put on file by the server's own commands, in a round that has begun and has no draft."""
    if user is not audit.SYSTEM:
        return Refusal("no-role", _("纸面的评分表由服务器的命令补录。"))
    if entered.round.is_preparing:
        return Refusal("not-open", _("这一轮还没有开始。"))
    return why_not_judged(entered)


def why_not_judged(entered: evaluation.RoundProject) -> Refusal | None:
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，不用打分。"))
    return why_closed(entered.round)


def why_closed(one: evaluation.Round) -> Refusal | None:
    """From the draft on every sheet stays as it is."""
    if one.is_closed:
        return Refusal(
            "closed", _("「%(round)s」已经出了初稿，评分表不能再填、再交，也不能退回。") % {"round": one.name}
        )
    return None


def _why_late(user: Any, one: evaluation.Round) -> Refusal | None:
    if user is not audit.SYSTEM and one.scoring_until and one.scoring_until < clock.today():
        words = _("交评分表的最后一天是 %(day)s，已经过了。要补交，请联系街道办公室。")
        return Refusal("late", words % {"day": one.scoring_until})
    return None


def why_not_write(user: Any, sheet: Sheet) -> Refusal | None:
    refusal = why_not_judge(user, sheet.entered, sheet.seat) if sheet.seat else why_not_score(user, sheet.entered)
    if refusal and not (refusal.code == "late" and _was_let_in(sheet)):
        return refusal
    if not sheet.is_draft:
        return Refusal("submitted", _("评分表已经提交，不能再改。要改，请街道办公室退回。"))
    return why_not_sit(user, sheet.entered, sheet.seat) if sheet.seat else None


def why_not_reopen(user: Any, sheet: Sheet) -> Refusal | None:
    if refusal := rubric_policy.why_not_keep(user, sheet.entered.round.subdistrict_id):
        return refusal
    if sheet.is_draft and (sheet.seat is None or _was_let_in(sheet) or not _why_late(user, sheet.entered.round)):
        return Refusal("draft", _("这张评分表还没有提交。"))
    return why_closed(sheet.entered.round)


def _was_let_in(sheet: Sheet) -> bool:
    """The office opened it after the day on which sheets were due: again, or for whoever was late."""
    last = sheet.entered.round.scoring_until
    return last is not None and sheet.reopenings.filter(at__date__gt=last).exists()


def why_not_mark(criterion: evaluation.Criterion, said: MarkSaid, step: Decimal) -> Refusal | None:
    """Between nought and the criterion's points, in the steps of the rubric."""
    points = said.points
    if points is None:
        return None
    if not 0 <= points <= criterion.points or points % step:
        words = _("「%(name)s」要在 0 和 %(points)s 之间，以 %(step)s 分为一档。")
        figures = {"name": criterion.name, "points": plain(criterion.points), "step": plain(step)}
        return Refusal(f"points_{criterion.pk}", words % figures)
    if said.is_abstained:
        return Refusal(f"points_{criterion.pk}", _("不评这一项，就不要填分数。"))
    return None


def lacking(criteria: list[evaluation.Criterion], marks: Mapping[int, MarkSaid]) -> Iterator[tuple[int, Refusal]]:
    """By criterion, what has to be filled in before the sheet can be submitted."""
    for one in criteria:
        said = marks.get(one.pk, MarkSaid())
        if said.points is None and not said.is_abstained:
            yield one.pk, Refusal("missing", _("「%(name)s」还没有评。") % {"name": one.name})
        elif said.is_abstained and not said.comment:
            yield one.pk, Refusal("comment", _("「%(name)s」不评，请写为什么。") % {"name": one.name})
        elif said.points != one.points and not said.comment:
            words = _("「%(name)s」没有给满分，请写说明，承接机构会看到。")
            yield one.pk, Refusal("comment", words % {"name": one.name})
