"""Where somebody holds which role is put into SQL once, and asked anew within each question."""

import pytest

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.inner import Inner
from guihua.directory.actions import users
from guihua.directory.models import Membership, Role
from guihua.directory.models.users import subdistricts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(guicheng):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, guicheng, by=audit.SYSTEM)
    return user


def test_the_same_question_has_another_answer_once_the_role_is_gone(officer, guicheng):
    asked = Membership.objects.filter(subdistrict__in=subdistricts_of(officer, Role.OFFICE))
    before = asked.count()
    Membership.objects.all().delete()
    assert (before, asked.count(), list(subdistricts_of(officer, Role.OFFICE))) == (1, 0, [])


def test_what_is_narrowed_further_is_another_question(officer, guicheng):
    held = subdistricts_of(officer)
    none = held.filter(role=Role.LEADER)
    assert isinstance(held.resolve_expression(), Inner)
    assert list(Membership.objects.filter(subdistrict__in=none)) == []


def test_no_role_and_another_role_open_nothing(officer, guicheng):
    stranger = users.register("stranger", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
    seen = [Project.objects.overseen_by(who).query.sql_with_params()[1] for who in (officer, stranger)]
    assert seen[0] != seen[1]
    assert list(Membership.objects.filter(subdistrict__in=subdistricts_of(officer, Role.LEADER))) == []
    assert list(Membership.objects.exclude(subdistrict__in=subdistricts_of(officer, Role.OFFICE))) == []
