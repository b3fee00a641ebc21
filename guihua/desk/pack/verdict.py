"""The report of an evaluation (评估报告): the score with its whole arithmetic, what was said of each criterion, and what is asked of
the provider next. Who gave which mark is told to the office alone, as on the page of the result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guihua.desk.pack.pieces import NONE, Lines, Pack, Said, Section, Table, facts, said
from guihua.evaluation import improvement_listing, judged, panel_words, result_shown
from guihua.evaluation import models as evaluation
from guihua.evaluation.said import plain
from guihua.evaluation.templatetags.judged import exact


def of(result: evaluation.Result, user: Any, *, names: bool) -> Pack:
    entered, one = result.entered, result.entered.round
    base = judged.ground(one)
    made = judged.of_round(one, [entered.pk], base)[0]
    told = result_shown.about(made, base, names=names)
    parts = [
        Section(_("结果"), [_result(result)]),
        Section(_("得分怎么来的"), [_sum(told)]),
        Section(_("加分和一票否决"), _beside(made), _("没有。")),
        *(_source(source) for source in told["sources"] if source.dimensions),
        Section(_("改进任务"), _improvements(entered, user), _("还没有提出。")),
    ]
    title = _("评估报告") if one.is_published else _("评估报告（初稿，结果以公布的为准）")
    return Pack(made.entered.project, parts, title=title)


def _result(result: evaluation.Result) -> Any:
    entered, one = result.entered, result.entered.round
    page = reverse("evaluation:result", args=[entered.pk])
    return facts(
        (_("评估轮次"), one.name),
        (_("承接机构"), entered.project.provider_name),
        (_("评估时间"), panel_words.visit_of(entered)),
        (_("得分"), said(f"{result.score:.{one.places}f}", page)),
        (_("等级"), result.get_grade_display()),
        (_("第几稿"), result.edition),
        (_("为什么改"), result.why),
        (_("状态"), one.get_state_display()),
    )


def _sum(told: dict[str, Any]) -> Table:
    rows = [
        [said(one.label), said(exact(one.score)), said(f"{plain(one.weight)}%"), said(exact(one.counts))]
        for one in told["sources"]
    ]
    total = [said(_("合计")), Said(""), Said(""), said(exact(told["final"].weighted))]
    return Table(_("得分怎么来的"), [_("来源"), _("得分"), _("权重"), _("计入")], [*rows, total], numbers=(1, 2, 3))


def _beside(made: judged.Judged) -> list[Any]:
    words = _("加 %(points)s 分：%(why)s")
    lines = [said(words % {"points": plain(one.points), "why": one.why}) for one in made.bonuses]
    barred = _("%(what)s：%(why)s。等级最高「%(grade)s」。")
    lines += [
        said(barred % {"what": one.veto.text, "why": one.why, "grade": one.veto.get_at_most_display()})
        for one in made.vetoes
    ]
    return [Lines(lines)] if lines else []


def _source(source: result_shown.SourceShown) -> Section:
    rows = [_line(line) for dimension in source.dimensions for line in dimension.lines]
    heads = [pgettext("judging", "指标"), _("说明"), _("分值"), _("合成")]
    title = _("%(label)s：%(n)d 张评分表") % {"label": source.label, "n": source.sheets}
    return Section(title, [Table(title, heads, rows, numbers=(2, 3))])


def _line(line: result_shown.LineShown) -> list[Said]:
    one, value = line.criterion, _("不计") if line.is_left_out else exact(line.value)
    return [said(f"{one.number} {one.name}"), said(_comments(line.comments)), said(plain(one.points)), said(value)]


def _comments(marks: Iterable[result_shown.GivenMark]) -> str:
    told = [f"{mark.comment} ({mark.who})" if mark.who else mark.comment for mark in marks]
    return "\n".join(told) or NONE


def _improvements(entered: evaluation.RoundProject, user: Any) -> list[Any]:
    rows = evaluation.Improvement.objects.visible_to(user).filter(entered=entered).told()
    words = _("%(what)s（%(criterion)s），%(day)s 前完成：%(state)s")
    lines = [
        said(
            words
            % {
                "what": row.task.what,
                "criterion": improvement_listing.criterion(row),
                "day": row.task.due_on,
                "state": improvement_listing.standing(row),
            },
            reverse("commissioning:task", args=[row.task_id]),
        )
        for row in rows
    ]
    return [Lines(lines)] if lines else []
