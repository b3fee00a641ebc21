"""What a timeline tells of a project's evaluation: that it is judged or is not any more, that its provider told of itself, that its officer scored it, what it came to.

Of panels, of assessors' sheets and of reasons it tells nobody: what each page shows to whom stays there.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning.models import Project
from guihua.desk.timeline_source import single
from guihua.evaluation import models as evaluation
from guihua.evaluation.listings import round_page
from guihua.evaluation.models.results import ResultQuerySet


def _entered(project: Project, user: Any) -> QuerySet[Any]:
    """Of rounds that opened, to those who oversee the programme, and to whoever reads this project's account."""
    own = Project.objects.accounted_to(user).filter(pk=project.pk)
    seen = evaluation.Round.objects.visible_to(user).filter(opened_at__isnull=False)
    return evaluation.RoundProject.objects.filter(project__in=own, round__in=seen.order_by()).select_related("round")


def _begins(entered: evaluation.RoundProject) -> tuple[str, str]:
    return _("「%(round)s」开始，评这个项目") % {"round": entered.round}, round_page(entered.round)


def _withdrawn(entered: evaluation.RoundProject) -> tuple[str, str]:
    return _("「%(round)s」不评这个项目了") % {"round": entered.round}, round_page(entered.round)


def _sheets(project: Project, user: Any) -> QuerySet[Any]:
    own = evaluation.ScoreSheet.objects.visible_to(user).filter(entered__project=project)
    return own.of(evaluation.Source.LIAISON).submitted().select_related("entered__round")


def _sheet(one: evaluation.ScoreSheet) -> tuple[str, str]:
    words = _("挂钩人员提交「%(round)s」的评分表") % {"round": one.entered.round}
    return words, reverse("evaluation:sheet", args=[one.pk])


def _self_reports(project: Project, user: Any) -> QuerySet[Any]:
    own = evaluation.SelfReport.objects.visible_to(user).filter(entered__project=project)
    return own.submitted().select_related("entered__round")


def _self_report(one: evaluation.SelfReport) -> tuple[str, str]:
    words = _("承接机构交「%(round)s」的自评") % {"round": one.entered.round}
    return words, reverse("evaluation:self_report", args=[one.pk])


def _results(project: Project, user: Any) -> ResultQuerySet:
    own = evaluation.Result.objects.visible_to(user).filter(entered__project=project)
    return own.select_related("entered__round")


def _published(project: Project, user: Any) -> QuerySet[Any]:
    return _results(project, user).newest().published()


def _draft(one: evaluation.Result) -> tuple[str, str]:
    said = {"round": one.entered.round, "n": one.edition, "grade": one.get_grade_display()}
    return _("「%(round)s」第 %(n)s 稿：%(grade)s") % said, _result_page(one)


def _told(one: evaluation.Result) -> tuple[str, str]:
    said = {"round": one.entered.round, "grade": one.get_grade_display()}
    return _("公布「%(round)s」的结果：%(grade)s") % said, _result_page(one)


def _appeals(project: Project, user: Any) -> QuerySet[Any]:
    own = evaluation.Appeal.objects.visible_to(user).sent().filter(entered__project=project)
    return own.select_related("entered__round")


def _appealed(one: evaluation.Appeal) -> tuple[str, str]:
    return _("承接机构对「%(round)s」的结果申诉") % {"round": one.entered.round}, _appeal_page(one)


def _settled(one: evaluation.Appeal) -> tuple[str, str]:
    said = {"round": one.entered.round, "state": one.get_state_display()}
    return _("对「%(round)s」的申诉：%(state)s") % said, _appeal_page(one)


def _appeal_page(one: evaluation.Appeal) -> str:
    return reverse("evaluation:appeal", args=[one.pk])


def _result_page(one: evaluation.Result) -> str:
    return reverse("evaluation:result", args=[one.entered_id])


# a project that was withdrawn before its round opened was never judged in it
JUDGED = Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("round__opened_at"))
JUDGING = (
    single("judged", "judging", _entered, TruncDate("round__opened_at"), _begins, JUDGED),
    single("withdrawn", "judging", _entered, TruncDate("withdrawn_at"), _withdrawn, Q(withdrawn_at__isnull=False)),
    single("self_report", "judging", _self_reports, TruncDate("submitted_at"), _self_report),
    single("scored", "judging", _sheets, TruncDate("submitted_at"), _sheet),
    single("result", "judging", _results, TruncDate("at"), _draft),
    single("appealed", "judging", _appeals, TruncDate("sent_at"), _appealed),
    single("appeal_settled", "judging", _appeals, TruncDate("decided_at"), _settled, Q(decided_at__isnull=False)),
    single("published", "judging", _published, TruncDate("entered__round__published_at"), _told),
)
