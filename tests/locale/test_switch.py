import pytest
from django.urls import reverse
from django.utils import translation

from guihua.commissioning.models import Domain
from guihua.core.templatetags.numbers import as_written
from guihua.delivery.models import Correction
from tests.factories import programmes

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


def choose(client, language):
    return client.post(reverse("preferences"), {"language": language, "next": SIGN_IN})


def test_a_browser_that_came_in_english_still_shows_an_office_its_chinese(client):
    answer = client.get(SIGN_IN, headers={"accept-language": "en-GB,en;q=0.9"})
    assert '<html lang="zh-CN"' in answer.content.decode()
    assert answer.headers["Content-Language"] == "zh-hans"


def test_whoever_chooses_english_reads_english_until_choosing_chinese_again(client):
    assert choose(client, "en")["Location"] == SIGN_IN
    english = client.get(SIGN_IN).content.decode()
    choose(client, "zh-hans")
    chinese = client.get(SIGN_IN).content.decode()
    assert ('<html lang="en"' in english, "Username or mobile number" in english) == (True, True)
    assert ('<html lang="zh-CN"' in chinese, "用户名或手机号" in chinese) == (True, True)


def test_a_language_that_nobody_offers_is_not_taken(client):
    assert "django_language" not in choose(client, "fr").cookies


def test_one_reader_s_english_is_not_the_next_one_s(client):
    choose(client, "en")
    client.get(SIGN_IN)
    assert translation.get_language() == "zh-hans"


def test_a_file_s_words_are_chinese_whatever_language_its_sender_reads(guicheng, tmp_path):
    with translation.override("en"):
        programmes.imported(guicheng, tmp_path)
        again = programmes.attendance(guicheng, tmp_path, *programmes.ATTENDANCE)
    assert (again.counted.added, again.counted.skipped) == (0, len(programmes.ATTENDANCE))


def test_a_correction_keeps_chinese_words_whatever_language_its_sender_reads(programme, tmp_path):
    talk = programmes.row(code="F1", 活动名称="反诈进社区", 服务形式="讲座", 专项行动="反诈宣传", 未具名人数="300")
    with translation.override("en"):
        programmes.attendance(programme, tmp_path, talk)
    found = Correction.objects.get(field="form")
    assert (found.old, found.new) == ("宣传", "讲座")


def test_a_domain_is_read_in_english_and_stays_chinese_in_the_records(guicheng):
    family = Domain.objects.get(subdistrict=guicheng, code="family")
    with translation.override("en"):
        assert (str(family), family.name) == ("Family services", "家庭服务")


def test_what_the_office_named_itself_is_shown_as_written(guicheng):
    own = Domain.objects.create(subdistrict=guicheng, code="river", name="河涌守护", position=9)
    with translation.override("en"):
        assert str(own) == "河涌守护"


def test_names_on_an_english_page_are_marked_as_chinese():
    with translation.override("en"):
        assert as_written("Liaison officer 谢敏君") == 'Liaison officer <span lang="zh-CN">谢敏君</span>'
        assert as_written("互助小组（第 8 节）<b>") == '<span lang="zh-CN">互助小组（第 8 节）</span>&lt;b&gt;'
        assert as_written("GC-2022-004") == "GC-2022-004"
    assert as_written("互助小组（第 8 节）") == "互助小组（第 8 节）"
