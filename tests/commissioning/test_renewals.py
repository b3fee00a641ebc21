"""Next year's project starts from this year's: planned, linked both ways, bought like any other."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.actions import indicators, partners, payments, renewals
from guihua.commissioning.calc.terms import in_proportion
from guihua.commissioning.contract_forms import TermsForm
from guihua.commissioning.models import Project, ProjectState, Renewal, Taken
from guihua.commissioning.renewal_forms import RenewalForm
from guihua.commissioning.renewals import promised
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.models import Organisation
from tests.factories.contracts import contract, headings
from tests.factories.everybody import BACKEND
from tests.factories.visits import sides

__all__ = ["contract", "sides"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def office(client, sides):
    client.force_login(sides.office, backend=BACKEND)
    return client


EVENTS = IndicatorLine("events", "社区活动", 20, "场")


def refused(deed, *given, **more):
    with pytest.raises(Refused) as refusal:
        deed(*given, **more)
    return refusal.value.sentence


def renewed(project, *, number="GC-2023-1", takes=tuple(Taken.values), **changes):
    usual = {"name": project.name, "domain": project.domain, "mode": project.mode, "amount_fen": 100_000_00}
    usual |= {"starts_on": date(2023, 1, 1), "ends_on": date(2023, 12, 31)}
    return renewals.renew(project, number=number, takes=takes, **usual | changes, by=audit.SYSTEM)


def test_it_is_planned_with_what_was_chosen_and_nobody_provides_it_yet(contract):
    project = contract.project
    school = Organisation.objects.get(name="怡水小学")
    partners.join(project, school, part="提供场地", since=date(2022, 1, 1), by=audit.SYSTEM)
    indicators.promise(contract, [EVENTS], seen=1, by=audit.SYSTEM)
    new = renewed(project)
    assert (new.state, new.provider, new.year.year) == (ProjectState.PLANNED, None, 2023)
    assert (new.renews.of, project.renewed_by.project) == (project, new)
    assert [str(one) for one in new.communities.all()] == ["桂一社区"]
    (partner,) = new.partners.all()
    assert (partner.organisation, partner.part, partner.since) == (school, "提供场地", date(2023, 1, 1))
    assert promised(new) == [EVENTS]
    said, key = TermsForm(new, None).initial, headings(new.subdistrict)
    assert {name: said[f"b{pk}"] for name, pk in key.items() if f"b{pk}" in said} == {
        "人员费用": 6_993_100,
        "项目活动费": 2_097_900,
        "行政管理费": 909_000,
    }


def test_what_was_not_chosen_stays_behind(contract):
    new = renewed(contract.project, takes=[])
    assert (new.communities.count(), new.partners.count(), promised(new)) == (0, 0, [])


def test_the_same_form_twice_is_one_project_and_one_follows_one(contract):
    new = renewed(contract.project)
    assert renewed(contract.project) == new
    said = "已经有下一年的项目「桂一同行」（GC-2023-1）了。"
    assert refused(renewed, contract.project, number="GC-2023-2") == said
    assert (Renewal.objects.count(), Project.objects.filter(year__year=2023).count()) == (1, 1)


def test_it_begins_after_this_one_and_after_a_poor_grade_for_a_reason_alone(contract):
    project = contract.project
    said = "今年的项目做到 2022-12-31，下一年的要在这以后开始。"
    assert refused(renewed, project, starts_on=date(2022, 12, 31)) == said
    payments.reach(project, "final", on=date(2022, 12, 1), grade="fail", by=audit.SYSTEM)
    said = "末期评估是「不合格」，没有达到「合格」。要续，请写明为什么。"
    assert refused(renewed, project) == said
    assert "why" in RenewalForm(project).fields
    assert renewed(project, why="换一家机构做").renews.why == "换一家机构做"


def test_the_form_offers_the_same_for_the_year_after(contract, office):
    form = RenewalForm(contract.project)
    offered = {name: form.initial[name] for name in ("name", "starts_on", "ends_on", "number")}
    assert offered == {
        "name": "桂一同行",
        "starts_on": date(2023, 1, 1),
        "ends_on": date(2023, 12, 31),
        "number": "",
    }
    page = office.get(reverse("commissioning:project_renewing", args=[contract.project.pk]))
    assert "下一年的项目照规定重新采购，承接机构不带过去。" in page.content.decode()
    new = renewed(contract.project)
    assert "GC-2023-1" in office.get(reverse("desk:project", args=[contract.project.pk])).content.decode()
    assert ">GC-1<" in office.get(reverse("desk:project", args=[new.pk])).content.decode()


@given(st.integers(0, 10**12), st.dictionaries(st.integers(1, 9), st.integers(0, 10**10), max_size=6))
def test_parts_in_proportion_come_to_the_whole(whole, parts):
    found = in_proportion(whole, parts)
    assert sum(found.values()) == (whole if sum(parts.values()) else 0)
    assert all(fen >= 0 for fen in found.values())
