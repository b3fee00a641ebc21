"""Notices of stories bore their titles, which outlived the stories and may name somebody."""

from typing import Any

from django.db import migrations


def forget_titles(apps: Any, schema_editor: Any) -> None:
    apps.get_model("core", "Notice").objects.filter(kind="story.consent_withdrawn").update(params={})


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_ground"), ("core", "0001_ground")]

    operations = [migrations.RunPython(forget_titles, migrations.RunPython.noop)]
