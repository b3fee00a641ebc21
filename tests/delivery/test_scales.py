"""What people were measured at before and after: pairs alone count, and few of them tell nobody else anything."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.actions import indicators
from guihua.commissioning.models import Measure, Progress
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.actions import scales
from guihua.delivery.actions.scales import Entered
from guihua.delivery.calc import pairs
from guihua.delivery.models import ScaleScore
from guihua.desk import promised
from tests.factories.contracts import contract
from tests.factories.everybody import BACKEND
from tests.factories.visits import sides

__all__ = ["contract", "sides"]
pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEFORE, AFTER = date(2022, 3, 5), date(2022, 6, 11)
totals = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=12)


def refused(deed, *given_, **more):
    with pytest.raises(Refused) as refusal:
        deed(*given_, **more)
    return refusal.value.sentence


@pytest.fixture
def stress(sides):
    """The less, the better."""
    said = {"least": 0, "most": 40, "higher_is_better": False, "items": 10, "source": "自编，榕声督导组"}
    return scales.define(sides.project, name="照顾者压力量表", group="照顾者互助小组", **said, by=sides.worker)


def entered(scale, by, totals, before_on=BEFORE, after_on=AFTER):
    scale.refresh_from_db()
    return scales.enter(scale, Entered(totals, before_on, after_on), seen=scale.revision, by=by)


def improved():
    rows = Progress.objects.filter(measure=Measure.IMPROVED, project__number="GC-1").order_by("month")
    return list(rows.values_list("month", "value"))


@given(totals, st.booleans(), st.randoms())
def test_of_pairs_each_is_better_the_same_or_worse_in_whatever_order_and_the_other_way_round(found, up, chance):
    change = pairs.change(found, higher_is_better=up)
    if not found:
        assert change is None
        return
    assert change.better + change.same + change.worse == change.pairs == len(found)
    shuffled = chance.sample(found, len(found))
    assert pairs.change(shuffled, higher_is_better=up) == change
    other = pairs.change(found, higher_is_better=not up)
    assert (other.better, other.worse, other.mean) == (change.worse, change.better, -change.mean)
    assert other.spread == change.spread


@given(st.integers(0, 50), st.integers(0, 50), st.integers(2, 9))
def test_where_all_change_alike_the_mean_says_by_how_much_and_nothing_is_spread(before, after, people):
    change = pairs.change([(before, after)] * people, higher_is_better=True)
    assert (change.mean, change.spread) == (after - before, 0)


def test_whoever_was_measured_once_counts_for_nothing_and_the_same_code_counts_once(stress, sides):
    same = dict.fromkeys(("05", "06", "07"), (9, 9))
    entered(stress, sides.worker, same | {"01": (30, 20), "02": (25, None), "03": (10, 18), "04": (None, 5)})
    assert (stress.scores.paired().count(), improved()) == (5, [(202206, 1)])
    mood = {"least": 0, "most": 10, "higher_is_better": True, "source": "自编"}
    other = scales.define(sides.project, name="心情", **mood, by=sides.worker)
    entered(other, sides.worker, {"01": (3, 8), "03": (3, 9)}, after_on=date(2022, 7, 2))
    assert improved() == [(202206, 1), (202207, 1)]
    entered(stress, sides.worker, same | {"01": (30, 31)}, after_on=date(2022, 7, 9))
    assert (stress.scores.count(), improved()) == (4, [(202207, 2)])


def test_of_fewer_than_five_people_on_all_scales_of_a_project_no_indicator_counts_any(stress, sides):
    entered(stress, sides.worker, {f"0{n}": (37, 13) for n in range(1, 5)})
    mood = {"least": 0, "most": 10, "higher_is_better": True, "source": "自编"}
    other = scales.define(sides.project, name="心情", **mood, by=sides.worker)
    entered(other, sides.worker, {"04": (3, 8)})
    of_four = improved()
    entered(other, sides.worker, {"04": (3, 8), "05": (3, 3)})
    assert (of_four, improved()) == ([], [(202206, 4)])
    assert f"满 {pairs.FEWEST} 人" in Measure.IMPROVED.label


def test_an_indicator_is_measured_by_it(contract, stress, sides):
    line = IndicatorLine("other", "压力减轻的照顾者", 4, "人", measure=Measure.IMPROVED)
    indicators.promise(contract, [line], seen=1, by=audit.SYSTEM)
    same = dict.fromkeys(("03", "04", "05"), (9, 9))
    entered(stress, sides.worker, same | {"01": (30, 20), "02": (25, 24)})
    (told,) = promised.of(sides.project, sides.office)
    assert (told.done_told, told.percent) == ("2", 50)


def test_what_was_not_changed_keeps_its_day_and_what_cannot_be_is_refused(stress, sides):
    entered(stress, sides.worker, {"01": (30, None)}, after_on=None)
    entered(stress, sides.worker, {"01": (30, 20)}, before_on=date(2022, 4, 1))
    assert (stress.scores.get().before_on, stress.scores.get().after_on) == (BEFORE, AFTER)
    late = {"before_on": date(2022, 7, 1), "after_on": AFTER}
    assert refused(entered, stress, sides.worker, {"02": (1, 2)}, **late) == "后测不会早于前测。"
    assert refused(entered, stress, sides.worker, {"02": (41, 2)}) == "分数要在 0 到 40 之间。"
    assert refused(entered, stress, sides.worker, {"02": (1, None)}, before_on=None) == "请填写是哪一天测的。"
    said = "编号只用字母、数字和「-」，最多 12 位。不要写姓名，谁是几号由社工自己留着。"
    assert refused(entered, stress, sides.worker, {"张晓丽": (1, 2)}) == said
    assert refused(entered, stress, sides.office, {"02": (1, 2)}) == "量表由本项目的社工和承接机构负责人登记。"
    stale = {"seen": stress.revision - 1, "by": sides.worker}
    assert refused(scales.enter, stress, Entered({}, None, None), **stale).startswith("有人刚刚改过这份名单。")


def page(client, user, stress):
    client.force_login(user, backend=BACKEND)
    return client.get(reverse("desk:project_indicators", args=[stress.project_id])).content.decode()


def test_of_fewer_than_five_pairs_nobody_else_is_told_and_of_more_no_score_of_anybody(client, stress, sides):
    four = {f"0{n}": (37, 13) for n in range(1, 5)}
    entered(stress, sides.worker, four)
    few = "前后都测的不到 5 人，只有本项目的人能看结果。"
    assert [few in page(client, user, stress) for user in (sides.office, sides.officer, sides.worker)] == [
        True,
        True,
        False,
    ]
    assert "平均变化 +24.0 分" in page(client, sides.worker, stress)
    assert "平均变化" not in page(client, sides.office, stress)
    entered(stress, sides.worker, four | {"05": (20, 20)})
    told = page(client, sides.office, stress)
    assert "前后都测的 5 人：4 人好转，1 人不变，0 人变差" in told
    assert client.get(reverse("delivery:scale", args=[stress.pk])).status_code == 403
    assert not {"37", "13"} & set(AuditRow.objects.get(action="scale.defined").details)
    trail = AuditRow.objects.filter(action="scale.entered").last()
    assert trail.details == {"people": 5, "pairs": 5}


def test_codes_of_the_project_s_other_scales_are_offered_and_those_of_no_other_project(client, stress, sides):
    mood = {"least": 0, "most": 10, "higher_is_better": True, "source": "自编"}
    other = scales.define(sides.project, name="心情", **mood, by=sides.worker)
    entered(stress, sides.worker, {"B2": (30, 20), "A1": (25, None)})
    client.force_login(sides.worker, backend=BACKEND)
    told = client.get(reverse("delivery:scale", args=[other.pk])).content.decode()
    assert '<datalist id="codes"><option value="A1"></option><option value="B2"></option></datalist>' in told
    assert told.count('list="codes"') == 10


def test_the_roster_is_typed_on_one_page(client, stress, sides):
    client.force_login(sides.worker, backend=BACKEND)
    address = reverse("delivery:scale", args=[stress.pk])
    typed = {"seen": "1", "before_on": "2022-03-05", "after_on": "2022-06-11", "c1": "01", "b1": "30", "a1": "20"}
    bad = client.post(address, typed | {"b2": "5", "c3": "01", "a3": "99"})
    assert (bad.status_code, ScaleScore.objects.count()) == (422, 0)
    text = bad.content.decode()
    assert [said in text for said in ("请填写编号。", "编号「01」填了两次。", "分数要在 0 到 40 之间。")] == [True] * 3
    assert client.post(address, typed).status_code == 302
    stale = client.post(address, typed | {"a1": "25"})
    assert (stale.status_code, "现在的内容" in stale.content.decode()) == (422, True)
    again = typed | {"a1": "25", "seen": str(stale.context["scale"].revision)}
    assert client.post(address, again).status_code == 302
    assert ScaleScore.objects.get().after == 25
