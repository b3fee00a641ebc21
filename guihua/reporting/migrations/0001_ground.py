import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from guihua.core.grounds import Ground


class Migration(Ground):

    replaces = [('reporting', '0001_initial'), ('reporting', '0002_editions'), ('reporting', '0003_upper_forms'), ('reporting', '0004_stories')]

    initial = True

    dependencies = [
        ('delivery', '0001_ground'),
        ('directory', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='DirtyMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField()),
                ('marked_at', models.DateTimeField()),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=40, verbose_name='标题')),
                ('words', models.TextField(max_length=1200, verbose_name='正文')),
                ('names_changed', models.BooleanField(default=True)),
                ('at', models.DateTimeField()),
                ('picked_at', models.DateTimeField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('photos', models.ManyToManyField(related_name='+', to='delivery.sessionphoto')),
                ('picked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.session')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['subdistrict', 'year'], name='stories_of_a_year')],
            },
        ),
        migrations.CreateModel(
            name='StoryConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.consent')),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='reporting.story')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('story', 'consent'), name='consent_once_a_story')],
            },
        ),
        migrations.CreateModel(
            name='UpperForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('shape', models.CharField(max_length=64)),
                ('bytes', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('stored_as', models.CharField(max_length=40)),
                ('data_key', models.BinaryField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='上传时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'shape'), name='one_upper_form_a_shape')],
            },
        ),
        migrations.CreateModel(
            name='FormCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=31)),
                ('cell', models.CharField(max_length=10)),
                ('filling', models.CharField(choices=[('figure', '一个数字'), ('place', '街道名称'), ('programme', '服务计划名称'), ('period', '时段'), ('today', '填表日期'), ('words', '自己写的字')], max_length=10)),
                ('figure', models.CharField(blank=True, max_length=80)),
                ('part', models.CharField(blank=True, max_length=10)),
                ('key', models.CharField(blank=True, max_length=120)),
                ('reach', models.CharField(choices=[('period', '本期'), ('to_date', '年初到本期末'), ('before', '上年同期')], default='period', max_length=8)),
                ('in_wan', models.BooleanField(default=False)),
                ('words', models.CharField(blank=True, max_length=120)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='reporting.upperform')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('form', 'sheet', 'cell'), name='one_filling_a_cell'), models.CheckConstraint(condition=models.Q(('filling', 'figure'), ('figure', ''), _connector='XOR'), name='a_figure_where_the_cell_is_filled_with_one'), models.CheckConstraint(condition=models.Q(('filling', 'words'), ('words', ''), _negated=True), name='words_are_written_out'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), ('part', '')), models.Q(models.Q(('part', ''), _negated=True), models.Q(('key', ''), _negated=True)), _connector='OR'), name='part_with_its_key')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('generation', models.CharField(max_length=64)),
                ('told', models.JSONField()),
                ('passages', models.JSONField()),
                ('stories', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year', '-number'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'year', 'number'), name='edition_number_once_a_year'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('note', ''), _negated=True), _connector='OR'), name='a_later_edition_says_what_is_new'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('why', ''), _negated=True), _connector='OR'), name='a_withdrawn_edition_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('place', models.CharField(choices=[('opening', '写在前面'), ('money', '钱用在哪里'), ('months', '一年十二个月'), ('communities', '各个社区'), ('domains', '各个服务领域'), ('special', '几件专门的事'), ('closing', '写在后面')], max_length=16)),
                ('text', models.TextField(blank=True, max_length=2000)),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'year', 'place'), name='one_passage_a_place')],
            },
        ),
    ]
