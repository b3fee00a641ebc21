"""Somebody speaks while an acceptance is signed, on PostgreSQL; and what would be without the lock."""

import pytest

from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.models import Acceptance, AcceptanceVersion, UserOpinion
from guihua.core import audit
from guihua.core.refusal import Refused
from tests.factories.acceptances import heard, opinion
from tests.factories.contracts import contract
from tests.factories.meeting import both

__all__ = ["contract"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def sign_and_speak(contract, monkeypatch):
    found = heard(contract)
    raised = both(
        lambda: acceptances.sign(found, by=audit.SYSTEM),
        lambda: opinions.hear(found, opinion(2)),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    return [[type(wrong) for wrong in one] for one in raised]


def counted():
    return AcceptanceVersion.objects.get().paper["opinions"], UserOpinion.objects.count()


def test_what_is_said_while_it_is_signed_is_refused_and_the_paper_counts_what_there_is(contract, monkeypatch):
    assert sign_and_speak(contract, monkeypatch) == [[], [Refused]]
    assert counted() == (1, 1)


def test_without_the_lock_the_signed_paper_would_count_one_too_few(contract, monkeypatch):
    rows = Acceptance.objects.select_related("contract__project__domain")
    for verbs in (acceptances, opinions):
        monkeypatch.setattr(verbs, "locked", lambda acceptance: rows.get(pk=acceptance.pk))
    assert sign_and_speak(contract, monkeypatch) == [[], []]
    assert counted() == (1, 2)
