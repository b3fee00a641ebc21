"""Who may set up a round, and when it can open: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy
from guihua.evaluation.calc import problems
from guihua.evaluation.calc.bands import Band
from guihua.evaluation.said import Terms, plain

Round = evaluation.Round
Source = evaluation.Source
why_not_keep = rubric_policy.why_not_keep


def why_not_name(subdistrict: Any, name: str, *, but: int = 0) -> Refusal | None:
    if Round.objects.filter(subdistrict=subdistrict, name=name).exclude(pk=but).exists():
        return Refusal("name", _("已经有一轮评估叫「%(name)s」。") % {"name": name})
    return None


def why_not_change(user: Any, one: Round) -> Refusal | None:
    """Its terms are fixed on the day on which it opens, for both sides."""
    if refusal := why_not_keep(user, one.subdistrict_id):
        return refusal
    if not one.is_preparing:
        return Refusal("opened", _("这一轮已经开始，评分标准、权重、等级和项目都定了，不能再改。"))
    return None


def why_not_decide(terms: Terms, subdistrict: int) -> Refusal | None:
    """Whether these terms may be saved, also while some of them are still missing."""
    for rubric, for_whom in ((terms.rubric, "assessors"), (terms.liaison_rubric, "liaison")):
        if rubric and (rubric.subdistrict_id != subdistrict or rubric.for_whom != for_whom):
            return Refusal("rubric", _("这份评分标准不是给这些人用的。"))
    columns = terms.columns
    if columns["visits_from"] and columns["visits_until"] and columns["visits_until"] < columns["visits_from"]:  # type: ignore[operator]  # - both are days
        return Refusal("visits_until", _("评估日的最后一天早于第一天。"))
    return _panel(terms) or _order(terms)


def _panel(terms: Terms) -> Refusal | None:
    seats, finance, practice = (int(str(terms.columns[n])) for n in ("seats", "finance_seats", "practice_seats"))
    if seats < 1:
        return Refusal("seats", _("一组至少一位专家。"))
    if finance + practice > seats:
        words = _("一组 %(seats)d 位，坐不下 %(finance)d 位财务和 %(practice)d 位实务。")
        return Refusal("seats", words % {"seats": seats, "finance": finance, "practice": practice})
    return None


def _order(terms: Terms) -> Refusal | None:
    """Self-reports come before the visits, and sheets are due when these are over."""
    days = terms.columns
    report, first, last, sheets = (
        days[name] for name in ("self_report_until", "visits_from", "visits_until", "scoring_until")
    )
    if report and first and report > first:  # type: ignore[operator]  # - both are days
        return Refusal("self_report_until", _("承接机构交自评的最后一天，晚于评估日的第一天。专家要先看到材料。"))
    if sheets and last and sheets < last:  # type: ignore[operator]  # - both are days
        return Refusal("scoring_until", _("交评分表的最后一天，早于评估日的最后一天。"))
    return None


def why_not_enter(one: Round, project: commissioning.Project) -> Refusal | None:
    """Bought, of the round's year and place, and not ended."""
    if project.subdistrict_id != one.subdistrict_id or project.year_id != one.year_id:
        return Refusal("project", _("「%(name)s」不是这个年度的项目。") % {"name": project.name})
    if project.state in (*commissioning.NOT_BOUGHT, commissioning.ProjectState.TERMINATED):
        words = _("「%(name)s」现在是「%(state)s」，不能参加评估。")
        return Refusal("project", words % {"name": project.name, "state": project.get_state_display()})
    return None


def why_not_withdraw(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    if refusal := why_not_keep(user, entered.round.subdistrict_id):
        return refusal
    if entered.round.is_preparing:
        return Refusal("preparing", _("这一轮还没有开始，直接在选项目里去掉就可以。"))
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮。"))
    if entered.round.is_closed:
        return Refusal("drafted", _("初稿已经出了，项目不能再退出这一轮。"))
    return None


def why_not_open(user: Any, one: Round) -> Refusal | None:
    """What has to be there, and days that are still to come: but for a round that was judged before it was put on file here."""
    return why_not_change(user, one) or next(lacking(one, is_past=user is audit.SYSTEM), None)


def lacking(one: Round, *, is_past: bool = False) -> Iterator[Refusal]:
    """All that a round still lacks before it can open, in the order of its page."""
    if not one.projects.exists():
        yield Refusal("projects", _("还没有选参加评估的项目。"))
    yield from _rubrics(one)
    yield from _weights(one)
    yield from _bands(one)
    yield from _days(one, is_past)


def _rubrics(one: Round) -> Iterator[Refusal]:
    weights = {each.source: each.percent for each in one.weights.all()}
    for rubric, source in ((one.rubric, Source.ASSESSORS), (one.liaison_rubric, Source.LIAISON)):
        if not rubric and (source == Source.ASSESSORS or weights.get(source)):
            yield Refusal("rubric", _("还没有选%(whom)s的评分标准。") % {"whom": source.label})
        elif rubric and (refusal := rubric_policy.why_not_use(rubric)):
            yield refusal


def _weights(one: Round) -> Iterator[Refusal]:
    weights = {each.source: each.percent for each in one.weights.all()}
    if not weights.get(Source.ASSESSORS):
        yield Refusal("weights", _("评估专家的权重不能是 0。"))
    elif problem := problems.of_weights(weights):
        words = _("各来源的权重合计 %(sum)s%%，要正好 100%%。")
        yield Refusal("weights", words % {"sum": plain(Decimal(problem.figures["sum"]))})


def _bands(one: Round) -> Iterator[Refusal]:
    problem = problems.of_bands([Band(each.grade, each.floor) for each in one.bands.all()])
    said = {
        "none": _("还没有定等级。"),
        "not-from-0": _("最低的等级要从 0 分起，否则有的得分没有等级。"),
        "same-floor": _("有两个等级从同一个分数起。"),
        "too-high": _("有一个等级从 100 分以上起，谁也得不到。"),
    }
    if problem:
        yield Refusal("bands", said[problem.code])
    floors = {each.grade for each in one.bands.all()}
    for veto in one.vetoes.all():
        if veto.at_most not in floors:
            words = _("否决项「%(text)s」最高只能评为「%(grade)s」，可是这一轮没有这个等级。")
            yield Refusal("vetoes", words % {"text": veto.text, "grade": veto.get_at_most_display()})


def _days(one: Round, is_past: bool) -> Iterator[Refusal]:
    if not (one.self_report_until and one.visits_from and one.visits_until and one.scoring_until):
        yield Refusal("days", _("还有日期没有定：承接机构交自评、评估日、交评分表都要有。"))
    elif one.self_report_until < clock.today() and not is_past:
        yield Refusal("days", _("承接机构交自评的最后一天已经过了，请改到今天以后。"))
