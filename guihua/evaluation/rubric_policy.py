"""Who may write what work is judged by, and what a rubric may say: `None`, or the reason in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.directory.models import users
from guihua.evaluation import models as evaluation
from guihua.evaluation.said import CriterionSaid, DimensionSaid, criteria_of, plain

WHOLE = Decimal(100)
MOST_CRITERIA = 99


def why_not_keep(user: Any, subdistrict: Any) -> Refusal | None:
    """Rubrics and rounds are the office's."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("评估由街道办公室组织。"))
    return None


def why_not_name(subdistrict: Any, name: str, *, but: int = 0) -> Refusal | None:
    if evaluation.Rubric.objects.kept_by(subdistrict).filter(name=name).exclude(pk=but).exists():
        return Refusal("name", _("已经有一份评分标准叫「%(name)s」。") % {"name": name})
    return None


def why_not_change(user: Any, rubric: evaluation.Rubric) -> Refusal | None:
    """Sheets were scored by a frozen one."""
    if refusal := why_not_keep(user, rubric.subdistrict_id):
        return refusal
    if not rubric.is_draft:
        words = _("这份评分标准已经定稿，不能再改：有一轮评估按它开始了。要改，请复制成新的一份。")
        return Refusal("frozen", words)
    return None


def why_not_seen(revision: int, seen: int) -> Refusal | None:
    if revision != seen:
        return Refusal("stale", _("这里刚刚被别人改过。您填的都还在；看过改了什么，再保存。"))
    return None


def why_not_discard(user: Any, rubric: evaluation.Rubric) -> Refusal | None:
    if refusal := why_not_change(user, rubric):
        return refusal
    used = evaluation.Round.objects.filter(rubric=rubric) | evaluation.Round.objects.filter(liaison_rubric=rubric)
    if first := used.first():
        return Refusal("used", _("「%(round)s」选了这份评分标准，不能丢掉。") % {"round": first})
    if rubric.copies.exists():
        return Refusal("copied", _("别的评分标准是从这一份复制的，不能丢掉。"))
    return None


def why_not_write(dimensions: Sequence[DimensionSaid], step: Decimal) -> Refusal | None:
    """Whether a rubric may say this. What it still lacks for a round is `why_not_use`'s to say."""
    if not dimensions or not all(one.criteria for one in dimensions):
        return Refusal("table", _("每个维度至少要有一项指标。"))
    if len(list(criteria_of(dimensions))) > MOST_CRITERIA:
        return Refusal("table", _("最多 %(n)d 项指标。") % {"n": MOST_CRITERIA})
    if name := _twice(one.name for one in dimensions):
        return Refusal(
            "table", _("维度「%(name)s」出现了两次，中间隔着别的维度。请把同一个维度的指标放在一起。") % {"name": name}
        )
    for one in dimensions:
        if name := _twice(each.name for each in one.criteria):
            words = _("维度「%(dimension)s」里有两项指标都叫「%(name)s」。")
            return Refusal("table", words % {"dimension": one.name, "name": name})
    return next(filter(None, (why_not_criterion(one, step) for one in criteria_of(dimensions))), None)


def why_not_criterion(one: CriterionSaid, step: Decimal) -> Refusal | None:
    """Its points go in the steps of the rubric, and its bands begin somewhere between nought and them."""
    if one.points <= 0:
        return Refusal("points", _("「%(name)s」的分值要大于 0。") % {"name": one.name})
    if one.points % step:
        words = _("「%(name)s」的分值 %(points)s 不是 %(step)s 的整数倍。")
        figures = {"points": plain(one.points), "step": plain(step)}
        return Refusal("points", words % {"name": one.name, **figures})
    return _anchors(one, step)


def _anchors(one: CriterionSaid, step: Decimal) -> Refusal | None:
    levels = list(evaluation.Level)
    anchors = sorted(one.anchors, key=lambda each: levels.index(evaluation.Level(each.level)))
    for each in anchors:
        if not 0 <= each.floor <= one.points or each.floor % step:
            words = _(
                "「%(name)s」的「%(level)s」从 %(floor)s 分起：要在 0 和 %(points)s 之间，并且是 %(step)s 的整数倍。"
            )
            level = evaluation.Level(each.level).label
            figures = {
                "name": one.name,
                "level": level,
                "floor": plain(each.floor),
                "points": plain(one.points),
                "step": plain(step),
            }
            return Refusal("anchors", words % figures)
    floors = [each.floor for each in anchors]
    if floors != sorted(set(floors), reverse=True):
        words = _("「%(name)s」的各档要从高到低：%(floors)s 不是。")
        return Refusal("anchors", words % {"name": one.name, "floors": listed(map(plain, floors))})
    return None


def why_not_beside(others: Any, name: str) -> Refusal | None:
    """Two criteria of one dimension are told apart by their names."""
    if others.filter(name=name).exists():
        return Refusal("name", _("这个维度里已经有一项叫「%(name)s」。") % {"name": name})
    return None


def why_not_use(rubric: evaluation.Rubric) -> Refusal | None:
    """A round is judged out of a hundred."""
    total = sum_of(rubric)
    if total != WHOLE:
        words = _("评分标准「%(name)s」各项合计 %(sum)s 分，要正好 100 分。")
        return Refusal("sum", words % {"name": rubric.name, "sum": plain(total)})
    return None


def sum_of(rubric: evaluation.Rubric) -> Decimal:
    """All its points."""
    points = evaluation.Criterion.objects.filter(dimension__rubric=rubric).values_list("points", flat=True)
    return sum(points, Decimal(0))


def _twice(names: Iterable[str]) -> str:
    return next((name for name, count in Counter(names).items() if count > 1), "")
