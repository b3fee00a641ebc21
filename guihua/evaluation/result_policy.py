"""What a round lacks before it comes to results, and who may say, read and answer what: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.evaluation import judged, moderating, rubric_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.judged import Ground, Judged
from guihua.evaluation.said import plain

Round = evaluation.Round
Source = evaluation.Source
UNFINISHED = ("panel", "sheets")  # codes of what a panel lacks
APART = "apart"  # code of a criterion that is still to be talked over
TOLD = 10  # of what a round lacks, so much stands in the sentence of a refusal; its page has all of it


@dataclass(frozen=True)
class Lack:
    """Of one project, what is still to be done before there is a result. `criterion`: about which the office can say something."""

    entered: evaluation.RoundProject
    refusal: Refusal
    criterion: int | None = None


def why_not_decide(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """What counts beside the sheets is the office's, from the opening of the round until there is a draft."""
    if refusal := rubric_policy.why_not_keep(user, entered.round.subdistrict_id):
        return refusal
    if entered.round.is_preparing:
        return Refusal("not-open", _("这一轮还没有开始。"))
    if entered.round.is_closed:
        return Refusal("drafted", _("初稿已经出了，不能再改。"))
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，没有得分。"))
    return None


def why_not_excuse(entered: evaluation.RoundProject, criterion: evaluation.Criterion) -> Refusal | None:
    one = entered.round
    if criterion.dimension.rubric_id not in (one.rubric_id, one.liaison_rubric_id):
        return Refusal("criterion", _("这一轮没有这项指标。"))
    return None


def why_not_add(entered: evaluation.RoundProject, points: Decimal) -> Refusal | None:
    cap = entered.round.bonus_cap
    if not cap:
        return Refusal("points", _("这一轮没有加分。"))
    if not 0 < points <= cap:
        return Refusal("points", _("加分要大于 0，最多 %(cap)s 分。") % {"cap": plain(cap)})
    return None


def why_not_put(entered: evaluation.RoundProject, source: str) -> Refusal | None:
    """A score that has no sheets; the mid-term's is taken from its round where that was published here."""
    if source not in (Source.MIDTERM, Source.SATISFACTION):
        return Refusal("source", _("这个来源的分从评分表来，不能直接填。"))
    if not entered.round.weights.filter(source=source, percent__gt=0).exists():
        return Refusal("source", _("这一轮不算%(source)s的分。") % {"source": Source(source).label})
    if source == Source.MIDTERM and midterm_of(entered):
        return Refusal("source", _("中期评估已经在这里公布，得分自动取过来，不用填。"))
    return None


def midterm_of(entered: evaluation.RoundProject) -> evaluation.Result | None:
    """What the project's mid-term of the same year came to, where it was published here."""
    rows = evaluation.Result.objects.published().newest().filter(entered__project=entered.project_id)
    of_year = rows.filter(entered__round__stage="midterm", entered__round__year=entered.round.year_id)
    found: evaluation.Result | None = of_year.exclude(entered__round=entered.round_id).order_by("-pk").first()
    return found


def why_not_draft(user: Any, one: Round) -> Refusal | None:
    """All that is lacking at once."""
    if refusal := why_not_close(user, one):
        return refusal
    lacks = list(lacking(one))
    if not lacks:
        return None
    told = [
        _("%(name)s：%(what)s") % {"name": each.entered.project.name, "what": each.refusal.sentence}
        for each in lacks[:TOLD]
    ]
    words = _("还缺 %(n)d 样，不能出初稿。%(told)s")
    return Refusal("lacking", words % {"n": len(lacks), "told": "".join(told) + ("…" if len(lacks) > TOLD else "")})


def why_not_close(user: Any, one: Round) -> Refusal | None:
    if refusal := rubric_policy.why_not_keep(user, one.subdistrict_id):
        return refusal
    if one.is_preparing:
        return Refusal("not-open", _("这一轮还没有开始。"))
    if one.is_closed:
        return Refusal("drafted", _("初稿已经出了。"))
    if not one.projects.judged().exists():
        return Refusal("projects", _("这一轮没有要评的项目。"))
    return None


