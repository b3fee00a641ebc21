"""The pool of assessors: once each, with a phone that only the office reads, entered one by one or as a table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.core.sheets import BadCell
from guihua.evaluation.actions import assessors
from guihua.evaluation.assessor_numbers import phone_of
from guihua.evaluation.importers import assessor_table
from guihua.evaluation.models import Assessor, Employment
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
TABLE = "姓名\t手机\t工作单位\t专长\t熟悉的领域\n何敏\t154 0000 1234\t外地大学\t财务、实务\t\n区伟\t15400004321\t外地事务所\t财务\t"


def sent(client, page, /, *args, **form):
    return client.post(reverse(f"evaluation:{page}", args=args), form, follow=True)


def errors(answer):
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


def test_somebody_is_in_the_pool_once_whatever_they_are_called(programme):
    judging.assessor("何敏", phone="15400001234")
    with pytest.raises(Refused) as refused:
        judging.assessor("何小敏", phone="15400001234")
    assert refused.value.sentence == "这个手机号码是在册的专家「何敏」的。同一个人只登记一次。"
    assert [one.name for one in Assessor.objects.all()] == ["何敏"]


def test_a_phone_lies_sealed_and_opens_again(programme):
    one = judging.assessor("何敏", phone="15400001234").__class__.objects.get()
    assert b"15400001234" not in bytes(one.phone)
    assert phone_of(one) == "15400001234"


def test_a_table_out_of_a_spreadsheet_is_a_pool_or_nothing_is(programme):
    place = Project.objects.get(number="GC-1").subdistrict
    told = assessor_table.assessors(TABLE, {})
    assert told[0] == AssessorSaid(
        "何敏", "15400001234", is_finance=True, is_practice=True, work=(WorkSaid("外地大学"),)
    )
    judging.assessor("区伟", phone="15400004321")
    with pytest.raises(Refused):
        assessors.enter_many(place, told, by=audit.SYSTEM)
    assert [one.name for one in Assessor.objects.all()] == ["区伟"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("何敏", "请把表格连同第一行的列名一起复制过来：姓名、手机、工作单位、专长……"),
        ("姓名\t手机\n何敏\t1", "第一行没有找到这些列：工作单位、专长。"),
        (TABLE.replace("15400004321", "154"), "第 3 行：手机：这不是手机号码。手机号码有 11 位，以 13 到 19 开头。"),
        (TABLE.replace("15400004321", "15400001234"), "第 3 行：手机和第 2 行一样。"),
        (TABLE.replace("财务、实务", ""), "第 2 行：没有写专长，要写财务或实务，可以都写。"),
        (TABLE.replace("财务、实务", "法律"), "第 2 行：专长：没有「法律」这一项。可以填：财务、实务。"),
        (TABLE.replace("外地大学", ""), "第 2 行：工作单位：这里不能空着。"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_by_its_line(text, sentence):
    with pytest.raises(BadCell) as bad:
        assessor_table.assessors(text, {})
    assert bad.value.sentence == sentence


def test_whoever_saves_second_is_told_and_nothing_is_lost(programme):
    one = judging.assessor("何敏", phone="15400001234")
    told = AssessorSaid("何敏", "15400001234", title="教授", is_practice=True)
    assessors.change(one, told, seen=1, by=audit.SYSTEM)
    with pytest.raises(Refused) as refused:
        assessors.change(one, AssessorSaid("何小敏", "15400001234", is_practice=True), seen=1, by=audit.SYSTEM)
    one.refresh_from_db()
    assert (refused.value.refusal.code, one.name, one.title) == ("stale", "何敏", "教授")


def test_who_was_retired_is_not_changed_until_taken_back(programme):
    one = judging.assessor("何敏")
    assessors.retire(one, why="离开本地", by=audit.SYSTEM)
    with pytest.raises(Refused) as refused:
        assessors.employ(one, WorkSaid("外地大学"), by=audit.SYSTEM)
    assert refused.value.sentence == "这位专家已不再担任。要改，请先恢复。"
    assessors.take_back(one, by=audit.SYSTEM)
    assert list(Assessor.objects.serving()) == [one]


def test_work_ends_with_its_last_day(programme):
    work = assessors.employ(judging.assessor("何敏"), WorkSaid("外地大学"), by=audit.SYSTEM)
    today = clock.today()
    assessors.end_employment(work, today, by=audit.SYSTEM)
    work.refresh_from_db()
    assert (work.until, work.last_day) == (today + timedelta(days=1), today)


def test_from_the_form_to_a_conflict_on_the_page_of_the_office(everybody):
    office = everybody.clients["office"]
    provider = Project.objects.get(number="GC-1").provider
    sent(office, "assessor_entering", name="何敏", phone="15400001234", employer=provider.name, expertise="finance")
    one = Assessor.objects.get(name="何敏")
    page = office.get(reverse("evaluation:assessor", args=[one.pk]))
    shut = [(project.number, why) for project, why in page.context["shut"]]
    assert shut == [(f"GC-{n}", ["受聘，现在还是"]) for n in (1, 2, 3)]
    sent(office, "assessor_tying", one.pk, kind="family", organisation=provider.pk, project="", note="")
    why = office.get(reverse("evaluation:assessor", args=[one.pk])).context["shut"][0][1]
    assert why == ["受聘，现在还是", "申报的关系：亲属"]
    work = Employment.objects.get(assessor=one)
    sent(office, "employment_ending", work.pk, last_day=str(clock.today()))
    sent(office, "assessor_retiring", one.pk, why="离开本地")
    assert Assessor.objects.get(pk=one.pk).retired_why == "离开本地"


def test_bad_input_is_told_at_its_field(everybody):
    office, one = everybody.clients["office"], Assessor.objects.get(name="专家甲")
    answer = sent(office, "assessor_entering", name="何敏", phone="154", employer="", expertise=[])
    assert errors(answer) == {
        "phone": ["这不是手机号码。手机号码有 11 位，以 13 到 19 开头。"],
        "employer": ["请写工作单位。"],
        "expertise": ["请至少选一项专长：评分标准要按专长分给专家。"],
    }
    answer = sent(office, "assessor_tying", one.pk, kind="worked", organisation="", project="", note="")
    assert errors(answer) == {"organisation": ["请选一家机构或一个项目，只选一样。"]}
    answer = sent(office, "assessor_pasting", table="何敏")
    assert errors(answer) == {"table": ["请把表格连同第一行的列名一起复制过来：姓名、手机、工作单位、专长……"]}


def test_phone_and_ties_are_the_offices_alone(everybody):
    one = judging.assessor("何敏", phone="15400001234", at="外地大学")
    project = Project.objects.get(number="GC-1")
    assessors.tie(one, TieSaid("worked", project=project, note="写过方案"), by=audit.SYSTEM)
    address = reverse("evaluation:assessor", args=[one.pk])
    told = {role: everybody.clients[role].get(address).content.decode() for role in ("office", "leader", "auditor")}
    assert [["外地大学" in page, "15400001234" in page, "写过方案" in page] for page in told.values()] == [
        [True, True, True],
        [True, False, False],
        [True, False, False],
    ]


def test_the_pool_is_found_by_initials_expertise_and_whom_somebody_works_for(everybody):
    provider = Project.objects.get(number="GC-1").provider
    judging.assessor("何敏", at=provider.name, is_finance=True, is_practice=False)
    judging.assessor("区伟", at="外地大学")

    def found(who="office", **asked):
        shown = everybody.clients[who].get(reverse("evaluation:assessors"), asked).context["shown"]
        return [line[0].value for line in shown.lines]

    assert found(q="hm") == ["何敏"]
    assert found(q="外地") == ["专家甲", "区伟"]
    assert found(expertise="finance") == ["何敏"]
    assert found(bound=str(provider.pk)) == ["何敏"]
    assert len(found("leader", bound=str(provider.pk))) == 4, "a list narrowed by ties would tell them"
    assert found(state="retired") == []


def test_the_list_asks_the_same_questions_however_long_it_is(everybody):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            everybody.clients["office"].get(reverse("evaluation:assessors"))
        return len(captured)

    asked()
    first = asked()
    for n in range(9):
        judging.assessor(f"专家{n}", at="外地大学")
    assert asked() == first
