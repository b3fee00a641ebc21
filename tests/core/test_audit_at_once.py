"""Writers and sealers at the same time, on PostgreSQL, where they really are."""

import threading

import pytest
from django.db import IntegrityError, transaction

from guihua.core import audit
from guihua.core.audit import sealing
from guihua.core.models import AuditRow, AuditSeal
from tests.factories.at_once import PATIENCE, at_work, until_somebody_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def test_a_row_that_is_committed_late_stands_in_a_later_block(guicheng):
    is_written, may_commit = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            audit.record("tea.held", None, by=audit.SYSTEM)
            is_written.set()
            assert may_commit.wait(PATIENCE)

    audit.seal_committed()
    with at_work(write) as raised:
        assert is_written.wait(PATIENCE)
        audit.record("tea.over", None, by=audit.SYSTEM)
        assert audit.seal_committed() == 1
        may_commit.set()
    assert raised == []
    assert audit.seal_committed() == 1
    rows = [AuditRow.objects.get(action=action) for action in ("tea.held", "tea.over")]
    assert rows[0].pk < rows[1].pk
    assert rows[0].seal.block_id > rows[1].seal.block_id
    assert audit.first_misfit() is None


def two_sealers(monkeypatch):
    """The second starts while the first has read its rows and not yet committed its block."""
    has_read, may_write, digest = threading.Event(), threading.Event(), sealing.digest_of
    slow = []

    def slowly(*words):
        if not slow:
            slow.append(True)
            has_read.set()
            assert may_write.wait(PATIENCE)
        return digest(*words)

    monkeypatch.setattr(sealing, "digest_of", slowly)
    with at_work(audit.seal_committed) as first:
        assert has_read.wait(PATIENCE)
        with at_work(audit.seal_committed) as second:
            until_somebody_waits(or_it=AuditSeal.objects.exists)
            may_write.set()
    return [*first, *second]


def test_two_sealers_make_one_chain(guicheng, monkeypatch):
    assert two_sealers(monkeypatch) == []
    assert AuditSeal.objects.count() == AuditRow.objects.count()
    assert audit.first_misfit() is None


def test_without_their_lock_they_would_not(guicheng, monkeypatch):
    monkeypatch.setattr(sealing, "_wait_for_other_sealers", lambda: None)
    raised = two_sealers(monkeypatch)
    assert [type(wrong) for wrong in raised] == [IntegrityError]
