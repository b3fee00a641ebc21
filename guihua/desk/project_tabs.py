"""The ways to the parts of a project's page, in six groups: a reader finds the money or the papers in one look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guihua.commissioning import incident_policy, message_policy
from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.core.ui.tabs import Tab
from guihua.delivery import models as delivery
from guihua.desk import promised


def of(ask: Asking) -> dict[str, list[Tab]]:
    """`tabs`: one for each group that has any, which leads to its first; `within`: those of the group that is open."""
    groups = [
        (_("概况"), [ask.tab("overview", _("概况"))]),
        (_("服务"), [*_services(ask)]),
        (_("资金"), [*_money(ask)]),
        (_("监督"), [*_watching(ask)]),
        (_("沟通"), [*_messages(ask)]),
        (_("资料"), [*_records(ask)]),
    ]
    within = next((tabs for _label, tabs in groups if any(tab.is_here for tab in tabs)), [])
    found = [_group(label, tabs) for label, tabs in groups if tabs]
    return {"tabs": found, "within": within if len(within) > 1 else []}


def _group(label: str, tabs: list[Tab]) -> Tab:
    """A group of one is that one, and its place is too small for a nought."""
    first, *others = tabs
    is_here, news = any(tab.is_here for tab in tabs), sum(tab.news for tab in tabs)
    if not others:
        return replace(first, count=first.count or None)
    return replace(first, label=label, count=None, is_here=is_here, news=news)


@dataclass(frozen=True)
class Asking:
    """Who asks, of which project, and which of its parts is open. `reads`: its records, beside the counts."""

    user: Any
    project: commissioning.Project
    here: str
    reads: bool
    oversees: bool
    listed: int

    def tab(self, name: str, label: str, count: int | None = None, news: int = 0) -> Tab:
        route = "desk:project" if name == "overview" else f"desk:project_{name}"
        return Tab(label, reverse(route, args=[self.project.pk]), count, self.here == name, news)


def papers_of(found: commissioning.Project, user: Any) -> Any:
    return commissioning.ProjectFile.objects.visible_to(user).filter(project=found).there().of_work()


def deeds_of(found: commissioning.Project) -> int:
    """How often it was changed, and what it held."""
    changes = commissioning.Project.history.filter(id=found.pk).count()
    return int(changes + delivery.Correction.objects.of_project(found).count())


def _services(ask: Asking) -> Iterator[Tab]:
    """Its indicators are for whoever reads its account, and its workers; what was published of it is public."""
    found = ask.project
    yield ask.tab("sessions", _("活动与场次"), ask.listed)
    if found.is_bought and promised.reads(found, ask.user):
        yield ask.tab("indicators", _("指标"))
    if ask.reads:
        count = commissioning.PeriodicReport.objects.filter(project=found).count()
        if count or ask.here == "reports":  # where its mode asks for any
            yield ask.tab("reports", _("定期报告"), count)
    if found.is_bought:
        yield ask.tab("coverage", _("宣传"), found.coverage.count())


def _money(ask: Asking) -> Iterator[Tab]:
    """For whoever reads the account of it; how it was bought, for those who oversee the programme."""
    if commissioning.Project.objects.accounted_to(ask.user).filter(pk=ask.project.pk).exists():
        yield ask.tab("money", _("合同与资金") if ask.oversees else _("资金"))  # alone it is short, for large text
    if ask.oversees:
        yield ask.tab("buying", _("采购"))


def _watching(ask: Asking) -> Iterator[Tab]:
    if ask.reads:
        yield ask.tab("visits", _("挂钩走访"), ask.project.visits.count())
    if incident_policy.hears(ask.user, ask.project):
        rows = commissioning.Incident.objects.filter(project=ask.project)
        yield ask.tab("incidents", _("事件与投诉"), rows.count())


def _messages(ask: Asking) -> Iterator[Tab]:
    """For those who talk on it, and those who listen."""
    if message_policy.hears(ask.user, ask.project):
        told = commissioning.Thread.objects.visible_to(ask.user).filter(project=ask.project)
        yield ask.tab("messages", _("沟通"), told.count(), told.with_news(ask.user).count())


def _records(ask: Asking) -> Iterator[Tab]:
    """But for the timeline for those who read its records; of its staff a worker is told the own line alone."""
    if ask.reads:
        yield ask.tab("files", _("文件"), papers_of(ask.project, ask.user).count())
    if ask.reads and ask.project.is_bought:
        held = commissioning.Post.objects.visible_to(ask.user).filter(project=ask.project).on(clock.today())
        yield ask.tab("posts", pgettext("several", "岗位"), held.count())
    yield ask.tab("timeline", _("时间线"))
    if ask.reads:
        yield ask.tab("history", _("变更记录"), deeds_of(ask.project))
