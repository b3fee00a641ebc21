import pytest
from django.db import DatabaseError, connection, transaction

from guihua.core import audit
from guihua.core.models import AuditRow

pytestmark = pytest.mark.django_db


def off_guard(sql, *parameters):
    """Changes an audit table as somebody with the database's own password could, triggers removed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE core_auditrow DISABLE TRIGGER only_grows")
        else:
            cursor.execute("DROP TRIGGER core_auditrow_no_update")
        cursor.execute(sql, parameters)


def test_an_untouched_trail_fits(guicheng):
    audit.seal_committed()
    assert audit.first_misfit() is None


def test_the_database_refuses_to_change_the_trail(guicheng):
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRow.objects.update(action="nothing.happened")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditRow.objects.all()._raw_delete("default")


def test_a_changed_row_is_named(guicheng):
    audit.seal_committed()
    row = AuditRow.objects.earliest("pk")
    off_guard("UPDATE core_auditrow SET action = 'nothing.happened' WHERE id = %s", row.pk)
    assert audit.first_misfit() == f"审计记录 {row.pk} 被改动过：内容与它的校验码不符。"


def test_sealing_twice_seals_nothing_new(guicheng):
    assert audit.seal_committed() > 0
    assert audit.seal_committed() == 0
