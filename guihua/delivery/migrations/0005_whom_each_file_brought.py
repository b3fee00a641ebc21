
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0004_months_are_closed'),
    ]

    operations = [
        migrations.AddField(
            model_name='importbatch',
            name='codenames_after',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='codenames_until',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='people_after',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='people_until',
            field=models.PositiveBigIntegerField(default=0),
        ),
    ]
