from itertools import batched

from django.db import migrations

from guihua.core.finding import grams

AT_ONCE = 2000


def build(apps, schema_editor):
    """The people on file already are found like those who come."""
    people, kept = (apps.get_model("directory", name) for name in ("Person", "PersonGram"))
    there = people.objects.exclude(data_key=b"").values_list("pk", "subdistrict_id", "name")
    for some in batched(there.iterator(chunk_size=AT_ONCE), AT_ONCE):
        kept.objects.bulk_create(
            [kept(subdistrict_id=place, person_id=pk, gram=gram) for pk, place, name in some for gram in grams(name)]
        )


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0005_finding'),
    ]

    operations = [
        migrations.RunPython(build, migrations.RunPython.noop),
    ]
