"""A call for 「邻里相伴」 and what two providers answer, by the verbs that the office and they have."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from guihua.commissioning.actions import calls, proposals, search_texts
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import (
    Bid,
    BudgetCategory,
    Call,
    Clarification,
    Procurement,
    Project,
    Proposal,
    ProposalFile,
)
from guihua.commissioning.offers import IndicatorLine, marks, said
from guihua.core import audit, clock, secrecy
from guihua.directory.models import Organisation
from tests.factories.purchases import YUAN, begun, take

ASKED = "为独居长者每周上门一次，一年不少于 600 人次。"
PLAN, STAFF = "每周二、周五上门，每月一次小组。", "督导一人，社工三人，都有证书。"
INDICATORS = (IndicatorLine("上门服务", "人次", 600),)


def moment(month, day, hour=9, minute=0):
    return datetime(2022, month, day, hour, minute, tzinfo=timezone.get_current_timezone())


DEADLINE = moment(2, 24, 17)


@pytest.fixture
def watch(monkeypatch):
    """The business day stands at a moment, until another is set."""

    def at(then):
        monkeypatch.setattr(clock, "now", lambda: then)
        monkeypatch.setattr(clock, "today", lambda: timezone.localdate(then))

    at(moment(2, 4))
    return at


def drafted(place, method="公开招标", papers="营业执照", **more):
    purchase = begun(place, method, **more)
    take(purchase, ("budget", date(2022, 1, 4)))
    return calls.draft(purchase, asked=ASKED, papers=papers, deadline=DEADLINE, by=audit.SYSTEM)


def published(place, method="公开招标", papers="", **more):
    """Out since 4 February 2022, for twenty days."""
    return calls.publish(drafted(place, method, papers, **more), deadline=DEADLINE, by=audit.SYSTEM)


def providers(place):
    """榕声, and 向阳, which is put on the register for it."""
    about = {"name": "向阳社会工作服务中心", "kind": "provider", "credit_code": "52440605MJL0000056"}
    own = Organisation.objects.filter(subdistrict=place, kind="provider")
    if not own.filter(name=about["name"]).exists():
        Organisation.objects.create(subdistrict=place, **about)
    return list(own.order_by("pk"))


def values(place, yuan=200_000, **changes):
    """All parts of a proposal whose budget lies on one heading."""
    heading = BudgetCategory.objects.filter(subdistrict=place).first()
    whole = {"plan": PLAN, "staff": STAFF, "indicators": INDICATORS, "budget": {heading.pk: yuan * YUAN}}
    return {**whole, "quote_fen": None, **changes}


def save(proposal, by=audit.SYSTEM, **changes):
    """Somebody who sees what is on file saves something else."""
    return proposals.save(proposal, changes, seen=marks(said(proposal)), by=by)


def written(call, organisation, yuan=200_000):
    proposal = proposals.begin(call, organisation, by=audit.SYSTEM)
    return save(proposal, **values(call.subdistrict, yuan))


def submitted(call, organisation, yuan=200_000):
    return proposals.submit(written(call, organisation, yuan), by=audit.SYSTEM)


def stand(place) -> None:
    """The purchase of GC-1 has a call that is open, which 榕声 drafts a proposal to; that of GC-3 one whose seals are broken,
    with what 榕声 sent. Both came in as they stand: no verb calls for what is under contract."""
    purchase = Procurement.objects.get(subdistrict=place, project__number="GC-1")
    own = {"subdistrict": place, "category": purchase.category, "budget_fen": purchase.budget_fen}
    project = Project.objects.get(subdistrict=place, number="GC-3")
    other = Procurement.objects.create(**own, project=project, method=purchase.method, opened_on=date(2021, 11, 1))
    out = {"subdistrict": place, "asked": ASKED, "state": "open", "published_at": moment(1, 4)}
    far = moment(1, 4).replace(year=2099)
    call = Call.objects.create(**out, procurement=purchase, deadline=far, papers="营业执照")
    over = Call.objects.create(**out, procurement=other, deadline=far)
    search_texts.keep(call, over)
    by = {"subdistrict": place, "organisation": purchase.project.provider, "saved_at": moment(1, 5)}
    draft = Proposal.objects.create(**by, call=call, data_key=secrecy.new_wrapped_key()[0])
    sent = {"state": "submitted", "submitted_at": moment(1, 6), "quote_fen": 20_000_000}
    paper = Content(".pdf", b"%PDF-1.7")
    proposals.add_file(draft, "营业执照", "营业执照", paper, by=audit.SYSTEM)
    came = {"state": "submitted", "quote_fen": sent["quote_fen"], "submitted_on": date(2022, 1, 6)}
    bid = Bid.objects.create(subdistrict=place, procurement=other, organisation=project.provider, **came)
    opened = Proposal.objects.create(**by, call=over, data_key=secrecy.new_wrapped_key()[0])
    for part, text in {"plan": PLAN, "staff": STAFF}.items():
        opened.seal(part, text)
    opened.save(update_fields=["sealed_plan", "sealed_staff"])
    proposals.add_file(opened, "业绩", "业绩", paper, by=audit.SYSTEM)
    Call.objects.filter(pk=over.pk).update(deadline=moment(1, 25), unsealed_at=moment(1, 26))
    asked = {"question": "督导每月来几次？", "due_on": far.date(), "asked_at": moment(1, 27)}
    Clarification.objects.create(proposal=opened, **asked)
    Proposal.objects.filter(pk=opened.pk).update(**sent, bid=bid)


def by_name() -> dict[str, int]:
    """The calls and proposals, by what the tables of the tests call them."""
    of = "procurement__project__number"
    found = {f"{number}-call": pk for number, pk in Call.objects.values_list(of, "pk")}
    found |= {f"{number}-proposal": pk for number, pk in Proposal.objects.values_list(f"call__{of}", "pk")}
    found |= {f"{number}-asked": pk for number, pk in Clarification.objects.values_list(f"proposal__call__{of}", "pk")}
    return found | {f"{one.paper}-of-a-proposal": one.pk for one in ProposalFile.objects.all()}
