from django.db import migrations
from django.db.models import Max
from django.db.models.functions import Coalesce, Least


def begin_to_know(apps, schema_editor):
    """Of pairs noted before: when the register was last looked through. They stood there by then, and before they were decided."""
    pairs, deeds = apps.get_model("directory", "Resemblance").objects, apps.get_model("core", "AuditRow").objects
    looked = deeds.filter(action="resemblances.looked_for").order_by().values("subdistrict").annotate(last=Max("at"))
    for place, last in looked.values_list("subdistrict", "last"):
        old = pairs.filter(subdistrict=place, noted_at=None)
        old.update(noted_at=Least(last, Coalesce("decided_at", last)))


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_ground'),
        ('directory', '0008_when_people_were_found_alike'),
    ]

    operations = [
        migrations.RunPython(begin_to_know, migrations.RunPython.noop),
    ]
