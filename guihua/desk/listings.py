"""The registers as lists: what each shows, and what it is narrowed by. Choices come from what the user may see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial, reduce
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import measures, secrecy
from guihua.core.listing import Column, Deed, Kind, Listing, Phone, choice, search
from guihua.core.ui.pages import page_of
from guihua.core.wording import listed
from guihua.delivery import models as delivery
from guihua.desk import attention
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.reporting import figures


def projects(
    rows: QuerySet[commissioning.Project],
    *,
    names_officers: bool = True,
    deeds: Sequence[Deed] = (),
    watched: Callable[[Any, str], Any] | None = None,
) -> Listing:
    """`names_officers`: whether it is said who looks after each project. `watched`: of them those that are silent, for who
    reads their records."""
    return Listing(
        pgettext_lazy("several", "项目"),
        [
            Column("name", gettext_lazy("项目"), lambda p: p.name, ("name",), address=_project_page),
            Column("number", gettext_lazy("项目编号"), lambda p: p.number, ("number",), phone=Phone.MARK),
            Column(
                "domain", gettext_lazy("服务领域"), lambda p: str(p.domain), ("domain__position",), phone=Phone.MARK
            ),
            Column(
                "provider", gettext_lazy("承接机构"), lambda p: p.provider_name, ("provider__name",), phone=Phone.MARK
            ),
            *_terms(names_officers),
            Column("state", gettext_lazy("状态"), lambda p: p.get_state_display(), kind=Kind.CHIP),
            Column(
                "amount",
                gettext_lazy("合同金额（元）"),
                lambda p: measures.yuan(p.amount_fen),
                ("amount_fen",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda _amount: pgettext("unit", "元"),
            ),
        ],
        _chosen_of_projects(rows, names_officers) | _watched(attention.OF_PROJECTS, watched),
        gettext_lazy("导入项目清单后，这里会列出每个项目。"),
        name="projects",
        deeds=deeds,
    )


def _chosen_of_projects(rows: QuerySet[commissioning.Project], names_officers: bool) -> dict[str, Any]:
    """What they are narrowed by."""
    return {
        "q": _search_in_projects(names_officers),
        "year": choice(gettext_lazy("年度"), _years_of_projects(rows), by="year__year"),
        "domain": choice(gettext_lazy("服务领域"), _domains_of(rows), by="domain__code"),
        "provider": choice(gettext_lazy("承接机构"), _named(rows, "provider"), by="provider"),
        "state": choice(gettext_lazy("状态"), commissioning.ProjectState.choices, by="state"),
    }


def _watched(kinds: Sequence[tuple[str, Any]], narrow: Any) -> dict[str, Any]:
    """What the first page points out, for who is told of it there."""
    return {"attention": choice(gettext_lazy("需要关注"), kinds, narrow=narrow)} if narrow else {}


def spelled_in_projects(names_officers: bool) -> tuple[str, ...]:
    return SPELLED_IN_PROJECTS if names_officers else SPELLED_IN_PROJECTS[:-1]


def _search_in_projects(names_officers: bool) -> Any:
    spelled = spelled_in_projects(names_officers)
    named, unnamed = gettext_lazy("项目、编号、承接机构或挂钩人员"), gettext_lazy("项目、编号或承接机构")
    return search(named if names_officers else unnamed, "number", *spelled, spelled=spelled)


def _terms(names_officers: bool) -> list[Column]:
    """Who looks after it; and what else a contract says, for who wants to see it."""
    officers = [Column("liaison", gettext_lazy("挂钩人员"), lambda p: p.liaison_name, ("liaison_name",))]
    return [
        *(officers if names_officers else []),
        Column("year", gettext_lazy("年度"), lambda p: str(p.year), ("year__year",), is_extra=True),
        Column("starts_on", gettext_lazy("开始日期"), lambda p: p.starts_on, ("starts_on",), is_extra=True),
        Column("ends_on", gettext_lazy("结束日期"), lambda p: p.ends_on, ("ends_on",), is_extra=True),
        Column("method", gettext_lazy("采购方式"), lambda p: str(p.method or ""), is_extra=True),
        Column("mode", gettext_lazy("管理模式"), lambda p: str(p.mode or ""), is_extra=True, is_for=_is_inside),
        Column("stations", gettext_lazy("驻点社区"), _stations, is_extra=True),
    ]


def _is_inside(user: Any) -> bool:
    """Whether somebody works in the programme, for whom its internal facts are."""
    return users.holds(user, *users.OVERSEERS, users.Role.LIAISON, users.Role.MANAGER, users.Role.WORKER)


def _stations(project: commissioning.Project) -> str:
    return listed([place.name for place in project.communities.all()])


def sessions(
    rows: QuerySet[delivery.Session],
    *,
    projects: Collection[int] | None = None,
    watched: Callable[[Any, str], Any] | None = None,
) -> Listing:
    """`projects` are those that the reader sees, where they may see sessions of others too. `watched`: of the sessions those
    of which a kind of finding is true, for who reads them."""
    holder_page = partial(_holder_page, projects)
    forms = {value: str(words) for value, words in delivery.Form.choices}  # get_form_display is slow by the thousand
    return Listing(
        gettext_lazy("活动与场次"),
        [
            Column("activity", gettext_lazy("活动"), lambda s: s.activity.name, address=_session_page),
            Column("day", gettext_lazy("日期"), lambda s: s.day, ("day", "starts_at"), phone=Phone.MARK),
            Column("project", gettext_lazy("项目"), _holder, phone=Phone.MARK, address=holder_page),
            Column("form", gettext_lazy("形式"), lambda s: forms[s.activity.form], kind=Kind.CHIP),
            Column("community", gettext_lazy("社区"), lambda s: s.community.name if s.community else ""),
            Column("place", gettext_lazy("地点"), lambda s: s.place),
            Column("starts_at", gettext_lazy("开始时间"), _starts_at, is_extra=True),
            Column("campaign", gettext_lazy("专项行动"), lambda s: str(s.activity.campaign or ""), is_extra=True),
            Column("minutes", gettext_lazy("分钟"), lambda s: s.minutes, ("minutes",), kind=Kind.NUMBER),
            Column(
                "person_times",
                gettext_lazy("服务人次"),
                lambda s: s.person_times,
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=figures.PERSON_TIMES.of,
            ),
            Column("code", gettext_lazy("场次编号"), lambda s: s.code),
        ],
        _chosen_of_sessions(rows) | _watched(attention.OF_SESSIONS, watched),
        gettext_lazy("导入参与记录后，这里会列出每一场。"),
        _with_what_is_shown,
        name="sessions",
    )


def _chosen_of_sessions(rows: QuerySet[delivery.Session]) -> dict[str, Any]:
    """What they are narrowed by."""
    months = list(rows.order_by("-month").values_list("month", flat=True).distinct())
    years = sorted({month // 100 for month in months}, reverse=True)
    return {
        "q": search(gettext_lazy("活动、项目、地点或场次编号"), *SEARCHED_IN_SESSIONS),
        "year": choice(gettext_lazy("年份"), [(y, y) for y in years], narrow=_of_year),
        "form": choice(gettext_lazy("形式"), delivery.Form.choices, by="activity__form"),
        "month": choice(gettext_lazy("月份"), [(m, f"{m // 100}-{m % 100:02}") for m in months], by="month"),
        "project": choice(gettext_lazy("项目"), _named(rows, "project"), by="project"),
        "community": choice(gettext_lazy("社区"), _named(rows, "community"), by="community"),
        "campaign": choice(gettext_lazy("专项行动"), _named(rows, "activity__campaign"), by="activity__campaign"),
    }


def _with_what_is_shown(rows: Any) -> QuerySet[delivery.Session]:
    found: QuerySet[delivery.Session] = rows.select_related(
        "activity__campaign", "project", "community"
    ).with_person_times()
    return found


def organisations(rows: QuerySet[directory.Organisation], *, may_add: bool = False) -> Listing:
    return Listing(
        pgettext_lazy("several", "机构"),
        [
            Column("name", gettext_lazy("机构"), lambda o: o.name, ("name",), address=page_of),
            Column("kind", gettext_lazy("类型"), lambda o: o.get_kind_display(), ("kind",), Kind.CHIP, Phone.KEY),
            Column(
                "code", gettext_lazy("统一社会信用代码"), lambda o: o.credit_code, ("credit_code",), phone=Phone.MARK
            ),
            Column("community", gettext_lazy("所在社区"), lambda o: str(o.community or ""), is_extra=True),
            Column("school", gettext_lazy("学校性质"), lambda o: o.get_school_nature_display(), is_extra=True),
            Column("contact", gettext_lazy("联系人"), lambda o: o.contact_name, phone=Phone.MARK),
            Column(
                "phone", gettext_lazy("联系电话"), lambda o: secrecy.masked_phone(o.contact_phone), phone=Phone.MARK
            ),
        ],
        {
            "q": search(
                gettext_lazy("名称、信用代码或联系人"),
                "name",
                "credit_code",
                "contact_name",
                spelled=("name", "contact_name"),
            ),
            "kind": choice(gettext_lazy("类型"), directory.OrganisationKind.choices, by="kind"),
        },
        gettext_lazy("导入机构清单后，这里会列出每个机构。"),
        name="organisations",
        ways=[(gettext_lazy("添加"), reverse("directory:organisation_adding"), "plus")] if may_add else [],
    )


def communities(rows: QuerySet[directory.Community], projects: QuerySet[commissioning.Project]) -> Listing:
    """`projects` are those whose stations count: the reader's."""
    return Listing(
        pgettext_lazy("several", "社区"),
        [
            Column("name", gettext_lazy("社区"), lambda c: c.name, ("name",), address=page_of),
            Column("code", gettext_lazy("社区代码"), lambda c: c.code, ("code",), phone=Phone.MARK),
            Column(
                "projects",
                gettext_lazy("驻点项目（历年）"),
                lambda c: c.projects,
                ("projects",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda n: ngettext("个项目", "个项目", n),
            ),
        ],
        {
            "q": search(gettext_lazy("名称或代码"), "name", "code", spelled=("name",)),
            "coverage": choice(gettext_lazy("覆盖"), _coverage(projects), narrow=partial(_covered, projects)),
        },
        gettext_lazy("导入社区清单后，这里会列出每个社区。"),
        name="communities",
    )


SPELLED_IN_PROJECTS = ("name", "provider__name", "liaison_name")  # who looks after it last
SEARCHED_IN_SESSIONS = ("activity__name", "project__name", "code", "place")


def _coverage(projects: QuerySet[commissioning.Project]) -> list[tuple[str, str]]:
    """Of each year, the communities with a stationed project and, what more often is asked, those without."""
    kinds = (("without", _("%(year)s 年没有驻点项目")), ("with", _("%(year)s 年有驻点项目")))
    years = [year for year, _same in _years_of_projects(projects)]
    return [(f"{kind}-{year}", words % {"year": year}) for year in years for kind, words in kinds]


def _covered(projects: QuerySet[commissioning.Project], rows: Any, wanted: str) -> QuerySet[Any]:
    kind, _of, year = wanted.partition("-")
    there = Exists(projects.order_by().filter(year__year=int(year), communities=OuterRef("pk")))
    found: QuerySet[Any] = rows.filter(there if kind == "with" else ~there)
    return found


def _of_year(rows: Any, year: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.of_year(int(year))
    return found


def _project_page(project: commissioning.Project) -> str:
    return reverse("desk:project", args=[project.pk])


def _session_page(session: delivery.Session) -> str:
    return reverse("desk:session", args=[session.pk])


def _starts_at(session: delivery.Session) -> str:
    return f"{session.starts_at:%H:%M}" if session.starts_at else ""


def _holder(session: delivery.Session) -> str:
    return session.project.name if session.project else _("街道主办")


def _holder_page(projects: Collection[int] | None, session: delivery.Session) -> str:
    is_seen = session.project and (projects is None or session.project_id in projects)
    return _project_page(session.project) if session.project and is_seen else ""


def _years_of_projects(rows: QuerySet[Any]) -> list[tuple[int, int]]:
    years = rows.order_by("-year__year").values_list("year__year", flat=True).distinct()
    return [(year, year) for year in years]


def _domains_of(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    found = rows.order_by("domain__position").values_list("domain__code", "domain__name")
    return [(code, _(name)) for code, name in dict.fromkeys(found)]


def _named(rows: QuerySet[Any], to: str) -> list[tuple[int, str]]:
    """What the rows point to over a relation, by name. Asked of each that there is, since they are few and rows many;
    not of other sub-districts' things, since to find that no row points there all rows are read."""
    there = reduce(_related, to.split("__"), rows.model)._default_manager.filter(
        subdistrict__in=rows.order_by().values("subdistrict").distinct()
    )
    named = there.filter(Exists(rows.order_by().filter(**{to: OuterRef("pk")})))
    return [(pk, _(name)) for pk, name in named.order_by("name", "pk").values_list("pk", "name")]


def _related(model: Any, name: str) -> Any:
    return model._meta.get_field(name).related_model
