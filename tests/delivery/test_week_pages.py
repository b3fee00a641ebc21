"""One's own week, what may be mended in it, photos of sessions, and shifts by hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from guihua.core import audit
from guihua.delivery.actions import closes, recording
from guihua.delivery.models import DutyShift, LateChange, Session, SessionPhoto, Withdrawal
from tests.commissioning.test_papers import photo
from tests.delivery.test_entry_pages import text, typed
from tests.delivery.test_recording import worker, works_on
from tests.factories.accounts import account
from tests.factories.entries import entry, present, project

__all__ = ["account", "worker"]
pytestmark = pytest.mark.django_db
WEEK = "/record/week/?day=2022-05-06"


def month_closed(month):
    whose = project().provider
    closes.close(whose.subdistrict, month, whose, by=audit.SYSTEM)


@pytest.fixture
def desk(client, worker):
    client.force_login(worker)
    return client


@pytest.fixture
def tea(worker):
    return recording.record(project(), entry(roster=present("张晓丽"), head_count=4), by=worker)


def test_a_week_shows_each_day_what_was_held_and_what_it_lacks(desk, tea, worker):
    recording.record(project(), entry(activity="入户探访", form="visit", community=None), by=worker)
    answer = desk.get(WEEK)
    held = {one.day.isoformat(): [str(s) for s in one.sessions] for one in answer.context["days"] if one.sessions}
    assert held == {"2022-05-06": ["围炉茶话", "入户探访"]}
    assert (answer.context["held"], answer.context["lacking"]) == (2, 1)
    assert "没有参与记录" in text(answer)
    assert "没有社区" in text(answer)


def test_a_week_is_ones_own(client, tea, account):
    client.force_login(works_on(account, "heqing", "何清", "GC-2"))
    assert client.get(WEEK).context["held"] == 0


def test_a_session_is_corrected_on_the_page_it_was_entered_on(desk, tea):
    address = reverse("delivery:session_correcting", args=[tea.pk])
    page = desk.get(address)
    assert (page.context["form"]["head_count"].value(), page.context["ticking"].count) == (4, 1)
    said = typed(who=[present("张晓丽")[0].who], head_count="5", seen="0", place="党群服务中心")
    said["community"] = tea.community_id
    assert desk.post(address, said).context["form"].errors["why"] == ["请写明原因。"]
    desk.post(address, said | {"why": "数错了"})
    assert list(tea.corrections.values_list("field", "old", "new", "why")) == [("count", "4", "5", "数错了")]


def test_somebody_who_was_there_in_two_parts_stays_so_after_a_correction(desk, worker):
    both = present("张晓丽") + present("张晓丽", part="volunteer")
    held = recording.record(project(), entry(roster=both), by=worker)
    address = reverse("delivery:session_correcting", args=[held.pk])
    ticked = [one.value for one in desk.get(address).context["offered"].rows if one.is_ticked]
    said = typed(who=ticked, minutes="60", why="时长写错了", place="党群服务中心", community=held.community_id)
    desk.post(address, said)
    assert list(held.corrections.values_list("field", flat=True)) == ["minutes"]
    assert set(held.attendances.values_list("part", flat=True)) == {"served", "volunteer"}


def test_a_session_is_taken_back_with_a_reason(desk, tea):
    address = reverse("delivery:session_withdrawing", args=[tea.pk])
    assert (desk.post(address, {"why": ""}).status_code, Session.objects.filter(pk=tea.pk).count()) == (422, 1)
    desk.post(address, {"why": "没有办成"})
    assert (Withdrawal.objects.get().why, Session.objects.filter(pk=tea.pk).count()) == ("没有办成", 0)


def sent(client, session, *files):
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("delivery:photo_adding", args=[session.pk]), {"photos": given})


def test_photos_are_kept_without_where_they_were_taken_and_go_with_the_session(desk, tea, worker, tmp_path):
    sent(desk, tea, ("一.jpg", photo()), ("二.png", photo("PNG")))
    one, two = SessionPhoto.objects.filter(session=tea)
    answer = desk.get(reverse("delivery:photo", args=[one.pk]))
    (tmp_path / "shown.jpg").write_bytes(answer.content)
    with Image.open(tmp_path / "shown.jpg") as shown:
        assert dict(shown.getexif()) == {}
    assert (answer["Content-Type"], two.suffix) == ("image/jpeg", ".png")
    recording.withdraw(tea, by=worker, why="没有办成")
    assert not SessionPhoto.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名单.pdf", b"%PDF-1.7 ...", "这里只收 JPG 或 PNG 照片。"),
        ("照片.jpg", b"MZ not a photo", "文件里的内容不是 jpg，可能改过扩展名，或者已经损坏。"),
    ],
)
def test_what_is_no_photo_is_not_taken(desk, tea, name, content, sentence):
    answer = sent(desk, tea, (name, content))
    assert (answer.status_code, answer.context["form"].errors["photos"]) == (422, [sentence])
    assert not SessionPhoto.objects.exists()


def shift(**said):
    usual = {"project": project().pk, "task": "卡口值守", "name": "陈静", "phone": "13600136009", "day": "2022-05-06"}
    return usual | {"starts_at": "22:00", "ends_at": "06:00", "deed": "save"} | said


def test_a_shift_by_hand_that_ends_after_midnight_lasts_till_the_morning(desk):
    desk.post(reverse("delivery:shift_adding"), shift())
    held = DutyShift.objects.get(task="卡口值守")
    assert (held.minutes, held.month, held.batch, held.person.name) == (480, 202205, None, "陈静")
    desk.post(reverse("delivery:shift_adding"), shift(ends_at="05:00"))
    assert list(held.corrections.values_list("field", "old", "new", "why")) == [("minutes", "480", "420", "手工登记")]


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"day": "2100-01-01"}, "day", "这一天还没有到。开展以后再登记。"),
        ({"ends_at": "22:00"}, "ends_at", "结束时间不能和开始时间一样。"),
        ({"phone": ""}, "phone", "请写手机，才知道是哪一位。"),
    ],
)
def test_what_is_wrong_with_a_shift_stands_at_its_field(desk, said, field, sentence):
    answer = desk.post(reverse("delivery:shift_adding"), shift(**said))
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])


def test_in_a_closed_month_a_shift_is_asked_why_and_kept_with_the_reason(desk):
    """With the reason it is a late change, as a session is."""
    month_closed(202205)
    answer = desk.post(reverse("delivery:shift_adding"), shift())
    assert answer.status_code == 422
    assert answer.context["form"].errors["day"] == ["2022 年 5 月已经结账。要改，请写明原因，作为结账后的更正。"]
    assert "为什么现在才登记" in text(answer)
    answer = desk.post(reverse("delivery:shift_adding"), shift(why=""))
    assert (answer.status_code, answer.context["form"].errors) == (422, {"why": ["请写明原因。"]})
    desk.post(reverse("delivery:shift_adding"), shift(why="漏记一班"))
    assert (LateChange.objects.get().why, DutyShift.objects.filter(task="卡口值守").count()) == ("漏记一班", 1)


def test_who_corrects_or_withdraws_is_told_before_that_the_month_is_closed(desk, tea):
    pages = [reverse(f"delivery:{name}", args=[tea.pk]) for name in ("session_correcting", "session_withdrawing")]
    assert [("2022 年 5 月已经结账" in text(desk.get(page))) for page in pages] == [False, False]
    month_closed(202205)
    assert [("2022 年 5 月已经结账" in text(desk.get(page))) for page in pages] == [True, True]
    assert "申请重新开放" not in text(desk.get(pages[0]))  # a worker cannot


def test_a_shift_of_a_colleagues_project_cannot_be_chosen(desk):
    answer = desk.post(reverse("delivery:shift_adding"), shift(project=project("GC-3").pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["project"])


def test_who_may_add_no_photos_to_a_session_is_led_to_none(client, worker, account):
    """Of a confidential domain its own workers alone do."""
    colleague = works_on(account, "heqing", "何清", "GC-2")
    client.force_login(account("manager", "manager", phone="", organisation=project("GC-2").provider))
    pages = {}
    for number, by in (("GC-1", worker), ("GC-2", colleague)):
        session = recording.record(project(number), entry(head_count=4), by=by)
        pages[number] = client.get(f"/sessions/{session.pk}/").content.decode(), session
    ways = {number: reverse("delivery:photo_adding", args=[one.pk]) in page for number, (page, one) in pages.items()}
    assert ways == {"GC-1": True, "GC-2": False}
