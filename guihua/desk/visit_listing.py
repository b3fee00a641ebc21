"""「挂钩走访」: the projects that somebody watches over or provides, their visits and their tasks, each as a list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy
from guihua.commissioning.models import LiaisonVisit, ProjectState, ProjectTask, TaskState, VisitWay
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.desk import policy
from guihua.directory.models import AttentionRule, users

OVERDUE, SOON, UNVISITED = "overdue", "soon", "unvisited"
SOON_DAYS = 7
FIRST_WORDS = 26
PROVIDING = {users.Role.MANAGER, users.Role.WORKER}
TASKS = [(OVERDUE, gettext_lazy("过期")), (SOON, gettext_lazy("一周内到期")), *TaskState.choices]
SEARCHED_IN_VISITS = ("findings", "advice", "project__name", "project__number")
SPELLED_IN_VISITS = ("project__name", "officer_name")


def watched(user: Any) -> QuerySet[Any]:
    """The projects that are not over, those that were not visited for longest first."""
    seen = commissioning.Project.objects.open_to(user).bought().exclude(state=ProjectState.CLOSED)
    rows: QuerySet[Any] = seen.with_last_visit().select_related("provider")
    return rows.order_by(F("visited_on").asc(nulls_first=True), "number")


def unvisited(user: Any, rows: Any) -> QuerySet[Any]:
    """Of the rows those that nobody visited for longer than their sub-district waits."""
    places = sorted(set(users.subdistricts_of(user)))
    rules = AttentionRule.objects.by_place(places)
    found: QuerySet[Any] = rows.unvisited(clock.today(), {place: rule.unvisited_days for place, rule in rules.items()})
    return found


def waiting_for(user: Any, roles: set[str]) -> int:
    """How many wait for somebody: of a liaison officer projects for a visit and tasks to be accepted; of a provider's people
    tasks to be done."""
    if users.Role.LIAISON not in roles and not roles & PROVIDING:
        return 0
    tasks = ProjectTask.objects.visible_to(user)
    if users.Role.LIAISON not in roles:
        return int(tasks.due_by(soon()).count())
    own = commissioning.Project.objects.looked_after_by(user)
    return int(unvisited(user, own).count() + tasks.filter(project__in=own).answered().count())


def projects(user: Any) -> Listing:
    knows = policy.knows_officers(user)
    return Listing(
        gettext_lazy("挂钩走访"),
        _columns_of_projects(knows),
        {
            "q": search(gettext_lazy("项目、编号或挂钩人员"), "name", "number", "liaison_name", spelled=("name",))
            if knows
            else search(gettext_lazy("项目或编号"), "name", "number", spelled=("name",)),
            "attention": choice(
                gettext_lazy("需要关注"),
                [(UNVISITED, gettext_lazy("好久没有走访"))],
                narrow=lambda rows, _kind: unvisited(user, rows),
            ),
        },
        gettext_lazy("项目签约并定了挂钩人员以后，列在这里。"),
        complete=_with_open_tasks,
        name="watched",
        ways=[*_ways(user), *_lists()],
    )


def _columns_of_projects(knows: bool) -> list[Column]:
    return [
        Column("name", gettext_lazy("项目"), lambda p: p.name, ("name",), address=_visits_page),
        Column("number", gettext_lazy("项目编号"), lambda p: p.number, ("number",), phone=Phone.MARK),
        Column("provider", gettext_lazy("承接机构"), lambda p: p.provider.name, ("provider__name",)),
        *([Column("liaison", gettext_lazy("挂钩人员"), _officer, ("liaison_name",))] if knows else []),
        Column(
            "visited_on",
            gettext_lazy("最近走访"),
            lambda p: p.visited_on or _("还没有走访"),
            ("visited_on",),
            phone=Phone.MARK,
            says_head=True,
        ),
        Column(
            "days",
            gettext_lazy("多少天没走访"),
            _days_since,
            kind=Kind.NUMBER,
            phone=Phone.KEY,
            unit=lambda n: ngettext("天", "天", n),
        ),
        Column("tasks", gettext_lazy("没完成的任务"), lambda p: p.open_tasks, kind=Kind.NUMBER),
    ]


def _with_open_tasks(rows: QuerySet[Any]) -> QuerySet[Any]:
    own = ProjectTask.objects.unfinished().filter(project=OuterRef("pk")).order_by().values("project")
    found: QuerySet[Any] = rows.annotate(open_tasks=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0))
    return found


def _ways(user: Any) -> list[tuple[Any, str, str]]:
    if visit_policy.why_not_visit_at_all(user):
        return []
    return [(gettext_lazy("记一次走访"), reverse("desk:visit_adding"), "footprints")]


def _lists() -> list[tuple[Any, str, str]]:
    return [
        (gettext_lazy("走访记录"), reverse("desk:visits"), "notebook-pen"),
        (pgettext_lazy("several", "任务"), reverse("desk:tasks"), "list-todo"),
    ]


def _visits_page(project: Any) -> str:
    return reverse("desk:project_visits", args=[project.pk])


def _officer(project: Any) -> str:
    return project.liaison_name or "–"


def _days_since(project: Any) -> int:
    """Since the last visit, or since the term began."""
    days: int = (clock.today() - (project.visited_on or project.starts_on)).days
    return max(0, days)


def visits(rows: QuerySet[LiaisonVisit], user: Any) -> Listing:
    knows = policy.knows_officers(user)
    return Listing(
        gettext_lazy("走访记录"),
        [
            Column("project", gettext_lazy("项目"), _project, ("project__name",), address=visit_page),
            Column("number", gettext_lazy("项目编号"), lambda v: v.project.number, ("project__number",)),
            Column("day", gettext_lazy("日期"), lambda v: v.day, ("day",), phone=Phone.KEY),
            *([Column("officer", gettext_lazy("挂钩人员"), _by, ("officer_name",), phone=Phone.MARK)] if knows else []),
            Column("way", gettext_lazy("方式"), lambda v: v.get_way_display(), ("way",), Kind.CHIP, Phone.MARK),
            Column("minutes", gettext_lazy("时长（分钟）"), lambda v: v.minutes, ("minutes",), kind=Kind.NUMBER),
            Column("begins", gettext_lazy("看到的情况"), _begins, phone=Phone.MARK),
            Column("findings", gettext_lazy("看到的情况（全文）"), lambda v: v.findings, is_extra=True),
            Column("advice", gettext_lazy("建议"), lambda v: v.advice, is_extra=True),
        ],
        _chosen_of_visits(rows),
        gettext_lazy("挂钩人员记下走访以后，列在这里。"),
        name="visits",
        ways=_ways(user),
    )


def _chosen_of_visits(rows: QuerySet[LiaisonVisit]) -> dict[str, Any]:
    years = rows.order_by("-day__year").values_list("day__year", flat=True).distinct()
    officers = rows.exclude(officer_name="").order_by("officer_name").values_list("officer_name", flat=True).distinct()
    return {
        "q": search(gettext_lazy("项目或看到的情况"), *SEARCHED_IN_VISITS, spelled=SPELLED_IN_VISITS),
        "year": choice(gettext_lazy("年度"), [(year, year) for year in years], by="day__year"),
        "way": choice(gettext_lazy("方式"), VisitWay.choices, by="way"),
        "officer": choice(gettext_lazy("挂钩人员"), [(name, name) for name in officers], by="officer_name"),
    }


def _begins(visit: Any) -> str:
    """As much of what was seen as a line of a list holds."""
    return Truncator(visit.findings).chars(FIRST_WORDS)


def visit_page(visit: Any) -> str:
    return reverse("commissioning:visit", args=[visit.pk])


def _project(row: Any) -> str:
    return str(row.project.name)


def _by(visit: Any) -> str:
    return visit.officer_name or "–"


def tasks(user: Any) -> Listing:
    return Listing(
        pgettext_lazy("several", "任务"),
        [
            Column("what", gettext_lazy("任务"), lambda t: t.what, ("what",), address=task_page),
            Column("project", gettext_lazy("项目"), _project, ("project__name",), phone=Phone.MARK),
            Column("number", gettext_lazy("项目编号"), lambda t: t.project.number, ("project__number",)),
            Column("due_on", gettext_lazy("完成期限"), lambda t: t.due_on, ("due_on",), phone=Phone.KEY),
            Column("state", gettext_lazy("状态"), standing, ("state",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("raised_by", gettext_lazy("提出人"), lambda t: t.raised_by_name or "–", ("raised_by_name",)),
            Column("provider", gettext_lazy("承接机构"), lambda t: t.project.provider.name, is_extra=True),
            Column("ended_on", gettext_lazy("结束的日子"), lambda t: t.ended_on, ("ended_on",), is_extra=True),
        ],
        {
            "q": search(
                gettext_lazy("任务、项目或编号"),
                "what",
                "project__name",
                "project__number",
                spelled=("what", "project__name"),
            ),
            "state": choice(gettext_lazy("状态"), TASKS, narrow=tasks_in),
        },
        gettext_lazy("走访时提的任务列在这里。"),
        name="tasks",
        ways=_ways(user),
    )


def tasks_in(rows: Any, state: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.filter(state=state)
    if state == OVERDUE:
        found = rows.overdue(clock.today())
    elif state == SOON:
        found = rows.due_by(soon()).exclude(pk__in=rows.overdue(clock.today()).order_by().values("pk"))
    return found


def soon() -> date:
    return clock.today() + timedelta(days=SOON_DAYS)


def standing(task: Any) -> str:
    return _("过期") if task.is_overdue(clock.today()) else str(task.get_state_display())


def task_page(task: Any) -> str:
    return reverse("commissioning:task", args=[task.pk])
