"""GET of projects, contracts and what these promise: of each row as many fields as its reader is cleared for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.errors import ValidationError

from guihua.commissioning.models import Contract, Indicator, Project, ProjectState
from guihua.core import measures, secrecy
from guihua.core.secrecy import DataClass

MOST_ROWS, USUAL_ROWS, MOST_PAGES = 200, 50, 100_000
router = Router(tags=["commissioning"])


class Asked(Schema):
    """What a list is narrowed by, and which part of it is shown."""

    year: int | None = Field(None, ge=1900, le=2999, description="programme year")
    state: ProjectState | None = Field(None, description="how far the project is")
    domain: str | None = Field(None, max_length=24, description="code of the service domain")
    page: int = Field(1, ge=1, le=MOST_PAGES)
    size: int = Field(USUAL_ROWS, ge=1, le=MOST_ROWS)

    def narrowed(self, rows: Any, project: str = "") -> Any:
        """`project` is the way from a row to its project."""
        asked = {"year__year": self.year, "state": self.state, "domain__code": self.domain}
        return rows.filter(**{f"{project}{path}": value for path, value in asked.items() if value is not None})


@dataclass(frozen=True)
class Told:
    """One field of an answer: the field of the model whose data class it has, and what is said."""

    path: str
    value: Callable[[Any], Any]


def told(row: Any, fields: Mapping[str, Told], clearance: DataClass) -> dict[str, Any]:
    """What a reader of that clearance learns of a row. Its key is its address, and known to whoever sees it."""
    seen = {name: one for name, one in fields.items() if secrecy.class_of(type(row), one.path) <= clearance}
    return {"id": row.pk} | {name: one.value(row) for name, one in seen.items()}


def paged(
    request: HttpRequest, rows: Any, asked: Asked, tell: Callable[[list[Any]], Iterable[dict[str, Any]]]
) -> dict[str, Any]:
    """One page of the rows. A parameter that there is not is a slip, and not passed over: its asker counts on it."""
    if unknown := sorted(request.GET.keys() - Asked.model_fields.keys()):
        raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name), "msg": ""} for name in unknown])
    count, first = rows.count(), (asked.page - 1) * asked.size
    shown = list(rows[first : first + asked.size])
    return {"count": count, "page": asked.page, "pages": -(-count // asked.size), "results": list(tell(shown))}


class Page[Row](Schema):
    count: int
    page: int
    pages: int
    results: list[Row]


class ProjectOut(Schema):
    id: int
    number: str
    name: str
    year: int
    domain: str
    provider: str | None
    provider_code: str | None
    amount: Decimal
    starts_on: date
    ends_on: date
    method: str | None
    communities: list[str]
    mode: str | None = None
    state: ProjectState | None = None
    liaison: str | None = None


PROJECT = {
    "number": Told("number", lambda p: p.number),
    "name": Told("name", lambda p: p.name),
    "year": Told("year__year", lambda p: p.year.year),
    "domain": Told("domain__code", lambda p: p.domain.code),
    "provider": Told("provider__name", lambda p: p.provider and p.provider.name),
    "provider_code": Told("provider__credit_code", lambda p: p.provider and p.provider.credit_code),
    "amount": Told("amount_fen", lambda p: measures.yuan(p.amount_fen)),
    "starts_on": Told("starts_on", lambda p: p.starts_on),
    "ends_on": Told("ends_on", lambda p: p.ends_on),
    "method": Told("method__name", lambda p: p.method and p.method.name),
    "communities": Told("communities", lambda p: sorted(one.code for one in p.communities.all())),
    "mode": Told("mode", lambda p: p.mode and p.mode.name),
    "state": Told("state", lambda p: p.state),
    "liaison": Told("liaison_name", lambda p: p.liaison_name),
}


def _here(request: HttpRequest, rows: Any, way: str = "") -> Any:
    """A key for machines reads of its own sub-district alone; `way` leads from a row to it."""
    place = getattr(request, "key_place", None)
    return rows if place is None else rows.filter(**{f"{way}subdistrict": place})


def _projects(request: HttpRequest) -> Any:
    rows = _here(request, Project.objects.visible_to(request.user)).order_by("year__year", "number", "pk")
    return rows.select_related("year", "domain", "provider", "method", "mode").prefetch_related("communities")


def _cleared(request: HttpRequest, rows: list[Project]) -> list[dict[str, Any]]:
    """Who reads a project's records learns who looks after it; who learns its counts alone does not."""
    read = set(
        Project.objects.open_to(request.user).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    return [told(row, PROJECT, DataClass.PERSONAL if row.pk in read else DataClass.INTERNAL) for row in rows]


@router.get("/projects", response=Page[ProjectOut], url_name="projects", exclude_unset=True)
def projects(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Those that the reader sees, by year and number."""
    return paged(request, asked.narrowed(_projects(request)), asked, lambda rows: _cleared(request, rows))


@router.get("/projects/{int:pk}", response=ProjectOut, url_name="project", exclude_unset=True)
def project(request: HttpRequest, pk: int) -> dict[str, Any]:
    return _cleared(request, [get_object_or_404(_projects(request), pk=pk)])[0]


class AmendmentOut(Schema):
    position: int
    signed_on: date
    amount: Decimal
    ends_on: date


class PartOut(Schema):
    position: int
    amount: Decimal
    waits_for: str
    state: str | None
    paid_on: date | None


class LineOut(Schema):
    category: str
    amount: Decimal
    moved: Decimal
    spent: Decimal


class ContractOut(Schema):
    id: int
    project: int
    number: str
    signed_on: date
    amount_signed: Decimal
    amount: Decimal
    starts_on: date
    ends_on: date
    amendments: list[AmendmentOut]
    term_reason: str | None = None
    instalments: list[PartOut] | None = None
    budget: list[LineOut] | None = None


def _amendment(one: Any) -> dict[str, Any]:
    amount = measures.yuan(one.amount_fen)
    return {"position": one.position, "signed_on": one.signed_on, "amount": amount, "ends_on": one.ends_on}


def _part(one: Any) -> dict[str, Any]:
    payment = one.payment
    said = {"position": one.position, "amount": measures.yuan(one.amount_fen), "waits_for": one.waits_for}
    return said | {"state": payment and payment.state, "paid_on": payment and payment.paid_on}


def _line(one: Any) -> dict[str, Any]:
    sums = {"amount": one.amount_fen, "moved": one.moved_fen, "spent": one.spent_fen}
    return {"category": one.category.name} | {name: measures.yuan(fen) for name, fen in sums.items()}


CONTRACT = {  # a list has the class of that field of its rows which fewest may learn
    "project": Told("project", lambda c: c.project_id),
    "number": Told("number", lambda c: c.number),
    "signed_on": Told("signed_on", lambda c: c.signed_on),
    "amount_signed": Told("amount_fen", lambda c: measures.yuan(c.amount_fen)),
    "amount": Told("project__amount_fen", lambda c: measures.yuan(c.project.amount_fen)),
    "starts_on": Told("project__starts_on", lambda c: c.project.starts_on),
    "ends_on": Told("project__ends_on", lambda c: c.project.ends_on),
    "amendments": Told("amendments__amount_fen", lambda c: [_amendment(one) for one in c.amendments.all()]),
    "term_reason": Told("term_reason", lambda c: c.term_reason),
    "instalments": Told("instalments__waits_for", lambda c: [_part(one) for one in c.instalments.all()]),
    "budget": Told("budget__spent_fen", lambda c: [_line(one) for one in c.budget.all()]),
}


def _contracts(request: HttpRequest) -> Any:
    rows = _here(request, Contract.objects.visible_to(request.user)).select_related("project").order_by("number", "pk")
    return rows.prefetch_related("amendments", "instalments__payments", "budget__category")


@router.get("/contracts", response=Page[ContractOut], url_name="contracts", exclude_unset=True)
def contracts(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Those of the projects of whose money the user reads."""
    rows = asked.narrowed(_contracts(request), "project__")
    return paged(request, rows, asked, lambda shown: (told(row, CONTRACT, DataClass.INTERNAL) for row in shown))


@router.get("/contracts/{int:pk}", response=ContractOut, url_name="contract", exclude_unset=True)
def contract(request: HttpRequest, pk: int) -> dict[str, Any]:
    return told(get_object_or_404(_contracts(request), pk=pk), CONTRACT, DataClass.INTERNAL)


class IndicatorOut(Schema):
    id: int
    project: int
    contract: int
    kind: str
    name: str
    target: int
    unit: str
    source: str


INDICATOR = {
    "project": Told("contract__project", lambda i: i.contract.project_id),
    "contract": Told("contract", lambda i: i.contract_id),
    **{name: Told(name, attrgetter(name)) for name in ("kind", "name", "target", "unit", "source")},
}


@router.get("/indicators", response=Page[IndicatorOut], url_name="indicators")
def indicators(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """What the contracts promise, for who reads the account of the projects and for who works on them."""
    rows = Indicator.objects.visible_to(request.user).select_related("contract").order_by("contract", "position")
    rows = _here(request, rows, "contract__")
    shown = asked.narrowed(rows, "contract__project__")
    return paged(request, shown, asked, lambda found: (told(row, INDICATOR, DataClass.INTERNAL) for row in found))
