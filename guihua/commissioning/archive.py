"""What the archive of a purchase has to hold, what of it is there, and what is missing since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import AcceptanceState, Due, ProcurementState
from guihua.core import clock
from guihua.core.refusal import Refusal

ACCEPTANCE = "acceptance"  # the code of the paper that an acceptance is
OVER = {ProcurementState.FAILED, ProcurementState.WITHDRAWN}


@dataclass(frozen=True)
class Line:
    """One paper that the archive asks for, with the files that were put to it."""

    code: str
    paper: str
    of: str  # the step that it belongs to, or when it has to be there
    source: str
    is_due: bool
    since: date | None = None  # from which day on it has to be there
    is_if_any: bool = False
    files: list[commissioning.ProjectFile] = field(default_factory=list)
    acceptance: commissioning.Acceptance | None = None  # which is its own proof, once it is signed

    @property
    def is_there(self) -> bool:
        return bool(self.files or self.acceptance)

    @property
    def is_missing(self) -> bool:
        return self.is_due and not self.is_there

    @property
    def waits(self) -> bool:
        """It will have to be there, and need not be yet."""
        return not (self.is_due or self.is_if_any or self.is_there)


@dataclass(frozen=True)
class Archive:
    procurement: commissioning.Procurement
    lines: list[Line]

    @property
    def missing(self) -> int:
        return sum(line.is_missing for line in self.lines)

    @property
    def waiting(self) -> int:
        return sum(line.waits for line in self.lines)


def of(procurement: commissioning.Procurement) -> Archive:
    """Of a purchase that ended without a contract nothing more is waited for."""
    put = _put(procurement)
    lines = [*_of_steps(procurement, put), *_of_method(procurement, put)]
    is_over = procurement.state in OVER
    return Archive(procurement, [line for line in lines if not (is_over and line.waits)])


def missing_of(project: commissioning.Project) -> int:
    """How many papers are missing in the archives of all its purchases."""
    return sum(of(one).missing for one in project.procurements.with_archive())


def why_not_there(procurement: commissioning.Procurement, code: str) -> Refusal | None:
    """Whether the way of buying has such a paper."""
    if code in named(procurement):
        return None
    return Refusal("no-paper", _("这种采购方式的档案没有这一项。"))


def named(procurement: commissioning.Procurement) -> dict[str, str]:
    """What each paper of the way is called, by its code."""
    found = {step.code: step.paper_name for step in procurement.method.steps.all() if step.paper}
    return found | {paper.code: str(paper) for paper in procurement.method.papers.all()}


Put = Mapping[str, list[commissioning.ProjectFile]]


def _of_steps(procurement: commissioning.Procurement, put: Put) -> Iterator[Line]:
    done = procurement.done
    for step in procurement.method.steps.all():
        if step.paper:
            on = done.get(step.code)
            yield Line(step.code, step.paper_name, str(step), "", on is not None, on, files=put[step.code])


def _of_method(procurement: commissioning.Procurement, put: Put) -> Iterator[Line]:
    for paper in procurement.method.papers.all():
        is_due, since = _due(procurement, paper.due)
        said = (paper.code, str(paper), str(paper.get_due_display()), paper.where)
        signed = _signed_acceptance(procurement) if paper.code == ACCEPTANCE else None
        yield Line(*said, is_due, since, paper.due == Due.IF_ANY, put[paper.code], signed)


def _signed_acceptance(procurement: commissioning.Procurement) -> commissioning.Acceptance | None:
    """The last acceptance by which the contract to which the purchase led was found good, and which was signed."""
    contract = getattr(procurement.project, "contract", None)
    if contract is None or procurement.state != ProcurementState.AWARDED:
        return None
    signed = [one for one in contract.acceptances.all() if one.state != AcceptanceState.DRAFT and one.is_good]
    return max(signed, key=attrgetter("number"), default=None)


def _due(procurement: commissioning.Procurement, due: str) -> tuple[bool, date | None]:
    """Whether such a paper has to be there today, and since which day as far as that is known."""
    if due == Due.ENDED:
        return procurement.state != ProcurementState.RUNNING, procurement.done.get("award")
    project = procurement.project
    is_over = procurement.state == ProcurementState.AWARDED and project.ends_on < clock.today()
    return due == Due.TERM_OVER and is_over, project.ends_on


def _put(procurement: commissioning.Procurement) -> Put:
    found: dict[str, list[commissioning.ProjectFile]] = defaultdict(list)
    for one in procurement.archive.all():
        found[one.code].append(one.file)
    return found
