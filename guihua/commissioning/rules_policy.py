"""Who may draft and publish the management rules, and what an edition may say: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import editions as calc
from guihua.commissioning.editions import ArticleLine, ModeLine
from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users

Rules = commissioning.ManagementRules
MOST_ARTICLES = 99  # as far as they are counted in two characters and 十
WHOLE = 100


def why_not_keep(user: Any, subdistrict: directory.Subdistrict | int) -> Refusal | None:
    """The rules are the office's to write and to publish."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能起草和发布管理办法。"))
    return None


def why_not_draft(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    """One draft at a time: whoever comes second goes on with it."""
    if refusal := why_not_keep(user, subdistrict):
        return refusal
    if Rules.objects.kept_by(subdistrict).filter(published_at__isnull=True).exists():
        return Refusal("drafted", _("已经有一份草稿。请接着写，或者先丢掉它。"))
    return None


def why_not_change(user: Any, rules: Rules) -> Refusal | None:
    """A draft changes; what is published stands as contracts were signed under it."""
    if refusal := why_not_keep(user, rules.subdistrict_id):
        return refusal
    if rules.published_at:
        return Refusal("published", _("这一版已经发布，不能再改。要改，请起草新的一版。"))
    return None


def why_not_set(code: str, value: int) -> Refusal | None:
    """The office may be stricter than the law, and never looser."""
    law = commissioning.LAW[code]
    if value > law.value:
        words = _("%(source)s规定最多 %(most)s %(unit)s，管理办法不能放宽。")
        said = {"source": law.source, "most": law.value, "unit": law.unit}
        return Refusal(f"looser-{code}", words % said)
    if value < law.least:
        return Refusal(f"too-strict-{code}", _("至少填 %(n)s。") % {"n": law.least})
    return None


def why_not_write(rules: Rules, articles: Sequence[ArticleLine]) -> Refusal | None:
    """Whether a draft may say this, article by article."""
    if len(articles) > MOST_ARTICLES:
        return Refusal("too-many", _("最多 %(n)s 条。") % {"n": MOST_ARTICLES})
    return _settings(articles) or _mode_left_without(rules, {one.key for one in articles if one.key})


def _settings(articles: Sequence[ArticleLine]) -> Refusal | None:
    seen: dict[str, int] = {}
    for n, article in enumerate(articles, start=1):
        for code, value in article.settings.items():
            if refusal := why_not_set(code, value):
                return refusal
            if code in seen:
                said = {"what": commissioning.Limit(code).label, "number": calc.number_of(seen[code])}
                return Refusal("set-twice", _("「%(what)s」在%(number)s已经定了。") % said)
            seen[code] = n
    return None


def _mode_left_without(rules: Rules, kept: Collection[int]) -> Refusal | None:
    """An article on which a mode stands is not taken away under it."""
    one = rules.mode_rules.exclude(article__in=kept).select_related("article", "mode").first()
    if one is None:
        return None
    words = _("「%(article)s」定了管理模式「%(mode)s」。先在「管理模式」里改成别的条款，再去掉它。")
    return Refusal("mode-left", words % {"article": one.article.heading, "mode": one.mode})


def why_not_decide(rules: Rules, modes: Mapping[int, ModeLine]) -> Refusal | None:
    """What is decided of a mode stands in an article, and its parts come to the whole."""
    articles = set(rules.articles.values_list("pk", flat=True))
    own = set(commissioning.ManagementMode.objects.kept_by(rules.subdistrict_id).values_list("pk", flat=True))
    for key, line in modes.items():
        if key not in own:
            return Refusal("no-mode", _("没有这个管理模式。"))
        if line.article not in articles:
            return Refusal(f"no-article-{key}", _("请选择写在哪一条。"))
        total = sum(step.percent for step in line.steps)
        if line.steps and total != WHOLE:
            return Refusal(f"steps-miss-{key}", _("各期加起来是 %(total)s%%，应当是 100%%。") % {"total": total})
    return None


def why_not_publish(user: Any, rules: Rules, day: date) -> Refusal | None:
    """An edition has articles, each with its words, and begins no earlier than the one before."""
    if refusal := why_not_change(user, rules) or _unfinished(rules):
        return refusal
    last = Rules.objects.before(rules)
    if last and last.in_force_from and day < last.in_force_from:
        words = _("上一版自 %(day)s 起施行，新的一版不能更早。")
        return Refusal("before-last", words % {"day": last.in_force_from.isoformat()})
    return None


def _unfinished(rules: Rules) -> Refusal | None:
    if not rules.articles.exists():
        return Refusal("empty", _("还没有条款，不能发布。"))
    bare = rules.articles.filter(text="").first()
    return Refusal("unfinished", _("%(number)s还没有内容。") % {"number": bare.number}) if bare else None
