"""Facts are read by many and published in part: no column of theirs can come from a field that says who somebody is."""

import polars as pl
import pytest

from guihua.commissioning import facts as commissioning
from guihua.core import secrecy
from guihua.core.flat import Flat, TooPersonal
from guihua.core.secrecy import DataClass
from guihua.delivery import facts as delivery
from guihua.delivery.models import Attendance, Codename
from guihua.directory import facts as directory
from guihua.directory.models import Organisation, Person
from guihua.reporting import store
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes

FLATS = {
    "project": commissioning.PROJECT,
    "station": commissioning.STATION,
    "campaign": commissioning.CAMPAIGN,
    "community": directory.COMMUNITY,
    "school": directory.SCHOOL,
    "session": delivery.SESSION,
    "attendance": delivery.ATTENDANCE,
    "duty": delivery.DUTY,
}


def class_of_column(flat, name):
    path, _kind = flat.columns[name]
    return secrecy.class_of(flat.model, path)


def test_every_column_of_the_facts_may_be_known_to_whoever_sees_the_row():
    classes = {(data, name): class_of_column(flat, name) for data, flat in FLATS.items() for name in flat.columns}
    assert set(classes.values()) == {DataClass.PUBLIC, DataClass.INTERNAL}
    assert classes["attendance", "who"] == classes["session", "activity"] == DataClass.INTERNAL
    assert classes["project", "amount_fen"] == classes["community", "community_name"] == DataClass.PUBLIC


@pytest.mark.parametrize("path", ["person__name", "person__phone", "codename__code", "codename__id_index"])
@pytest.mark.django_db
def test_a_column_that_would_name_somebody_is_refused_whoever_writes_it(path):
    with pytest.raises(TooPersonal, match="Attendance: who"):
        Flat(Attendance, {"who": (path, pl.String)}).frame(Attendance.objects.order_by("pk"))


@pytest.mark.django_db
def test_the_files_have_the_columns_that_were_classed_and_no_others(programme):
    facts.refresh(programme)
    parts = open_book(programme.code).manifest.parts
    assert parts.keys() == FLATS.keys() == store.SCHEMAS.keys()
    for name, months in parts.items():
        for part in months.values():
            assert dict(pl.read_parquet_schema(store.folder(programme.code) / part.file)) == FLATS[name].schema


@pytest.mark.django_db
def test_no_file_holds_a_name_a_phone_an_id_number_or_a_codename(programme, tmp_path):
    number = "44060519800101001X"
    programmes.attendance(
        programme, tmp_path, programmes.row(code="N1", **programmes.served("何敏", "13700137001", number))
    )
    facts.refresh(programme)
    named = {*Person.objects.values_list("name", flat=True), *Codename.objects.values_list("code", flat=True)}
    named |= {
        value for row in Organisation.objects.values_list("contact_name", "contact_phone") for value in row if value
    }
    assert named >= {"张晓丽", "何敏", "匿0001", "苏婉清", "13800138000"}
    files = [path for path in store.folder(programme.code).rglob("*") if path.is_file()]
    held = "".join(str(pl.read_parquet(f).rows()) if f.suffix == ".parquet" else f.read_text() for f in files)
    assert "围炉茶话" in held
    assert [one for one in {*named, number, "王保密", "13900139001", "13700137001", "梁慧敏"} if one in held] == []
