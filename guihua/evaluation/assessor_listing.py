"""The pool of assessors as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from guihua.commissioning.models import Domain
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.core.wording import listed
from guihua.directory.models import Organisation
from guihua.evaluation.assessor_forms import KINDS, providers_of
from guihua.evaluation.models import Assessor, Employment

SERVING, RETIRED = "serving", "retired"
STATES = [(SERVING, gettext_lazy("在册")), (RETIRED, gettext_lazy("不再担任"))]


def rows_for(user: Any) -> QuerySet[Assessor]:
    works = Employment.objects.select_related("organisation").order_by("-pk")
    rows = Assessor.objects.visible_to(user).order_by("name", "pk")
    return rows.prefetch_related(Prefetch("employments", works), "domains")


def assessors(place: Any, ways: Any = (), *, keeps: bool = False) -> Listing:
    """`place`: of which the domains and providers are to choose from. `keeps`: for those who know the ties; a list narrowed by them
    would tell them to others."""
    domains = Domain.objects.filter(subdistrict=place).order_by("position").values_list("pk", "name")
    return Listing(
        gettext_lazy("评估专家"),
        [
            Column("name", gettext_lazy("姓名"), lambda one: one.name, ("name",), address=assessor_page),
            Column("workplace", gettext_lazy("工作单位"), workplace, phone=Phone.MARK),
            Column("title", gettext_lazy("职称或职务"), lambda one: one.title, ("title",)),
            Column("expertise", gettext_lazy("专长"), lambda one: listed(one.expertise), ("is_finance", "is_practice"), kind=Kind.CHIP, phone=Phone.MARK),
            Column("qualification", gettext_lazy("资格"), lambda one: one.qualification, ("qualification",)),
            Column("domains", gettext_lazy("熟悉的领域"), lambda one: listed(each.name for each in one.domains.all())),
            Column("state", gettext_lazy("状态"), _state, ("retired_at",), is_extra=True),
        ],
        {
            "q": search(gettext_lazy("姓名、单位或资格"), "name", "title", "qualification", "employments__employer", "employments__organisation__name", spelled=("name",)),
            "expertise": choice(gettext_lazy("专长"), KINDS, narrow=_knowing),
            "domain": choice(gettext_lazy("熟悉的领域"), list(domains), narrow=_of_domain),
            **({"bound": _bound_filter(place)} if keeps else {}),
            "state": choice(gettext_lazy("状态"), STATES, narrow=_in_state),
        },
        gettext_lazy("一位一位登记，或者把现有的名单整张粘贴进来。"),
        name="assessors",
        ways=ways,
    )  # fmt: skip


def _bound_filter(place: Any) -> Any:
    providers = list(providers_of(place).values_list("pk", "name"))
    return choice(gettext_lazy("和哪家机构有关系"), providers, narrow=_bound)


def assessor_page(one: Assessor) -> str:
    return reverse("evaluation:assessor", args=[one.pk])


def workplace(one: Assessor) -> str:
    """Where they are employed today; should have been fetched by `rows_for`."""
    today = clock.today()
    return listed(
        each.place
        for each in one.employments.all()
        if each.kind == "employed" and (each.until is None or each.until > today)
    )


def _state(one: Assessor) -> str:
    return str(dict(STATES)[RETIRED if one.retired_at else SERVING])


def _knowing(rows: Any, expertise: str) -> Any:
    return rows.knowing(expertise)


def _in_state(rows: Any, state: str) -> Any:
    return rows.exclude(retired_at=None) if state == RETIRED else rows.serving()


def _of_domain(rows: Any, domain: str) -> Any:
    of_it = Assessor.domains.through.objects.filter(domain=int(domain))
    return rows.filter(pk__in=of_it.values("assessor"))


def _bound(rows: Any, organisation: str) -> Any:
    return rows.bound_to(Organisation.objects.get(pk=int(organisation)))