def lacking(one: Round, only: list[int] | None = None) -> Iterator[Lack]:
    """Project by project in the order of their numbers."""
    base = judged.ground(one)
    found = judged.of_round(one, only, base)
    seats = _seats([each.entered.pk for each in found])
    apart: dict[int, list[moderating.Talk]] = {}
    for talk in moderating.waiting(evaluation.RoundProject.objects.filter(pk__in=[each.entered.pk for each in found])):
        apart.setdefault(talk.entered.pk, []).append(talk)
    for each in found:
        yield from _of_project(each, base, seats.get(each.entered.pk, []))
        yield from map(_apart, apart.get(each.entered.pk, []))


def unseen(lacks: Iterable[Lack]) -> set[int]:
    """The projects whose panels have not all submitted: nobody, the office included, sees a sheet of theirs yet."""
    return {one.entered.pk for one in lacks if one.refusal.code in UNFINISHED}


def _seats(entered: list[int]) -> dict[int, list[evaluation.Seat]]:
    rows = evaluation.Seat.objects.taken().filter(panel__entered__in=entered)
    found: dict[int, list[evaluation.Seat]] = {}
    for seat in rows.select_related("panel", "assessor").order_by("assessor__name", "pk"):
        found.setdefault(seat.panel.entered_id, []).append(seat)
    return found


def _of_project(one: Judged, base: Ground, seats: list[evaluation.Seat]) -> Iterator[Lack]:
    if base.weight(Source.ASSESSORS):
        if refusal := _panel(one, seats):
            yield Lack(one.entered, refusal)
        else:
            yield from _criteria(one, base, Source.ASSESSORS)
    if base.weight(Source.LIAISON):
        if not one.sheets.get(Source.LIAISON):
            yield Lack(one.entered, Refusal("liaison", _("挂钩人员的评分表还没有提交。")))
        else:
            yield from _criteria(one, base, Source.LIAISON)
    for source in (Source.MIDTERM, Source.SATISFACTION):
        if base.weight(source) and source not in one.scores and not _taken(one.entered, source):
            yield Lack(one.entered, Refusal(source, _("还没有%(source)s的分。") % {"source": source.label}))


def _apart(talk: moderating.Talk) -> Lack:
    words = _("「%(name)s」各位专家的分差 %(spread)s 分，要合议：各人改分，或者写明合议结论。")
    told = {"name": talk.criterion, "spread": plain(talk.spread)}
    return Lack(talk.entered, Refusal(APART, words % told), talk.criterion.pk)


def _taken(entered: evaluation.RoundProject, source: str) -> bool:
    return source == Source.MIDTERM and midterm_of(entered) is not None


def _panel(one: Judged, seats: list[evaluation.Seat]) -> Refusal | None:
    if not seats:
        return Refusal("panel", _("还没有评估组。"))
    done = {sheet.seat_id for sheet in one.sheets.get(Source.ASSESSORS, [])}
    if missing := [seat.assessor.name for seat in seats if seat.pk not in done]:
        words = _("还有 %(n)d 位专家没有提交评分表：%(names)s。")
        return Refusal("sheets", words % {"n": len(missing), "names": listed(missing)})
    return None


def _criteria(one: Judged, base: Ground, source: str) -> Iterator[Lack]:
    """What nobody scored, and what too few did, unless the office has said what becomes of it."""
    names = {each.pk: each for each in base.criteria[source]}
    label = Source(source).label
    for key in one.sources[source].missing:
        words = _("「%(name)s」（%(source)s）没有人评。要么退回重填，要么写明这个项目不评这一项。")
        yield Lack(one.entered, Refusal("missing", words % {"name": names[key], "source": label}), key)
    if one.sources[source].score is None and not one.sources[source].missing:
        yield Lack(one.entered, Refusal("nothing", _("%(source)s的指标全部不评，没有分。") % {"source": label}))
    for line in judged.thin(one, source):
        if line.criterion not in one.excuses:
            words = _("「%(name)s」只有 %(n)d 位评，要 %(least)d 位。要么写明照样算，要么写明不评这一项。")
            figures = {"n": line.combined.count, "least": base.round.least}
            yield Lack(one.entered, Refusal("thin", words % {"name": names[line.criterion], **figures}), line.criterion)
