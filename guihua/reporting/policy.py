"""Who may do what with the report: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.delivery import policy as delivery
from guihua.delivery.models import Session
from guihua.directory.models import Subdistrict, users
from guihua.reporting import models as reporting


def why_not_write(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """The office writes around the figures, publishes and withdraws."""
    if user is audit.SYSTEM or users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict).exists():
        return None
    return Refusal("no-role", _("年度报告由街道办公室撰写和发布。"))


def why_not_publish(user: Any, edition: reporting.Edition, newest: str) -> Refusal | None:
    """`newest`: the generation that is told now. What is published has been looked at."""
    if refusal := why_not_write(user, edition.subdistrict):
        return refusal
    if edition.generation != newest:
        return Refusal("counted-anew", _("数字刚刚重新汇总过。请再看一遍，然后发布。"))
    if edition.number > 1 and not edition.note:
        return Refusal("no-note", _("请写明这一版改了什么，看过上一版的人要知道。"))
    return None


def why_not_withdraw(user: Any, edition: reporting.Edition, why: str) -> Refusal | None:
    if refusal := why_not_write(user, edition.subdistrict):
        return refusal
    if not reporting.Edition.objects.open_to_all().filter(pk=edition.pk).exists():
        return Refusal("not-open", _("这一版已经不公开了。"))
    if not why:
        return Refusal("no-reason", _("请写明为什么撤回。"))
    return None


def why_not_tell(user: Any, session: Session) -> Refusal | None:
    """Who may record a session may tell of it; of a confidential domain nobody tells."""
    if refusal := delivery.why_not_record_session(user, session.subdistrict, session.project):
        return refusal
    if session.project and session.project.domain.is_confidential:
        return Refusal("confidential", _("这个领域要保密，里面的事不写成故事。"))
    return None


def why_not_change(user: Any, story: reporting.Story) -> Refusal | None:
    if story.taken_back_at is not None:
        return Refusal("taken-back", _("这个故事已经收回了。"))
    return delivery.why_not_record_session(user, story.subdistrict, story.session.project)


def why_not_tell_otherwise(user: Any, story: reporting.Story, seen: str) -> Refusal | None:
    """`seen`: the version that the writer began from. Nobody's words go unseen."""
    if refusal := why_not_change(user, story):
        return refusal
    if story.version == seen:
        return None
    now = {"who": story.by or "", "title": story.title, "words": story.words}
    words = _(
        "你写的时候，%(who)s 也改了这个故事，现在是：「%(title)s」「%(words)s」。看过以后再保存一次，就用你写的。"
    )
    return Refusal("written-meanwhile", words % now)


def why_not_pick(user: Any, story: Any, seen: str) -> Refusal | None:
    """`story` with `stands`. The office picks the words that it has read; nobody overrules who is told of."""
    if refusal := why_not_write(user, story.subdistrict):
        return refusal
    if story.version != seen:
        words = _("你打开以后，%(who)s 改过这个故事。请再看一遍，然后选用。")
        return Refusal("written-meanwhile", words % {"who": story.by or ""})
    if not story.stands:
        return Refusal("lost", _("里面有人撤回了同意，或故事已经收回，不能选。"))
    return None


def why_not_fill(user: Any, subdistrict: Subdistrict) -> Refusal | None:
    """The office and its leader answer to the upper level, in the upper level's own forms."""
    if user is audit.SYSTEM:
        return None
    if users.subdistricts_of(user, *reporting.upper_forms.FILLING).filter(subdistrict=subdistrict).exists():
        return None
    return Refusal("no-role", _("上级的表由街道办公室和分管领导填。"))
