"""The management rules are drafted, written article by article, and published; what is published stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import editions, rules_policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import search_texts
from guihua.commissioning.editions import ArticleLine, ModeLine
from guihua.core import audit
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory

Rules = commissioning.ManagementRules
OUT_OF_THE_WAY = 1000  # places that no article has, while they change them


@transaction.atomic
def draft(subdistrict: directory.Subdistrict, *, by: Any) -> Rules:
    """A new edition, which says what the last one says until it is changed."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    refuse_if(rules_policy.why_not_draft(by, subdistrict))
    last = Rules.objects.kept_by(subdistrict).published().order_by("edition").last()
    title = last.title if last else _("%(programme)s项目管理办法") % {"programme": subdistrict.programme}
    rules = Rules.objects.create(subdistrict=subdistrict, edition=last.edition + 1 if last else 1, title=title)
    if last:
        _copy(last, rules)
    search_texts.keep(*rules.articles.all())
    audit.record("managementrules.drafted", rules, by=by, edition=rules.edition)
    return rules


@transaction.atomic
def write(rules: Rules, *, title: str, articles: Sequence[ArticleLine], seen: int, by: Any) -> Rules:
    """What a draft says, as a whole. `seen` is the revision that the editor saw."""
    rules = _held(rules, seen, by)
    refuse_if(rules_policy.why_not_write(rules, articles))
    rules.title = title
    _save(rules, ["title"])
    _write(rules, articles)
    audit.record("managementrules.changed", rules, by=by, edition=rules.edition, articles=len(articles))
    return rules


@transaction.atomic
def decide(rules: Rules, modes: Mapping[int, ModeLine], *, seen: int, by: Any) -> Rules:
    """What a draft decides of the management modes; of those that are not named it decides nothing."""
    rules = _held(rules, seen, by)
    refuse_if(rules_policy.why_not_decide(rules, modes))
    _save(rules, [])
    rules.mode_rules.all().delete()
    for mode, line in modes.items():
        _decide(rules, mode, line)
    audit.record("managementrules.decided", rules, by=by, edition=rules.edition, modes=sorted(modes))
    return rules


@transaction.atomic
def publish(rules: Rules, *, on: date, seen: int, by: Any) -> Rules:
    """It is in force from that day on, and never changes again."""
    rules = _held(rules, seen, by)
    refuse_if(rules_policy.why_not_publish(by, rules, on))
    rules.in_force_from, rules.published_at = on, timezone.now()
    rules.digest = editions.digest(rules)
    _save(rules, ["in_force_from", "published_at", "digest"])
    search_texts.keep(*rules.articles.all())  # found from the day on which they come into force
    said = {"edition": rules.edition, "in_force_from": on.isoformat(), "digest": rules.digest}
    audit.record("managementrules.published", rules, by=by, **said)
    return rules


@transaction.atomic
def discard(rules: Rules, *, by: Any) -> None:
    """A draft that is not wanted goes, with all that it says."""
    rules = Rules.objects.select_for_update(of=("self",)).get(pk=rules.pk)
    refuse_if(rules_policy.why_not_change(by, rules))
    audit.record("managementrules.discarded", rules, by=by, edition=rules.edition)
    rules.mode_rules.all().delete()
    rules.settings.all().delete()
    _forget(rules.articles.all())
    rules.articles.all().delete()
    rules.delete()


def _held(rules: Rules, seen: int, by: Any) -> Rules:
    """The draft as it is now, held. Refused where somebody saved it since the editor saw it."""
    rules = Rules.objects.select_for_update(of=("self",)).get(pk=rules.pk)
    refuse_if(rules_policy.why_not_change(by, rules))
    if rules.revision != seen:
        raise Refused(Refusal("stale", _("这份草稿刚刚被别人改过。您填的都还在；看过改了什么，再保存。")))
    return rules


def _save(rules: Rules, names: list[str]) -> None:
    rules.revision += 1
    rules.save(update_fields=[*names, "revision"])


def _write(rules: Rules, articles: Sequence[ArticleLine]) -> None:
    """Each article to its place; those that are not named any more go, and the numbers are set anew."""
    rules.settings.all().delete()
    gone = rules.articles.exclude(pk__in=[one.key for one in articles if one.key])
    _forget(gone)
    gone.delete()
    rules.articles.update(position=F("position") + OUT_OF_THE_WAY)
    for position, line in enumerate(articles, start=1):
        said = {"position": position, "heading": line.heading, "text": line.text}
        key = line.key or 0
        if not rules.articles.filter(pk=key).update(**said):
            key = rules.articles.create(**said).pk
        _set(rules, key, line.settings)
    search_texts.keep(*rules.articles.all())


def _forget(articles: QuerySet[commissioning.Article]) -> None:
    search_texts.forget(commissioning.Article, list(articles.values_list("pk", flat=True)))


def _set(rules: Rules, article: int, settings: Mapping[str, int]) -> None:
    for code, value in settings.items():
        commissioning.Setting.objects.create(rules=rules, article_id=article, code=code, value=value)


def _decide(rules: Rules, mode: int, line: ModeLine) -> None:
    said = {"least_staff": line.least_staff, "rhythm": line.rhythm}
    rule = commissioning.ModeRule.objects.create(rules=rules, mode_id=mode, article_id=line.article, **said)
    for position, step in enumerate(line.steps, start=1):
        rule.steps.create(position=position, **vars(step))


def _copy(last: Rules, rules: Rules) -> None:
    """Article by article with its origin, then what stands on them."""
    copies: dict[int, int] = {}
    for one in last.articles.prefetch_related("settings"):
        said = {"position": one.position, "heading": one.heading, "text": one.text}
        copies[one.pk] = rules.articles.create(**said, origin_id=one.origin_id or one.pk).pk
        _set(rules, copies[one.pk], {each.code: each.value for each in one.settings.all()})
    for mode, line in editions.modes_of(last).items():
        _decide(rules, mode, ModeLine(**vars(line) | {"article": copies[line.article]}))
