"""The trail, and somebody with the database's own password who would like it to say something else."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from guihua.core import audit
from guihua.core.models import AuditBlock, AuditRow, AuditSeal
from guihua.core.refusal import Refused

pytestmark = pytest.mark.django_db
STRANGE = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="  # a key that is not the deployment's
TABLES = ["core_auditrow", "core_auditblock", "core_auditseal"]


@pytest.fixture
def trail(guicheng):
    """Two blocks of three rows each, and what came before."""
    audit.seal_committed()
    for _block in range(2):
        for n in range(3):
            audit.record("tea.held", guicheng, by=audit.SYSTEM, guests=n)
        audit.seal_committed()
    return list(AuditRow.objects.filter(action="tea.held").order_by("pk"))


def off_guard(*statements):
    """Changes the audit's tables as their owner could, triggers removed and references unchecked until the end."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_grows")
        else:
            for table in TABLES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        for sql, *parameters in statements:
            cursor.execute(sql, parameters)


def taken_out(row):
    return ("DELETE FROM core_auditseal WHERE row_id = %s", row.pk), ("DELETE FROM core_auditrow WHERE id = %s", row.pk)


def test_an_untouched_trail_fits(trail):
    assert audit.first_misfit() is None


def test_the_database_refuses_to_change_or_take_out(trail):
    for rows in (AuditRow.objects, AuditBlock.objects, AuditSeal.objects):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.all()._raw_delete("default")
    for rows, change in (
        (AuditRow.objects, {"action": "x"}),
        (AuditBlock.objects, {"count": 1}),
        (AuditSeal.objects, {"position": 9}),
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        "action = 'tea.forgotten'",
        "at = '2001-01-01 00:00:00+00'",
        "kind = 'x'",
        "object_id = 999",
        "subdistrict_id = NULL",
        "details = '{\"guests\": 3000}'",
        "sign_in = 7",
        "mac = mac || mac",
    ],
)
def test_whatever_is_changed_the_first_changed_row_is_named(trail, change):
    for row in (trail[4], trail[1]):
        off_guard(("UPDATE core_auditrow SET " + change + " WHERE id = %s", row.pk))  # noqa: S608 - our own words
    assert audit.first_misfit() == f"审计记录 {trail[1].pk} 被改动过：内容与它的校验码不符。"


@pytest.mark.parametrize("nonsense", ["at = 'yesterday'", "mac = 'none'"])
def test_a_row_that_cannot_even_be_read_is_named(trail, nonsense):
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps no such values")
    off_guard(("UPDATE core_auditrow SET " + nonsense + " WHERE id = %s", trail[1].pk))  # noqa: S608 - our own words
    assert audit.first_misfit() == f"审计记录 {trail[1].pk} 被改动过：内容与它的校验码不符。"


def test_a_row_taken_out_with_its_seal_is_missed(trail):
    off_guard(*taken_out(trail[1]))
    block = AuditSeal.objects.get(row=trail[0]).block_id
    assert audit.first_misfit() == (f"审计区块 {block} 的第 2 条记录被删掉了（原来在记录 {trail[0].pk} 之后）。")


def test_the_last_row_of_a_block_is_missed_too(trail):
    off_guard(*taken_out(trail[2]))
    assert "第 3 条记录被删掉了" in audit.first_misfit()


def test_two_rows_that_changed_places_are_noticed(trail):
    one, other = trail[:2]
    for place, said in ((one, other), (other, one)):
        change = "UPDATE core_auditrow SET details = %s, mac = %s, at = %s WHERE id = %s"
        off_guard((change, json.dumps(said.details), said.mac, said.at, place.pk))
    assert audit.first_misfit() == f"审计记录 {one.pk} 被改动过：内容与它的校验码不符。"


def test_a_row_copied_to_another_place_does_not_fit(trail):
    newest = AuditRow.objects.latest("pk").pk + 1
    copy = (
        "INSERT INTO core_auditrow (id, at, actor_id, subdistrict_id, action, kind, object_id, details, mac) "
        "SELECT %s, at, actor_id, subdistrict_id, action, kind, object_id, details, mac FROM core_auditrow WHERE id = %s"
    )
    off_guard((copy, newest, trail[0].pk))
    audit.seal_committed()
    assert audit.first_misfit() == f"审计记录 {newest} 被改动过：内容与它的校验码不符。"


