"""Until the seals are broken nobody but its own provider learns of a proposal: door by door. Of another's, no provider ever."""

from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.urls import reverse

from guihua.commissioning.actions import calls, procurements, proposals
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Proposal, ProposalFile
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.directory.models import Role, User
from guihua.directory.models.users import OVERSEERS
from tests.factories.accounts import account
from tests.factories.calls import DEADLINE, PLAN, moment, providers, published, watch, written
from tests.factories.purchases import take

__all__ = ["account", "watch"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watch")]
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
PAPER = Content(".pdf", b"%PDF-1.7\nsealed")


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"


@pytest.fixture
def at(client, account, programme):
    """The browser of somebody in a role; a manager's is of the provider that is named."""

    def by(role, organisation=None):
        name = f"{role}{organisation.pk if organisation else ''}"
        found = User.objects.filter(username=name).first()
        user = found or account(name, role, name="程守一", phone="", organisation=organisation)
        client.force_login(user, backend=BACKEND)
        return client

    return by


@pytest.fixture
def sent(programme, at):
    """Two providers have sent theirs by their managers, the first with a paper."""
    call = published(programme)
    made = []
    for one, yuan in zip(providers(programme), (198_765, 187_654), strict=True):
        at(Role.MANAGER, one)
        draft = written(call, one, yuan)
        proposals.add_file(draft, "榕声业绩", "", PAPER, by=audit.SYSTEM)
        made.append(proposals.submit(draft, by=User.objects.get(username=f"manager{one.pk}")))
    return made


def told_at(client, *addresses):
    """What the pages say together."""
    return "".join(client.get(one).content.decode() for one in addresses)


def doors(call):
    return ["/calls/", "/calls/?q=邻里", f"/calls/{call.pk}/", f"/projects/{call.procurement.project_id}/buying/"]


def own_pages(one):
    return [f"/proposals/{one.pk}/", f"/proposals/{one.pk}/writing/", f"/proposals/files/{one.files.get().pk}/"]


def test_before_the_seals_are_broken_those_who_oversee_learn_how_many_came_in_and_nothing_else(sent, at):
    for role in (Role.OFFICE, Role.AUDITOR):
        browser = at(role)
        assert [browser.get(page).status_code for one in sent for page in own_pages(one)] == [404] * 6
        said = told_at(browser, *doors(sent[0].call))
        assert "收到 2 份" in said
        assert [one for one in ("榕声社会", "向阳社会", "198,765", "187,654", "榕声业绩", PLAN) if one in said] == []
    for role in OVERSEERS:
        at(role)
        assert Proposal.objects.visible_to(User.objects.get(username=role)).count() == 0


def test_after_the_deadline_too_until_the_office_breaks_the_seals(sent, at, watch):
    watch(DEADLINE)
    assert [at(Role.OFFICE).get(own_pages(one)[0]).status_code for one in sent] == [404, 404]
    at(Role.OFFICE).post(f"/calls/{sent[0].call_id}/unsealing/")
    assert [at(Role.OFFICE).get(own_pages(one)[0]).status_code for one in sent] == [200, 200]
    said = told_at(at(Role.OFFICE), *doors(sent[0].call))
    assert [one for one in ("榕声社会", "向阳社会", "198,765", "187,654") if one not in said] == []


def test_the_trail_names_nobody_before_and_everybody_after(sent, at, watch):
    mine = AuditRow.objects.get(action="proposal.submitted", object_id=sent[0].pk)
    trail, deed = reverse("desk:trail"), reverse("desk:deed", args=[mine.pk])
    for about in ("", "?about=every", f"?actor={mine.actor_id}", "?noun=proposal"):
        assert "响应方案：提交" not in told_at(at(Role.AUDIT), trail + about)
    assert at(Role.AUDIT).get(deed).status_code == 404
    watch(DEADLINE)
    calls.unseal(sent[0].call, by=audit.SYSTEM)
    assert "响应方案：提交" in told_at(at(Role.AUDIT), trail)
    assert at(Role.AUDIT).get(deed).status_code == 200


def test_a_draft_that_was_never_sent_stays_its_provider_s_own(programme, at, watch):
    draft = written(published(programme), providers(programme)[0])
    watch(DEADLINE)
    calls.unseal(draft.call, by=audit.SYSTEM)
    assert at(Role.OFFICE).get(f"/proposals/{draft.pk}/").status_code == 404
    assert "响应方案：开始" not in told_at(at(Role.AUDIT), reverse("desk:trail"))
    assert at(Role.MANAGER, draft.organisation).get(f"/proposals/{draft.pk}/").status_code == 200


def test_no_provider_reads_another_s_before_or_after_the_award(sent, at, watch):
    first, second = sent
    found = []

    def look():
        browser = at(Role.MANAGER, second.organisation)
        found.append([browser.get(page).status_code for page in own_pages(first)])
        said = told_at(
            browser, "/calls/", f"/calls/{first.call_id}/", f"/proposals/{second.pk}/", "/search/?q=榕声", "/inbox/"
        )
        found.append([one for one in ("198,765", "收到", "榕声业绩.pdf") if one in said])

    look()
    watch(DEADLINE)
    calls.unseal(first.call, by=audit.SYSTEM)
    look()
    awarded(first, watch)
    look()
    assert found == [[404, 404, 404], []] * 3


def awarded(proposal, watch):
    """It wins; two bids suffice for the framework agreement that this was."""
    procurement, bid = proposal.call.procurement, Proposal.objects.get(pk=proposal.pk).bid
    procurement.method.valid = procurement.method.panel = procurement.method.experts = 0
    procurement.method.save()
    watch(moment(3, 4))
    take(procurement, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(bid, reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)


def test_on_the_disk_a_paper_is_sealed_and_named_by_nothing(sent, settings):
    lying = [path for path in settings.GUIHUA_UPLOADS.rglob("*") if path.is_file()]
    assert len(lying) == 2
    assert [path for path in lying if b"sealed" in path.read_bytes() or "榕声" in path.name] == []


def test_a_withdrawn_call_is_opened_by_nobody(sent, at, watch):
    calls.withdraw(sent[0].call, why="要求写错了", by=audit.SYSTEM)
    watch(DEADLINE)
    assert at(Role.OFFICE).post(f"/calls/{sent[0].call_id}/unsealing/").status_code == 409
    assert at(Role.OFFICE).get(f"/proposals/{sent[0].pk}/").status_code == 404
    assert ProposalFile.objects.visible_to(User.objects.get(username="office")).count() == 0


def test_what_a_proposal_says_lies_in_the_database_under_seal(programme, sent):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM commissioning_proposal")
        rows = [bytes(value) for row in cursor.fetchall() for value in row if isinstance(value, bytes | memoryview)]
        cursor.execute("SELECT * FROM commissioning_proposal")
        texts = [value for row in cursor.fetchall() for value in row if isinstance(value, str)]
    own = Proposal.objects.order_by("pk").first()
    assert own.plan
    assert [own.plan.encode() in row for row in rows] == [False] * len(rows)
    assert [own.plan in text for text in texts] == [False] * len(texts)
    other = Proposal.objects.order_by("pk").last()
    other.sealed_plan = own.sealed_plan
    with pytest.raises(InvalidTag):
        _ = other.plan
