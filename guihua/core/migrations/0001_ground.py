import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from guihua.core.grounds import Ground


class Migration(Ground):

    replaces = [('core', '0001_initial'), ('core', '0003_jobs'), ('core', '0004_inbox'), ('core', '0005_views'), ('core', '0006_trail'), ('core', '0007_handlings'), ('core', '0008_trail_newest_first')]

    initial = True

    dependencies = [
        ('directory', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('count', models.PositiveIntegerField()),
                ('previous', models.BinaryField(max_length=32)),
                ('digest', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='AuditRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('action', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=64)),
                ('object_id', models.BigIntegerField(null=True)),
                ('details', models.JSONField(default=dict)),
                ('sign_in', models.BigIntegerField(null=True)),
                ('mac', models.BinaryField(max_length=32)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_rows', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'object_id'], name='core_auditr_kind_764981_idx'), models.Index(fields=['subdistrict', '-at', '-id'], name='trail_of_a_subdistrict'), models.Index(fields=['-at', '-id'], name='trail_newest_first')],
            },
        ),
        migrations.CreateModel(
            name='Wishes',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='inbox_wishes', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('mail_address', models.EmailField(blank=True, max_length=254)),
                ('no_notice', models.JSONField(default=list)),
                ('no_mail', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=48)),
                ('payload', models.JSONField(default=dict)),
                ('key', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('waiting', '排队中'), ('running', '进行中'), ('done', '已完成'), ('failed', '没有做完'), ('cancelled', '已取消')], default='waiting', max_length=10)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('lost', models.PositiveIntegerField(default=0)),
                ('worker', models.CharField(blank=True, max_length=80)),
                ('lease_until', models.DateTimeField(null=True)),
                ('stage', models.CharField(blank=True, max_length=24)),
                ('done', models.PositiveIntegerField(default=0)),
                ('of', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('cancel_wished_at', models.DateTimeField(null=True)),
                ('outcome', models.JSONField(default=dict)),
                ('failure', models.CharField(blank=True, max_length=12)),
                ('refusal', models.CharField(blank=True, max_length=300)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL)),
                ('cancel_wished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['asked_at', 'id'], name='open_jobs_in_their_order'), models.Index(fields=['subdistrict', '-asked_at'], name='jobs_of_a_subdistrict'), models.Index(fields=['asked_by', '-asked_at'], name='jobs_of_somebody')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'running')), models.Q(('key', ''), _negated=True)), fields=('name', 'key'), name='one_open_job_a_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='running_job_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('done', 'failed', 'cancelled')), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='ended_job_says_when')],
            },
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.CharField(max_length=24)),
                ('deed', models.CharField(max_length=24)),
                ('given', models.JSONField(default=dict)),
                ('keys', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('refused', models.JSONField(default=list)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=48)),
                ('event', models.CharField(max_length=120)),
                ('params', models.JSONField(default=dict)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mail', models.CharField(choices=[('none', 'None'), ('due', 'Due'), ('sent', 'Sent')], default='none', max_length=4)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='unread_notices'), models.Index(fields=['user', '-at'], name='notices_of_somebody'), models.Index(condition=models.Q(('mail', 'due')), fields=['id'], name='notices_to_be_mailed')],
                'constraints': [models.UniqueConstraint(fields=('user', 'event'), name='one_notice_an_event_and_person')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.CharField(max_length=24)),
                ('name', models.CharField(max_length=20)),
                ('query', models.JSONField(default=dict)),
                ('columns', models.CharField(blank=True, max_length=400)),
                ('heads', models.JSONField(default=dict)),
                ('is_shared', models.BooleanField(default=False)),
                ('subdistrict', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_shared', True)), fields=['subdistrict', 'listing'], name='shared_views')],
                'constraints': [models.UniqueConstraint(fields=('user', 'listing', 'name'), name='view_name_once_a_person'), models.CheckConstraint(condition=models.Q(('is_shared', False), ('subdistrict__isnull', False), _connector='OR'), name='a_shared_view_says_with_whom')],
            },
        ),
        migrations.CreateModel(
            name='OpeningView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('listing', models.CharField(max_length=24)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='core.savedview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'listing'), name='one_opening_view_a_list')],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='seal', serialize=False, to='core.auditrow')),
                ('position', models.PositiveIntegerField()),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='core.auditblock')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('block', 'position'), name='one_row_a_position')],
            },
        ),
    ]
