"""The database refuses to change or delete what the audit holds."""

from django.db import migrations

TABLES = ["core_auditrow", "core_auditblock", "core_auditseal"]

POSTGRESQL = """
CREATE FUNCTION guihua_audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$;
""" + "".join(
    f"CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION guihua_audit_only_grows();\n"
    for table in TABLES
)
POSTGRESQL_BACK = "".join(f"DROP TRIGGER only_grows ON {table};\n" for table in TABLES) + (
    "DROP FUNCTION guihua_audit_only_grows();"
)
DEEDS = ["UPDATE", "DELETE"]


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for table in TABLES:
        for deed in DEEDS:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
            )


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)
        return
    for table in TABLES:
        for deed in DEEDS:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{deed.lower()}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_ground")]
    operations = [migrations.RunPython(forwards, backwards)]
