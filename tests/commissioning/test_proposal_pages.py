"""The pages of a provider: it finds the call, writes while the page keeps what it typed, checks, sends, and is told what is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guihua.commissioning.models import Call, Proposal
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.calls import (
    ASKED,
    DEADLINE,
    PLAN,
    STAFF,
    drafted,
    moment,
    providers,
    published,
    values,
    watch,
    written,
)

__all__ = ["account", "watch"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watch")]
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


@pytest.fixture
def manager(account, client, programme):
    own = providers(programme)[0]
    client.force_login(account("manager", Role.MANAGER, phone="", organisation=own), backend=BACKEND)
    return client


@pytest.fixture
def draft(manager, programme):
    manager.post(f"/calls/{published(programme, papers='营业执照').pk}/proposals/new/")
    return Proposal.objects.get()


def typed(proposal, **changes):
    """What the form sends: as the page showed it, with changes."""
    heading = next(iter(values(proposal.subdistrict)["budget"]))
    rows = {"rows": "4", "i1_name": "上门服务", "i1_unit": "人次", "i1_target": "600", f"b{heading}": "200,000"}
    return {"plan": PLAN, "staff": STAFF, **rows, **changes}


def marks(answer):
    return answer.context["form"].hidden_marks


def write(client, proposal, headers=None, **changes):
    seen = marks(client.get(f"/proposals/{proposal.pk}/writing/"))
    return client.post(f"/proposals/{proposal.pk}/writing/", seen | typed(proposal, **changes), headers=headers)


def test_the_office_writes_a_call_and_is_told_at_the_field_what_is_wrong(office, programme):
    draft = drafted(programme)
    address = f"/calls/{draft.pk}/publishing/"
    form = office.post(address, {"deadline": "2022-02-20", "at": "17:00"}).context["form"]
    assert form.errors == {"deadline": ["「提交响应文件截止」最早在 2022-02-24（20 天，《政府采购法》第三十五条）。"]}
    form = office.post(address, {"deadline": "2022-02-31", "at": "25:00"}).context["form"]
    assert list(form.errors) == ["deadline", "at"]
    office.post(address, {"deadline": "2022-02-24", "at": "下午5点"})
    assert Call.objects.get().deadline == DEADLINE


def test_of_two_at_the_office_who_edit_a_draft_the_second_sees_what_the_first_wrote(office, programme):
    address = f"/calls/{drafted(programme).pk}/editing/"
    seen = office.get(address).context["form"].initial["seen"]
    said = {"papers": "营业执照", "deadline": "2022-02-24", "at": "17:00"}
    office.post(address, said | {"asked": "甲写的要求", "seen": seen})
    second = office.post(address, said | {"asked": "乙写的要求", "seen": seen})
    text = second.content.decode()
    assert (second.status_code, "现在写的是：甲写的要求" in text, "乙写的要求" in text) == (422, True, True)
    office.post(address, said | {"asked": "乙写的要求", "seen": second.context["form"]["seen"].value()})
    assert Call.objects.get().asked == "乙写的要求"


def test_a_provider_finds_the_call_with_its_deadline_and_how_its_own_stands(manager, programme):
    call = published(programme)
    said = manager.get("/calls/").content.decode()
    assert [one for one in ("邻里相伴", "2022-02-24 17:00", "征集中", "还没有写") if one not in said] == []
    first = manager.get("/").content.decode()
    assert [one for one in ("邻里相伴", "2022-02-24 17:00 截止", "还没有写") if one not in first] == []
    assert ASKED in manager.get(f"/calls/{call.pk}/").content.decode()
    manager.post(f"/calls/{call.pk}/proposals/new/")
    assert "草稿" in manager.get("/calls/").content.decode()


def test_a_draft_of_the_office_is_no_provider_s(manager, programme):
    call = drafted(programme)
    assert manager.get(f"/calls/{call.pk}/").status_code == 404
    assert "邻里相伴" not in manager.get("/calls/").content.decode()


def test_what_is_typed_is_kept_while_one_types_and_sent_after_a_check(manager, draft):
    kept = write(manager, draft, HTMX)
    assert (kept.status_code, "09:00 已自动保存。" in kept.content.decode()) == (200, True)
    page = manager.get(f"/proposals/{draft.pk}/").content.decode()
    assert [one for one in (PLAN, "200,000", "缺「营业执照」。", "还不能提交") if one not in page] == []
    paper = SimpleUploadedFile("执照.pdf", b"%PDF-1.7\n" + b"x" * 40)
    manager.post(f"/proposals/{draft.pk}/files/new/", {"paper": "营业执照", "file": paper})
    manager.post(f"/proposals/{draft.pk}/submitting/")
    draft.refresh_from_db()
    assert (draft.state, draft.quote_fen, draft.submitted_by.username) == ("submitted", 20_000_000, "manager")


def test_what_is_wrong_in_one_part_keeps_no_other_from_being_saved(manager, draft):
    answer = write(manager, draft, i1_target="很多", plan="每周上门")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["i1_target"])
    assert 'value="很多"' in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.plan, draft.indicators.count()) == ("每周上门", 0)


def test_the_later_of_two_sees_what_the_earlier_wrote_and_loses_nothing(manager, draft):
    page = manager.get(f"/proposals/{draft.pk}/writing/")
    write(manager, draft, plan="甲写的方案", staff="甲写的人员")
    later = typed(draft, plan="乙写的方案", staff="")
    kept = manager.post(f"/proposals/{draft.pk}/writing/", marks(page) | later, headers=HTMX)
    assert "刚刚也改了这里" in kept.content.decode()
    answer = manager.post(f"/proposals/{draft.pk}/writing/", marks(page) | later)
    text = answer.content.decode()
    assert (answer.status_code, "甲写的方案" in text, "乙写的方案" in text) == (409, True, True)
    form = answer.context["form"]
    assert (form.errors["plan"], "其他的已经保存" in text) == (["同事也改了这里。上面是现在写的。"], False)
    left = {"staff": form["staff"].value()}  # which the later had not touched
    manager.post(f"/proposals/{draft.pk}/writing/", marks(answer) | later | left)
    draft.refresh_from_db()
    assert (draft.plan, draft.staff) == ("乙写的方案", "甲写的人员")


def test_after_the_deadline_what_was_typed_stays_in_sight_with_why_it_is_not_saved(manager, draft, watch):
    seen = marks(manager.get(f"/proposals/{draft.pk}/writing/"))
    watch(DEADLINE)
    late = manager.post(f"/proposals/{draft.pk}/writing/", seen | typed(draft, plan="最后一句"))
    said = "征集已在 2022-02-24 17:00 截止，不能再改，也不能再提交。您写的还在，可以看。"
    assert (late.status_code, list(late.context["form"].non_field_errors())) == (409, [said])
    assert "最后一句" in late.content.decode()
    assert said in manager.get(f"/proposals/{draft.pk}/").content.decode()
    assert manager.post(f"/proposals/{draft.pk}/submitting/").status_code == 409


def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(manager, draft):
    fake = SimpleUploadedFile("执照.pdf", b"MZ\x90\x00" * 20)
    form = manager.post(f"/proposals/{draft.pk}/files/new/", {"paper": "营业执照", "file": fake}).context["form"]
    said = "「执照.pdf」没有收下：文件里的内容不是 pdf，可能改过扩展名，或者已经损坏。"
    assert form.errors["file"] == [said]


def test_a_paper_is_read_by_its_provider_and_taken_out_again(manager, draft):
    paper = SimpleUploadedFile("执照.pdf", b"%PDF-1.7\n" + b"x" * 40)
    manager.post(f"/proposals/{draft.pk}/files/new/", {"paper": "营业执照", "file": paper})
    file = draft.files.get()
    assert manager.get(f"/proposals/files/{file.pk}/").content[:8] == b"%PDF-1.7"
    manager.post(f"/proposals/files/{file.pk}/removing/")
    assert draft.files.count() == 0


def test_the_list_asks_as_often_at_one_call_as_at_many(manager, programme, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(60) as queries:
            assert manager.get("/calls/").status_code == 200
        return len(queries)

    written(published(programme), providers(programme)[0])
    few = asked()
    for n in range(10, 16):
        written(published(programme, number=f"GC-{n}"), providers(programme)[0])
    assert asked() == few


def test_the_office_opens_what_came_in_from_the_page_of_the_call(office, programme, watch):
    call = published(programme)
    watch(moment(2, 25))
    assert "开标" in office.get(f"/calls/{call.pk}/").content.decode()
    office.post(f"/calls/{call.pk}/unsealing/")
    call.refresh_from_db()
    assert (call.standing, "一份也没有收到" in office.get(f"/calls/{call.pk}/").content.decode()) == ("unsealed", True)
