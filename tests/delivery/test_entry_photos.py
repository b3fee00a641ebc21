"""Photos come with the session on the page on which it is recorded."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from guihua.core.models import AuditRow
from guihua.delivery.models import Session, SessionPhoto
from tests.commissioning.test_papers import photo
from tests.delivery.test_entry_pages import address, desk, key, text, typed
from tests.delivery.test_recording import worker, works_on
from tests.factories.accounts import account

__all__ = ["account", "desk", "worker"]
pytestmark = pytest.mark.django_db


def picture(name="一.jpg", content=None):
    return SimpleUploadedFile(name, photo() if content is None else content)


def test_photos_are_saved_with_the_session_and_without_where_they_were_taken(desk):
    desk.post(address(), typed(who=[key("张晓丽")], photos=[picture(), picture("二.png", photo("PNG"))]))
    one, two = SessionPhoto.objects.filter(session__code="20220506-1").order_by("pk")
    with Image.open(io.BytesIO(desk.get(reverse("delivery:photo", args=[one.pk])).content)) as shown:
        assert dict(shown.getexif()) == {}
    assert (one.suffix, two.suffix) == (".jpg", ".png")
    assert AuditRow.objects.get(action="photo.added").details["photos"] == 2


def test_the_limits_are_said_before_anybody_chooses(desk):
    said = "JPG 或 PNG，可以一次选几张，每张最大 20 MB，一场最多 20 张。照片里的拍摄地点会去掉。"
    assert said in text(desk.get(address()))


def test_the_same_entry_sent_twice_has_its_photos_once(desk):
    said = typed()
    for _time in range(2):
        desk.post(address(), said | {"photos": [picture()]})
    assert SessionPhoto.objects.count() == 1


@pytest.mark.parametrize(
    ("photos", "sentence"),
    [
        ([("名单.pdf", b"%PDF-1.7 ...")], "这里只收 JPG 或 PNG 照片。"),
        ([("照片.jpg", photo())] * 21, "一场最多 20 张照片。"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_photos_and_no_session_is_saved(desk, photos, sentence):
    answer = desk.post(address(), typed(photos=[picture(*one) for one in photos]))
    assert (answer.status_code, answer.context["form"].errors["photos"]) == (422, [sentence])
    assert not Session.objects.filter(code="20220506-1").exists()


def test_whoever_has_to_mend_something_else_is_told_to_choose_the_photos_again(desk):
    answer = desk.post(address(), typed(minutes="", photos=[picture()]))
    assert "刚才选的照片没有留下，保存前请重新选。" in text(answer)


def test_of_a_confidential_project_its_workers_alone_are_asked_for_photos(client, programme, account):
    client.force_login(works_on(account, "heqing", "何清", "GC-2"))
    assert "photos" in client.get(address("GC-2")).context["form"].fields
    client.force_login(account("suwan", "office"))
    assert "photos" not in client.get(address("GC-2")).context["form"].fields
