"""A project that nobody provides yet breaks no promise: it is of its own sub-district, and not in the account."""

import pytest

from guihua.core.promises import kept
from guihua.desk import promises
from guihua.reporting.actions import facts
from tests.factories import purchases

pytestmark = pytest.mark.django_db


def test_a_planned_project_breaks_no_promise(programme):
    purchases.project(programme)
    facts.refresh(programme)
    assert [one.code for one in promises.every() if kept(one).broken] == []
