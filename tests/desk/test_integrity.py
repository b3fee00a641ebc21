"""`guihua check-integrity`: what the records promise, and that whatever breaks it past the verbs is found."""

import pytest
from django.core.management import CommandError, call_command

from guihua.commissioning.models import (
    BudgetLine,
    Domain,
    Instalment,
    Project,
)
from guihua.core import audit, clock
from guihua.core.promises import kept
from guihua.delivery.models import Attendance, Codename, DutyShift, Session, Withdrawal
from guihua.desk import promises
from guihua.directory.actions import details, users
from guihua.directory.models import Grant, Membership, Organisation, Person, PersonGram, Subdistrict, User
from guihua.reporting import store
from guihua.reporting.actions import editions, facts
from guihua.reporting.book import open_book
from guihua.reporting.models import DirtyMonth, Edition
from tests.desk import broken_files as files
from tests.desk import broken_money as money
from tests.factories.closing import closed

pytestmark = pytest.mark.django_db
STRANGE_ID = "4f1c6b0e-0000-4000-8000-000000000001"


def broken():
    """By the code of each promise that is broken, the sentences that say what breaks it."""
    found = {one.code: kept(one) for one in promises.every()}
    return {code: one.sentences for code, one in found.items() if one.broken}


@pytest.fixture
def whole(everybody):
    """Two sub-districts with papers, photos, codenames and merged people; 榕声's March is closed, the report published."""
    closed(everybody.place)
    book = open_book(everybody.place.code)
    editions.publish(everybody.place, 2022, generation=book.generation, by=User.objects.get(username="office"))
    return everybody.place


def person(name):
    return Person.objects.filter(name=name).order_by("pk").first()


def tea():
    return Session.objects.get(code="A1", project__number="GC-1")


def test_what_went_through_the_verbs_keeps_every_promise(whole, capsys):
    assert broken() == {}
    call_command("check_integrity")
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines[:-1]] == ["✓"] * len(list(promises.every()))
    assert "✓ 活动照片都在、都打得开：2" in lines
    assert lines[-1] == "审计记录另由 guihua verify-audit 核对。"


@pytest.mark.parametrize(
    ("breaks", "code", "sentence"),
    [
        (
            lambda: Instalment.objects.filter(position=1).update(amount_fen=1),
            "contract_sums",
            "合同 GC-HT-1：分期付款合计 200200.01 元，合同金额 286000.00 元。",
        ),
        (
            lambda: BudgetLine.objects.filter(category__name="人员费用").update(amount_fen=1),
            "contract_sums",
            "合同 GC-HT-1：预算合计 86000.01 元，合同金额 286000.00 元。",
        ),
        (
            lambda: BudgetLine.objects.filter(category__name="项目活动费").update(spent_fen=1),
            "budget_use",
            "合同 GC-HT-1「项目活动费」：已用或调剂与明细不符。",
        ),
    ],
)
def test_sums_of_a_contract_that_do_not_meet_are_found(whole, breaks, code, sentence):
    breaks()
    assert broken() == {code: [sentence]}


def test_the_command_names_what_is_broken_and_is_refused(whole, capsys):
    Session.objects.filter(pk=tea().pk).update(month=202204)
    with pytest.raises(CommandError, match="有 4 条承诺没有守住。"):
        call_command("check_integrity")
    told = capsys.readouterr().out
    assert f"    Session {tea().pk}：日期是 2022-03-05，却算在 202204。\n" in told


def test_of_many_breaches_twenty_are_told_and_the_others_counted(whole, capsys):
    PersonGram.objects.all().delete()
    people = Person.objects.exclude(data_key=b"").count()
    assert people > 1
    for n in range(25 - people):
        twin = person("张晓丽")
        twin.pk, twin.id_index, twin.handle_index = None, None, bytes([n]) * 32
        twin.save()
    with pytest.raises(CommandError):
        call_command("check_integrity")
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("✗ 每个人都按自己的号码和姓名查得到：25，不符 25")
    assert (lines[at + 21], lines[at + 22][0]) == ("    还有 5 处。", "✓")


def test_a_sample_opens_fewer_and_counts_the_rest_of_the_promises_whole(whole):
    by_code = {one.code: one for one in promises.every()}
    assert kept(by_code["people_indexes"], sample=2).looked_at < kept(by_code["people_indexes"]).looked_at
    assert kept(by_code["counted_once"], sample=2).looked_at == kept(by_code["counted_once"]).looked_at


def counted_twice(_place):
    Attendance.objects.create(session=tea(), person=person("张晓丽"), part="worker", count=0)


def codename_elsewhere(_place):
    Attendance.objects.create(session=tea(), codename=Codename.objects.first(), part="worker", count=1)


def name_in_confidence(_place):
    talk = Session.objects.get(code="B1", project__number="GC-2")
    Attendance.objects.create(session=talk, person=person("张晓丽"), part="worker", count=1)


def came_back(place):
    Session.objects.filter(pk=tea().pk).update(sent_as=STRANGE_ID)
    Withdrawal.objects.create(
        subdistrict=place, code="A1", day=tea().day, month=202203, sent_as=STRANGE_ID, at=tea_at(), why="重记"
    )


def tea_at():
    return User.objects.first().joined_at


def row_edited(_place):
    Project.objects.filter(number="GC-1").update(amount_fen=1)


def elsewhere(place):
    foreign = Organisation.objects.exclude(subdistrict=place).first()
    Project.objects.get(number="GC-1").organisations.add(foreign)


def another_phone(_place):
    Person.objects.filter(pk=person("张晓丽").pk).update(phone_index=bytes(32))


def another_handle(_place):
    Person.objects.filter(pk=person("何一").pk).update(handle_index=bytes(32))


