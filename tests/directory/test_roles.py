"""Each role is held at its kind of place, and the three administrators are three people."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Community, Membership, Organisation, Role
from guihua.directory.models.users import ADMINISTRATORS
from tests.factories.accounts import account

__all__ = ["account"]
pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 31)


@pytest.fixture
def lin(account):
    """林志远, who holds nothing yet."""
    return account("linzhiyuan", None, name="林志远", phone="")


def refused(user, role, place, **where):
    with pytest.raises(Refused) as told:
        users.appoint(user, role, place, by=audit.SYSTEM, **where)
    return told.value.sentence


def test_a_secretary_is_one_of_a_community_and_a_partner_one_of_an_organisation(lin, programme):
    community, school = Community.objects.all()[0], Organisation.objects.get(name="怡水小学")
    assert refused(lin, Role.SECRETARY, programme) == "社区书记要写明是哪个社区的，其他角色不写社区。"
    assert refused(lin, Role.LEADER, programme, community=community) == "社区书记要写明是哪个社区的，其他角色不写社区。"
    needs = "机构负责人、社工和合作单位的人要写明是哪家机构的，其他角色不写机构。"
    assert refused(lin, Role.PARTNER, programme) == needs
    assert refused(lin, Role.COMMITTEE, programme, organisation=school) == needs
    users.appoint(lin, Role.SECRETARY, programme, by=audit.SYSTEM, community=community)
    users.appoint(lin, Role.PARTNER, programme, by=audit.SYSTEM, organisation=school)
    assert list(lin.memberships.order_by("pk").values_list("role", "community__name", "organisation__name")) == [
        ("secretary", community.name, None),
        ("partner", None, "怡水小学"),
    ]


def test_a_provider_is_no_partner_of_its_own_programme(lin, programme):
    provider = Organisation.objects.get(kind="provider")
    told = refused(lin, Role.PARTNER, programme, organisation=provider)
    assert told == "「榕声社会工作服务中心」是社工机构，不能作为合作单位。"


def test_only_a_provider_has_a_manager_and_social_workers(lin, programme):
    school = Organisation.objects.get(name="怡水小学")
    told = "「怡水小学」是学校，没有机构负责人和社工。请选社工机构或社会组织；它真的承接项目，就先改机构类型。"
    assert [refused(lin, role, programme, organisation=school) for role in (Role.MANAGER, Role.WORKER)] == [told, told]


def test_a_social_organisation_runs_one_project_and_is_a_partner_of_another(lin, programme):
    school = Organisation.objects.get(name="怡水小学")
    Organisation.objects.filter(pk=school.pk).update(kind="social", school_nature="", school_stage="")
    school.refresh_from_db()
    for role in (Role.WORKER, Role.PARTNER):
        users.appoint(lin, role, programme, by=audit.SYSTEM, organisation=school)
    assert sorted(lin.memberships.values_list("role", flat=True)) == ["partner", "worker"]


def test_the_database_lets_no_role_stand_where_it_does_not_belong(lin, programme):
    community, school = Community.objects.all()[0], Organisation.objects.get(name="怡水小学")
    places = [{}, {"community": community}, {"organisation": school}, {"community": community, "organisation": school}]
    kept = []
    for role in Role:
        for n, place in enumerate(places):
            try:
                with transaction.atomic():
                    Membership.objects.create(
                        user=lin, subdistrict=programme, role=role, since=TODAY, until=TODAY, **place
                    )
                kept.append((role.value, n))
            except IntegrityError:
                continue
    assert dict(kept) == {role.value: 0 for role in Role} | {
        "secretary": 1,
        "manager": 2,
        "worker": 2,
        "partner": 2,
    }
    assert len(kept) == len(Role)


@pytest.mark.parametrize(("held", "wanted"), [(a, b) for a in ADMINISTRATORS for b in ADMINISTRATORS if a != b])
def test_the_three_administrators_exclude_each_other(lin, programme, held, wanted):
    users.appoint(lin, held, programme, by=audit.SYSTEM)
    told = refused(lin, wanted, programme)
    assert told == f"林志远已经是{held.label}。系统、安全和审计管理员要由不同的人担任。"
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=lin, subdistrict=programme, role=wanted, since=TODAY)


def test_who_has_laid_down_one_post_may_take_up_another(lin, programme):
    users.dismiss(users.appoint(lin, Role.SYSTEM, programme, by=audit.SYSTEM), by=audit.SYSTEM)
    users.appoint(lin, Role.AUDIT, programme, by=audit.SYSTEM)
    assert [one.role for one in lin.memberships.filter(until=None)] == ["audit"]
