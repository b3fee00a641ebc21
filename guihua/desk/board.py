"""The board as a list: the projects that run, the worst first, each with why."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import board_words
from guihua.commissioning import models as commissioning
from guihua.commissioning.models import RESTING, ProjectState
from guihua.commissioning.models.board import SIGNS, Colour, Light
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, Status, choice, search
from guihua.core.ui.pages import page_of

WORST_FIRST = [Colour.RED, Colour.AMBER, Colour.GREEN]
SEEN, UNSEEN = "seen", "unseen"
SPELLED = ("name", "provider__name", "liaison_name")


def rows(user: Any) -> QuerySet[Any]:
    """The projects under contract that have begun, of whose account the user reads; each with its lights that are on. Those
    that are suspended stand last: their lights rest."""
    read = commissioning.Project.objects.accounted_to(user)
    own = read.on_the_board(clock.today()) | read.suspended()
    lit = Light.objects.on().select_related("rule").annotate(noted=Count("notes"))
    found = commissioning.coloured(own).annotate(lit_since=Min("lights__since", filter=Q(lights__ended_on=None)))
    ordered: QuerySet[Any] = found.select_related("domain", "provider").prefetch_related(
        Prefetch("lights", lit, to_attr="lit"),
        Prefetch("suspensions", commissioning.Suspension.objects.lasting(), to_attr="resting"),
    )
    return ordered.order_by("rank", "lit_since", "number")


def counted(found: QuerySet[Any]) -> list[dict[str, Any]]:
    """How many are of each colour, the worst first."""
    counts = dict(found.order_by().values_list("colour").annotate(n=Count("pk", distinct=True)))
    told = [
        {"colour": colour.value, "name": colour.label, "sign": SIGNS[colour], "n": counts.get(colour.value, 0)}
        for colour in WORST_FIRST
    ]
    if resting := counts.get(RESTING, 0):
        told.append({"colour": RESTING, "name": ProjectState.SUSPENDED.label, "sign": "none", "n": resting})
    return told


def _colour(project: Any) -> Status:
    if project.colour == RESTING:
        return Status(ProjectState.SUSPENDED.label, "none")
    return Status(Colour(project.colour).label, SIGNS[Colour(project.colour)])


def listing(found: QuerySet[Any]) -> Listing:
    domains = found.order_by("domain__position").values_list("domain__code", "domain__name").distinct()
    return Listing(
        gettext_lazy("项目看板"),
        [
            Column("name", gettext_lazy("项目"), lambda p: p.name, ("name",), address=page_of),
            Column(
                "colour",
                gettext_lazy("颜色"),
                _colour,
                ("rank", "lit_since"),
                kind=Kind.STATUS,
                phone=Phone.KEY,
            ),
            Column("why", gettext_lazy("为什么"), _why, phone=Phone.MARK),
            Column("since", gettext_lazy("从哪天起"), lambda p: p.lit_since, ("lit_since",), phone=Phone.MARK),
            Column("noted", gettext_lazy("说明"), _noted, phone=Phone.MARK),
            Column("liaison", gettext_lazy("挂钩人员"), lambda p: p.liaison_name, ("liaison_name",)),
            Column("provider", gettext_lazy("承接机构"), lambda p: p.provider_name, ("provider__name",)),
            Column("domain", gettext_lazy("服务领域"), lambda p: str(p.domain), ("domain__position",), is_extra=True),
            Column("number", gettext_lazy("项目编号"), lambda p: p.number, ("number",), is_extra=True),
        ],
        {
            "q": search(gettext_lazy("项目、编号、承接机构或挂钩人员"), "number", *SPELLED, spelled=SPELLED),
            "colour": choice(
                gettext_lazy("颜色"),
                [*Colour.choices, (RESTING, ProjectState.SUSPENDED.label)],
                narrow=lambda of, said: of.filter(colour=said),
            ),
            "domain": choice(gettext_lazy("服务领域"), domains, by="domain__code"),
            "noted": choice(
                gettext_lazy("说明"),
                [(UNSEEN, gettext_lazy("还没有人说明")), (SEEN, gettext_lazy("都说明了"))],
                narrow=_narrow_noted,
            ),
        },
        gettext_lazy("现在没有进行中的项目。"),
        name="board",
    )


def _why(project: Any) -> str:
    """The worst of it; how much more there is stands on its page."""
    if project.colour == RESTING:
        return _("从 %(day)s 起暂停，灯都歇着。") % {"day": project.resting[0].since.isoformat()}
    if not project.lit:
        return ""
    worst, *others = project.lit
    told = board_words.sentence_of(worst)
    return told + (_("（另 %(n)s 条）") % {"n": len(others)} if others else "")


def _noted(project: Any) -> str:
    if not project.lit:
        return ""
    return _("已说明") if all(light.noted for light in project.lit) else _("待说明")


def _narrow_noted(found: Any, said: str) -> Any:
    """Of those with a light: whether something was said of each."""
    unsaid = Light.objects.filter(ended_on=None).unseen().values("project")
    if said == UNSEEN:
        return found.filter(pk__in=unsaid)
    return found.exclude(colour=Colour.GREEN).exclude(pk__in=unsaid)


def lights_of(project: commissioning.Project, user: Any) -> list[dict[str, Any]]:
    """Those that are on, for the project's pages."""
    shown = Light.objects.visible_to(user).filter(project=project).on().select_related("rule")
    today = clock.today()
    return [
        {
            "light": light,
            "title": board_words.WORDS[light.rule.kind].title,
            "fact": board_words.sentence_of(light),
            "since": board_words.since_in_words(light, today),
            "notes": light.notes.all(),
        }
        for light in shown.prefetch_related("notes__by")
    ]