def test_rows_that_changed_their_order_in_a_block_are_noticed(trail):
    block = AuditSeal.objects.get(row=trail[0]).block_id
    for place, row in ((90, trail[0]), (0, trail[1]), (1, trail[0])):
        off_guard(("UPDATE core_auditseal SET position = %s WHERE row_id = %s", place, row.pk))
    assert audit.first_misfit() == f"审计区块 {block} 与它的记录不符：有记录被删掉、加进或换过。"


def test_a_block_made_anew_without_the_key_does_not_fit(trail, settings):
    """As somebody would who takes out a row and closes the gap with every code that the database holds."""
    from guihua.core.audit import sealing

    block = AuditBlock.objects.latest("pk")
    off_guard(*taken_out(trail[5]))
    macs = [bytes(row.mac) for row in trail[3:5]]
    own = settings.GUIHUA_FIELD_KEYS
    settings.GUIHUA_FIELD_KEYS = (STRANGE,)
    forged = sealing.digest_of(bytes(block.previous), block.at, macs)
    settings.GUIHUA_FIELD_KEYS = own
    off_guard(("UPDATE core_auditblock SET count = 2, digest = %s WHERE id = %s", forged, block.pk))
    assert audit.first_misfit() == f"审计区块 {block.pk} 与它的记录不符：有记录被删掉、加进或换过。"


def test_a_block_taken_out_whole_is_missed_by_the_next(trail):
    middle, last = AuditBlock.objects.order_by("-pk")[1], AuditBlock.objects.latest("pk")
    off_guard(
        *(statement for row in trail[:3] for statement in taken_out(row)),
        ("DELETE FROM core_auditblock WHERE id = %s", middle.pk),
    )
    assert audit.first_misfit() == f"审计区块 {last.pk} 接不上前一块：中间有区块被删掉或换过。"


def test_the_newest_blocks_cut_off_whole_are_missed_by_whoever_noted_the_last(trail, capsys):
    call_command("verify_audit")
    noted = "{}:{}".format(*audit.head())
    assert noted in capsys.readouterr().out
    last = AuditBlock.objects.latest("pk")
    off_guard(
        *(statement for row in trail[3:] for statement in taken_out(row)),
        ("DELETE FROM core_auditblock WHERE id = %s", last.pk),
    )
    assert audit.first_misfit() is None
    with pytest.raises(CommandError, match="不是当初抄下的那一块"):
        call_command("verify_audit", seen=noted)
    with pytest.raises(CommandError, match="要写成"):
        call_command("verify_audit", seen="x:y")


def test_under_other_keys_nothing_is_verified_or_sealed(trail, settings):
    settings.GUIHUA_FIELD_KEYS = (STRANGE,)
    assert audit.first_misfit().startswith("密钥和数据库对不上")
    with pytest.raises(Refused, match="密钥和数据库对不上"):
        audit.seal_committed()
    with pytest.raises(CommandError, match="密钥和数据库对不上"):
        call_command("verify_audit")


def test_a_newer_key_in_front_changes_nothing(trail, settings):
    settings.GUIHUA_FIELD_KEYS = (STRANGE, *settings.GUIHUA_FIELD_KEYS)
    audit.record("tea.held", None, by=audit.SYSTEM)
    assert audit.seal_committed() == 1
    assert audit.first_misfit() is None


def test_details_are_kept_as_the_database_gives_them_back(guicheng):
    audit.record("tea.held", guicheng, by=audit.SYSTEM, guests=("张", "李"), seats={1: 2.0, "b": None})
    audit.seal_committed()
    assert AuditRow.objects.latest("pk").details == {"guests": ["张", "李"], "seats": {"1": 2.0, "b": None}}
    assert audit.first_misfit() is None


def test_what_is_rolled_back_leaves_no_row(guicheng):
    before = AuditRow.objects.count()
    with transaction.atomic():
        audit.record("tea.held", guicheng, by=audit.SYSTEM)
        transaction.set_rollback(True)
    assert AuditRow.objects.count() == before


def test_sealing_twice_seals_nothing_new(guicheng):
    assert audit.seal_committed() > 0
    assert audit.seal_committed() == 0
