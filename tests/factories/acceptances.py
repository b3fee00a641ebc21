"""Acceptances of the small programme's contract, written by the verbs that the office has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from guihua.commissioning.acceptance_paper import Item, Member, Opinion, Paper
from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.models import Acceptance, Contract
from guihua.commissioning.opinion_links import code_of
from guihua.core import audit

WORDS = "社工常来看我，我很放心"


def paper(**changes) -> Paper:
    """「桂一同行」 was found as its contract says."""
    said = Paper(
        held_on=date(2022, 12, 20),
        conclusion="passed",
        members=(Member("黎景行", "桂城街道公共服务办"), Member("冯书瑶", "桂一社区居委会")),
        items=(
            Item("服务期限到 2022 年 12 月 31 日", "fits"),
            Item("每周探访独居长者两次", "partly", "八月台风停了一周"),
        ),
        text="按合同完成。",
    )
    return replace(said, **changes)


def failed(**changes) -> Paper:
    return paper(**{"conclusion": "failed", "mend_by": date(2023, 1, 10), **changes})


def opinion(n=1, satisfaction=5, words=WORDS, **more) -> Opinion:
    said = {"where": "visit", "given_on": date(2022, 12, 15), "once": f"once-{n}"}
    return Opinion(satisfaction=satisfaction, words=words, **said | more)


def heard(contract, paper_=None, by=audit.SYSTEM) -> Acceptance:
    """Written, with what one person said who was served."""
    found = acceptances.add(contract, paper_ or paper(), by=by)
    opinions.take_down(found, opinion(name="何敏"), by=audit.SYSTEM)
    return found


def stand(place) -> None:
    """A published acceptance of GC-1 that failed, and a second one that is a draft."""
    contract = Contract.objects.select_related("project").get(number="GC-HT-1", subdistrict=place)
    day, later = date(2022, 3, 10), date(2022, 4, 1)
    first = heard(contract, failed(held_on=day, mend_by=later))
    acceptances.publish(acceptances.sign(first, by=audit.SYSTEM), by=audit.SYSTEM)
    acceptances.add(contract, paper(held_on=day, conclusion="mended"), by=audit.SYSTEM)


def pages() -> list[str]:
    """Of what `stand` has laid out: the paper, how it is written, and how people are heard and may read it."""
    done, draft = Acceptance.objects.order_by("number")
    own = [f"/acceptances/{done.pk}/", f"/acceptances/{draft.pk}/writing/", f"/acceptances/{draft.pk}/opinions/link/"]
    own += [f"/acceptances/{draft.pk}/opinions/"]
    return [*own, f"/opinions/{code_of(draft)}/", "/published/acceptances/", f"/published/acceptances/{done.pk}/"]


def by_name() -> dict[str, int | str]:
    """The acceptances by what the tables of the tests call them, and the links to the opinions on them."""
    found: dict[str, int | str] = {}
    for one in Acceptance.objects.select_related("contract__project"):
        name = f"{one.contract.project.number}-acceptance-{one.number}"
        found |= {name: one.pk, f"{name}-link": code_of(one)}
        found |= {f"{name}-opinion": each.pk for each in one.opinions.all()}
    return found
