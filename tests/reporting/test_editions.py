"""The report is written around, published for everybody, and stands as it was published."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import User
from guihua.reporting.actions import editions, facts
from guihua.reporting.book import open_book
from guihua.reporting.models import Edition, Passage
from tests.factories import programmes
from tests.factories.programmes import row

pytestmark = pytest.mark.django_db
PAGE, WORDS, EDITIONS = "/reports/2022/", "/reports/2022/words/", "/reports/2022/editions/"


@pytest.fixture
def published(office, programme):
    """The first edition, with a sentence of the office's."""
    suwanqing = User.objects.get(username="suwanqing")
    editions.write(programme, 2022, "opening", "谢谢每一位街坊。", seen=0, by=suwanqing)
    return editions.publish(programme, 2022, generation=open_book(programme.code).generation, by=suwanqing)


def public(path=PAGE):
    return Client().get(path)


def written(client, **words):
    """The words page, filled in from what it shows and changed."""
    form = client.get(WORDS).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    return client.post(WORDS, {**typed, **words})


def test_before_it_is_published_a_stranger_is_asked_to_sign_in(office):
    answer = public()
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={PAGE}")


def test_once_published_anybody_reads_it_with_the_offices_words_and_without_ways_to_rows(published):
    answer = public()
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "谢谢每一位街坊。" in shown
    assert "第 1 版" in shown
    assert "/figures/" not in shown
    assert "report.xlsx" not in shown


def test_few_people_are_not_told_and_neither_is_what_gives_them_away(published):
    """One person in corrections: with the others' numbers and the sum anybody could work them out."""
    by_domain = {line["domain"]: line["person_times"] for line in published.told["tables"]["by_domain"]}
    assert (by_domain["社区服务"], by_domain["矫正服务"], by_domain["街道主办"]) == (None, None, None)
    assert published.told["values"]["corrections.person_times"] is None
    assert published.told["values"]["attendance.person_times"] == 369
    assert "不列" in public().content.decode()


def test_what_is_recorded_later_waits_for_the_next_edition(published, programme, tmp_path, office):
    programmes.attendance(programme, tmp_path, row(code="A9", 未具名人数="1000"))
    facts.refresh(programme)
    assert public().context["f"]["attendance_person_times"].value == 369
    assert office.get(PAGE).context["f"]["attendance_person_times"].value == 1369
    editions.publish(programme, 2022, generation=open_book(programme.code).generation, note="补入一场", by=audit.SYSTEM)
    assert public().context["f"]["attendance_person_times"].value == 1369
    assert "这一版的改动：补入一场" in public().content.decode()


def test_numbers_that_were_counted_anew_since_the_office_looked_are_not_published(office, programme, tmp_path):
    looked_at = open_book(programme.code).generation
    programmes.attendance(programme, tmp_path, row(code="A9", 未具名人数="1000"))
    facts.refresh(programme)
    answer = office.post(EDITIONS, {"generation": looked_at, "note": ""})
    assert answer.status_code == 422
    assert "数字刚刚重新汇总过。请再看一遍，然后发布。" in answer.content.decode()
    assert Edition.objects.count() == 0
    assert office.post(EDITIONS, {"generation": answer.context["form"]["generation"].value()}).status_code == 302
    assert Edition.objects.get().number == 1


def test_a_second_edition_says_what_is_new(published, office, programme):
    answer = office.post(EDITIONS, {"generation": open_book(programme.code).generation, "note": " "})
    assert answer.context["form"].errors == {"note": ["请写明这一版改了什么，看过上一版的人要知道。"]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            subdistrict=programme, year=2022, number=2, generation="", told={}, passages={}, at=published.at
        )


def test_a_withdrawn_report_is_gone_for_everybody_else_and_no_older_edition_comes_back(published, office, programme):
    generation = open_book(programme.code).generation
    editions.publish(programme, 2022, generation=generation, note="重新排版", by=audit.SYSTEM)
    assert office.post("/reports/2022/withdrawing/", {"why": ""}).status_code == 422
    assert office.post("/reports/2022/withdrawing/", {"why": "3 月的数字要重核"}).status_code == 302
    assert public().status_code == 302
    assert "3 月的数字要重核" in office.get(EDITIONS).content.decode()
    with pytest.raises(Refused, match="这一版已经不公开了"):
        editions.withdraw(published, why="再撤一次", by=audit.SYSTEM)


def test_who_publishes_and_who_withdraws_is_in_the_audit(published):
    editions.withdraw(published, why="重核", by=audit.SYSTEM)
    rows = (
        AuditRow.objects.filter(action__startswith="edition.").order_by("pk").values_list("action", "details__number")
    )
    assert list(rows) == [("edition.published", 1), ("edition.withdrawn", 1)]


def test_the_office_writes_at_several_places_at_once_and_empties_one(office, programme):
    assert written(office, opening="谢谢街坊。\r\n\r\n明年见。", money="钱都花在服务上。").status_code == 302
    assert Passage.objects.of_report(programme, 2022).words() == {
        "opening": "谢谢街坊。\n\n明年见。",
        "money": "钱都花在服务上。",
    }
    assert written(office, money="").status_code == 302
    assert Passage.objects.of_report(programme, 2022).words() == {"opening": "谢谢街坊。\n\n明年见。"}
    assert "<p>谢谢街坊。</p>\n\n<p>明年见。</p>" in office.get(PAGE).content.decode()


def test_two_who_write_at_one_place_both_learn_of_it_and_nothing_is_lost(office, programme):
    theirs = office.get(WORDS).context["form"]
    editions.write(programme, 2022, "opening", "先写的话。", seen=0, by=audit.SYSTEM)
    typed = {name: theirs[name].value() for name in theirs.fields} | {"opening": "后写的话。", "closing": "再见。"}
    answer = office.post(WORDS, typed)
    assert answer.status_code == 422
    assert "现在是：「先写的话。」" in answer.context["form"].errors["opening"][0]
    assert answer.context["form"]["opening"].value() == "后写的话。"
    assert Passage.objects.of_report(programme, 2022).words() == {"opening": "先写的话。", "closing": "再见。"}
    again = answer.context["form"]
    assert office.post(WORDS, {name: again[name].value() for name in again.fields}).status_code == 302
    assert Passage.objects.of_report(programme, 2022).words() == {"opening": "后写的话。", "closing": "再见。"}


def test_words_are_text_and_never_markup(office, programme):
    written(office, opening="<script>alert(1)</script>")
    assert "<script>alert(1)" not in office.get(PAGE).content.decode()
    assert Passage.objects.get().text == "<script>alert(1)</script>"


def test_the_preview_is_what_everybody_would_read(office, programme):
    written(office, opening="谢谢街坊。")
    shown = office.get("/reports/2022/preview/").content.decode()
    assert ("谢谢街坊。" in shown, "不列" in shown, "/figures/" in shown) == (True, True, False)
    assert Edition.objects.count() == 0


def test_where_two_subdistricts_published_a_year_the_reader_chooses(published, programme):
    neighbour = programmes.prepared("440605012", "西樵镇")
    Edition.objects.create(
        subdistrict=neighbour, year=2022, number=1, generation="", told=published.told, passages={}, at=published.at
    )
    shown = public().content.decode()
    assert (programme.name in shown, neighbour.name in shown) == (True, True)
    assert public(f"{PAGE}?public&subdistrict={programme.code}").context["edition"] == published
