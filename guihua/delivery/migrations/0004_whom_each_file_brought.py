
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0003_entered_by_hand'),
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