def another_codename(_place):
    Codename.objects.filter(pk=Codename.objects.first().pk).update(handle_index=bytes(32))


def merged_twice(_place):
    """何一 points at 何四, who stands behind 何三."""
    Person.objects.filter(pk=person("何一").pk).update(merged_into=person("何四"))


def merged_codename(_place):
    one = Codename.objects.first()
    other = Domain.objects.exclude(pk=one.domain_id).filter(subdistrict=one.subdistrict).first()
    twin = Codename.objects.create(
        subdistrict=one.subdistrict, domain=other, code="匿9", handle_index=bytes(32), data_key=b"", name=b""
    )
    Codename.objects.filter(pk=one.pk).update(merged_into=twin)


def role_without_appointment(place):
    Membership.objects.create(
        user=User.objects.get(username="nobody"), subdistrict=place, role="leader", since=clock.today()
    )


def role_that_came_back(_place):
    held = Membership.objects.get(user__username="leader")
    users.dismiss(held, by=audit.SYSTEM)
    Membership.objects.filter(pk=held.pk).update(until=None)


def grant_of_nobody(_place):
    grant = Grant.objects.filter(user__username="worker").first()
    Grant.objects.filter(pk=grant.pk).update(object_id=Project.objects.get(number="GC-3").pk)


def disabled_past_the_verb(_place):
    User.objects.filter(username="partner").update(is_active=False)


def heads_after_the_close(_place):
    heads = Attendance.objects.filter(session=tea(), person=None, codename=None)
    heads.update(count=31)


def another_row_in_its_place(_place):
    """As many, of as many minutes: only the keys tell that it is not the session that was counted."""
    shift = DutyShift.objects.order_by("pk").first()
    DutyShift.objects.filter(pk=shift.pk).delete()
    shift.pk = shift.pk + 1000
    shift.save(force_insert=True)


def facts_gone(place):
    folder = store.folder(place.code)
    next((folder / "session").glob("202203-*")).unlink()


def manifest_damaged(place):
    (store.folder(place.code) / "manifest.json").write_text("{")


def published_anew(_place):
    edition = Edition.objects.get()
    Edition.objects.filter(pk=edition.pk).update(passages={"opening": "一切都好。"})


@pytest.mark.parametrize(
    ("change", "promises_broken"),
    [
        (counted_twice, {"counted_once"}),
        (codename_elsewhere, {"own_register", "facts", "closed_months"}),
        (name_in_confidence, {"own_register", "facts", "closed_months"}),
        (came_back, {"sent_once"}),
        (row_edited, {"versions", "facts", "contract_sums"}),
        (elsewhere, {"projects_one_place", "versions"}),
        (another_phone, {"people_indexes"}),
        (another_handle, {"people_indexes"}),
        (another_codename, {"codename_indexes"}),
        (merged_twice, {"people_merged"}),
        (merged_codename, {"codenames_merged", "facts"}),
        (role_without_appointment, {"roles"}),
        (role_that_came_back, {"roles"}),
        (grant_of_nobody, {"grants"}),
        (disabled_past_the_verb, {"sign_ins"}),
        (files.photo_gone, {"photos"}),
        (files.photo_of_another_key, {"photos"}),
        (files.photo_of_a_story_scratched, {"photos"}),
        (files.photo_of_another_session_in_a_story, {"stories"}),
        (files.paper_gone, {"papers"}),
        (files.paper_scratched, {"papers"}),
        (files.voucher_scratched, {"vouchers"}),
        (files.archived_removed, {"archives_kept", "search_texts"}),
        (files.proposal_file_gone, {"proposal_files"}),
        (files.bid_of_another_price, {"proposals_as_opened"}),
        (files.import_gone, {"files"}),
        (files.upper_form_gone, {"upper_forms"}),
        (files.strange_data_key, {"data_keys", "photos"}),
        (files.changed_data_key, {"data_keys", "photos"}),
        (heads_after_the_close, {"closed_months", "facts", "progress"}),
        (another_row_in_its_place, {"facts"}),
        (facts_gone, {"facts"}),
        (manifest_damaged, {"facts"}),
        (published_anew, {"editions"}),
        *files.TOLD,
        (money.line_spent, {"budget_use"}),
        (money.rules_rewritten, {"rules_as_published", "search_texts"}),
        (money.awarded_past_the_verb, {"awards"}),
        *money.OF_PROJECTS,
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_whatever_is_changed_past_the_verbs_breaks_just_these_promises(whole, change, promises_broken):
    change(whole)
    assert broken().keys() == promises_broken


def test_every_promise_is_broken_by_one_of_these_or_by_a_month():
    marks = test_whatever_is_changed_past_the_verbs_breaks_just_these_promises.pytestmark
    told = {code for _change, codes in marks[0].args[1] for code in codes} | {"months"}
    assert told == {one.code for one in promises.every()}


def test_a_fact_is_told_by_its_project_and_month(whole):
    heads_after_the_close(whole)
    (told,) = broken()["facts"]
    assert told.partition("：")[0] == "桂城街道 202203 参与（GC-1 served）"


def test_what_waits_to_be_counted_is_no_breach_until_it_is_counted(whole):
    heads_after_the_close(whole)
    facts.mark_dirty(whole, {202203})
    assert "facts" not in broken()
    facts.refresh(Subdistrict.objects.get(pk=whole.pk))
    assert (DirtyMonth.objects.count(), "facts" in broken()) == (0, False)


def test_a_correction_of_a_name_breaks_nothing(whole):
    """何一 is met as they were, and found by what they are called now."""
    one, office = person("何一"), User.objects.get(username="office")
    said = details.details(one)
    told = details.Details("何壹", "13600136009", "", said.born_on, "female", said.community)
    details.correct(one, told, seen=details.version_of(one), by=office)
    assert broken() == {}
