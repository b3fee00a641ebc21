"""Two who tell of the same event at the same time, on PostgreSQL, where they really do."""

import threading

import pytest
from django.db import transaction

from guihua.core import inbox
from guihua.core.models import Notice
from tests.factories import accounts
from tests.factories.at_once import PATIENCE, at_work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]
account = accounts.account


def both_tell(su, *, keeps):
    """The second tells while the first has told and not yet committed; then the first commits, or takes it back."""
    has_told, may_end = threading.Event(), threading.Event()

    def tell():
        inbox.tell([su], "job.done", event="tea", params={"work": "tea.pour"})

    def tell_and_wait():
        with transaction.atomic():
            tell()
            has_told.set()
            assert may_end.wait(PATIENCE)
            transaction.set_rollback(not keeps)

    with at_work(tell_and_wait) as first:
        assert has_told.wait(PATIENCE)
        with at_work(tell) as second:
            may_end.set()
    assert (first, second) == ([], [])


@pytest.mark.parametrize("keeps", [True, False])
def test_two_who_tell_at_once_tell_once(account, keeps):
    both_tell(account(), keeps=keeps)
    assert Notice.objects.count() == 1
