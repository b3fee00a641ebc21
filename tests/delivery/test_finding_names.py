"""A confidential project's own worker finds somebody by name on its roster; the search is on record."""

import pytest

from guihua.core.models import AuditRow
from guihua.delivery.actions import codenames
from guihua.delivery.models import Codename
from guihua.directory.models import User
from tests.delivery.test_entry_pages import address, text, typed
from tests.delivery.test_recording import works_on
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import project
from tests.factories.programmes import row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(client, programme, account, tmp_path):
    """何清 at the roster of 向阳同行, which met 王保密 (匿0001) and 林守密 (匿0002)."""
    programmes.attendance(programme, tmp_path, row("GC-2", "B2", **served("林守密", "13900139002")))
    client.force_login(works_on(account, "heqing", "何清", "GC-2"))
    return client


def found(client, typed_name):
    answer = client.post(address("GC-2"), typed(deed="find", typed=typed_name))
    return [(one.name, one.about) for one in answer.context["offered"].found], answer


@pytest.mark.parametrize("how", ["守密", "linshoumi", "lsm"])
def test_a_name_is_found_as_people_type_and_the_search_is_on_record(theirs, how):
    assert found(theirs, how)[0] == [("匿0002", "林守密")]
    assert AuditRow.objects.get(action="codenames.read").details == {"codes": ["匿0002"], "among": 2}


def test_that_nobody_was_found_is_on_record_too(theirs):
    rows, answer = found(theirs, "何敏")
    assert (rows, "这个项目的人里没有找到。可以在下面新增。" in text(answer)) == ([], True)
    assert AuditRow.objects.get(action="codenames.read").details == {"codes": [], "among": 2}


def test_the_office_finds_codenames_and_no_names(theirs, account):
    theirs.force_login(account("suwan", "office"))
    assert (found(theirs, "林守密")[0], found(theirs, "0002")[0]) == ([], [("匿0002", "")])
    assert not AuditRow.objects.filter(action="codenames.read").exists()


def test_who_was_erased_is_not_found_and_the_others_are(theirs, account):
    codenames.erase(Codename.objects.get(code="匿0001"), by=None, why="本人书面要求")
    assert found(theirs, "林")[0] == [("匿0002", "林守密")]
    assert found(theirs, "王保密")[0] == []


def test_somebody_who_turned_out_to_be_another_is_found_once(theirs):
    one, other = Codename.objects.order_by("code")
    Codename.objects.filter(pk=other.pk).update(merged_into=one)
    names = codenames.find(project("GC-2"), "王保密", by=User.objects.get(username="heqing"))
    assert names == {one.pk: "王保密"}
