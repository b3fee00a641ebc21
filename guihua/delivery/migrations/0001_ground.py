import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from guihua.core.grounds import Ground


class Migration(Ground):

    replaces = [('delivery', '0001_initial'), ('delivery', '0002_what_each_file_brought'), ('delivery', '0003_entered_by_hand'), ('delivery', '0004_months_are_closed'), ('delivery', '0005_whom_each_file_brought'), ('delivery', '0006_what_a_month_lacks'), ('delivery', '0007_what_months_wait_for')]

    initial = True

    dependencies = [
        ('commissioning', '0001_ground'),
        ('directory', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='活动名称')),
                ('form', models.CharField(choices=[('casework', '个案'), ('group', '小组'), ('event', '社区活动'), ('visit', '探访'), ('lecture', '讲座'), ('livestream', '直播'), ('tour', '一日游'), ('training', '培训'), ('media', '宣传'), ('counselling', '咨询')], max_length=16, verbose_name='服务形式')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='commissioning.campaign')),
                ('project', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_%(class)ss', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'verbose_name_plural': 'activities',
                'indexes': [models.Index(fields=['project', 'name'], name='delivery_ac_project_02f437_idx')],
                'constraints': [models.UniqueConstraint(models.F('subdistrict'), django.db.models.functions.comparison.Coalesce('project', 0), models.F('name'), models.F('form'), django.db.models.functions.comparison.Coalesce('campaign', 0), name='activity_once')],
            },
        ),
        migrations.CreateModel(
            name='ClosingSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.PositiveSmallIntegerField(default=5, null=True)),
                ('told', models.PositiveIntegerField(null=True)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subdistrict',), name='one_closing_schedule'), models.CheckConstraint(condition=models.Q(('day', None), ('day__range', (1, 28)), _connector='OR'), name='a_day_of_every_month')],
            },
        ),
        migrations.CreateModel(
            name='Codename',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16)),
                ('data_key', models.BinaryField(max_length=96)),
                ('name', models.BinaryField()),
                ('phone', models.BinaryField(blank=True)),
                ('id_number', models.BinaryField(blank=True)),
                ('id_index', models.BinaryField(max_length=32, null=True)),
                ('handle_index', models.BinaryField(max_length=32, null=True)),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codenames', to='commissioning.domain')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='delivery.codename')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('domain', 'code'), name='codename_once'), models.UniqueConstraint(fields=('domain', 'id_index'), name='one_codename_an_id_number'), models.UniqueConstraint(fields=('domain', 'handle_index'), name='one_codename_a_phone_and_name'), models.CheckConstraint(condition=models.Q(models.Q(('handle_index__isnull', False), ('id_index', None)), models.Q(('handle_index', None), ('id_index__isnull', False), ('merged_into', None)), _connector='OR'), name='a_codename_is_met_one_way')],
            },
        ),
        migrations.CreateModel(
            name='CodenameHandle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.BinaryField(max_length=32)),
                ('codename', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handles', to='delivery.codename')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.domain')),
            ],
            options={
                'indexes': [models.Index(fields=['domain', 'index'], name='delivery_co_domain__6160da_idx')],
                'constraints': [models.UniqueConstraint(fields=('codename', 'index'), name='handle_once_a_codename')],
            },
        ),
        migrations.CreateModel(
            name='CodenameResemblance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=40)),
                ('codename', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resemblances', to='delivery.codename')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.domain')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='delivery.codename')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('codename', 'other'), name='codename_resemblance_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('added', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('skipped', models.PositiveIntegerField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('people_after', models.PositiveBigIntegerField(default=0)),
                ('people_until', models.PositiveBigIntegerField(default=0)),
                ('codenames_after', models.PositiveBigIntegerField(default=0)),
                ('codenames_until', models.PositiveBigIntegerField(default=0)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DutyShift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=80, verbose_name='任务名称')),
                ('day', models.DateField(verbose_name='日期')),
                ('month', models.PositiveIntegerField()),
                ('starts_at', models.TimeField(verbose_name='开始时间')),
                ('minutes', models.PositiveSmallIntegerField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duty_shifts', to='directory.person')),
                ('project', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='duty_shifts', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.importbatch')),
            ],
            options={
                'ordering': ['-day', '-starts_at', 'pk'],
                'indexes': [models.Index(fields=['subdistrict', 'month'], name='delivery_du_subdist_cd4f8a_idx')],
                'constraints': [models.UniqueConstraint(fields=('project', 'task', 'person', 'day', 'starts_at'), name='shift_once'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('minutes__lt', 1440)), name='shift_within_a_day')],
            },
        ),
        migrations.CreateModel(
            name='MonthlyClose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('figures', models.JSONField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_closes', to='directory.organisation')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'month'], name='delivery_mo_subdist_f6c467_idx')],
                'constraints': [models.UniqueConstraint(models.F('subdistrict'), models.F('month'), django.db.models.functions.comparison.Coalesce('provider', 0), condition=models.Q(('ended_at', None)), name='one_standing_close'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('at')), _connector='OR'), name='a_close_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='LateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('why', models.CharField(max_length=200)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_changes', to='delivery.monthlyclose')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['subdistrict', 'month'], name='delivery_la_subdist_3cb431_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='a_late_change_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('why', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=200)),
                ('granted', models.BooleanField(null=True)),
                ('lapsed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='delivery.monthlyclose')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('granted', None), ('lapsed_at', None)), fields=('close',), name='one_reopening_waits'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('granted__isnull', False)), _connector='OR'), name='a_reopening_is_decided_whole'), models.CheckConstraint(condition=models.Q(('lapsed_at', None), ('granted', None), _connector='OR'), name='what_lapsed_was_not_decided'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='a_second_person_reopens')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(blank=True, choices=[('face', '当面'), ('phone', '电话'), ('online', '线上'), ('home', '入户')], db_default='', default='', max_length=8, verbose_name='方式')),
                ('leader', models.CharField(blank=True, db_default='', default='', max_length=40, verbose_name='主讲或带领人')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='第几节')),
                ('link', models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='直播或发布地址')),
                ('topic', models.CharField(blank=True, db_default='', default='', max_length=80, verbose_name='主题')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='场地可容纳人数')),
                ('summary', models.CharField(blank=True, db_default='', default='', max_length=500, verbose_name='小结')),
                ('code', models.CharField(max_length=60, verbose_name='场次编号')),
                ('day', models.DateField(verbose_name='日期')),
                ('month', models.PositiveIntegerField()),
                ('starts_at', models.TimeField(verbose_name='开始时间')),
                ('minutes', models.PositiveSmallIntegerField(verbose_name='时长（分钟）')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('sent_as', models.UUIDField(null=True, unique=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='delivery.activity')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.importbatch')),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='directory.community')),
                ('project', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_%(class)ss', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['-day', '-starts_at', 'pk'],
                'indexes': [models.Index(fields=['subdistrict', 'month'], name='delivery_se_subdist_a8dd9f_idx'), models.Index(fields=['subdistrict', '-day', '-starts_at', 'id'], name='delivery_se_subdist_39174e_idx'), models.Index(fields=['subdistrict', 'minutes'], name='delivery_se_subdist_f6302b_idx'), models.Index(fields=['project', '-day', '-starts_at', 'id'], name='delivery_se_project_c8abcf_idx')],
                'constraints': [models.UniqueConstraint(fields=('project', 'code'), name='session_code_once_a_project'), models.UniqueConstraint(models.F('subdistrict'), django.db.models.expressions.CombinedExpression(models.F('month'), '/', models.Value(100)), models.F('code'), condition=models.Q(('project', None)), name='session_code_once_a_year_at_the_office'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('minutes__lte', 1440)), name='session_within_a_day')],
            },
        ),
        migrations.CreateModel(
            name='FindingNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('no-records', '没有参与记录的场次'), ('no-community', '没有写社区'), ('silent', '整月没有记录的项目'), ('copied', '名单相同'), ('two-places', '同一人同时在两处'), ('outside-term', '不在合同期内'), ('night', '在夜里'), ('over-room', '人数超过场地')], max_length=16)),
                ('month', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('why', models.CharField(max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='delivery.session')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='finding_notes', to='delivery.session')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'month'], name='delivery_fi_subdist_c4b928_idx')],
                'constraints': [models.UniqueConstraint(models.F('kind'), models.F('month'), django.db.models.functions.comparison.Coalesce('session', 0), django.db.models.functions.comparison.Coalesce('other', 0), django.db.models.functions.comparison.Coalesce('project', 0), name='one_note_a_finding'), models.CheckConstraint(condition=models.Q(models.Q(('project', None), ('session__isnull', False)), models.Q(('other', None), ('project__isnull', False), ('session', None)), _connector='OR'), name='a_note_is_of_a_session_or_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('served', '服务对象'), ('volunteer', '志愿者'), ('worker', '社工'), ('organiser', '组织者')], max_length=12, verbose_name='参与身份')),
                ('count', models.PositiveIntegerField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_attendances', to='directory.person')),
                ('codename', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delivery_attendances', to='delivery.codename')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery.importbatch')),
                ('session', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='delivery.session')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('session', 'person', 'part'), name='person_once_a_session_and_part'), models.UniqueConstraint(fields=('session', 'codename', 'part'), name='codename_once_a_session_and_part'), models.UniqueConstraint(condition=models.Q(('codename', None), ('person', None)), fields=('session',), name='one_head_count_a_session'), models.CheckConstraint(condition=models.Q(models.Q(('codename', None), ('count__gt', 0), ('part', 'served'), ('person', None)), models.Q(('codename', None), ('count__lte', 1), ('person__isnull', False)), models.Q(('codename__isnull', False), ('count__lte', 1), ('person', None)), _connector='OR'), name='a_person_or_a_head_count')],
            },
        ),
        migrations.CreateModel(
            name='SessionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('suffix', models.CharField(max_length=8)),
                ('bytes', models.PositiveBigIntegerField()),
                ('stored_as', models.CharField(max_length=40)),
                ('data_key', models.BinaryField(max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='delivery.session')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('activity', models.CharField(max_length=120)),
                ('day', models.DateField()),
                ('month', models.PositiveIntegerField()),
                ('sent_as', models.UUIDField(null=True, unique=True)),
                ('at', models.DateTimeField()),
                ('why', models.CharField(max_length=120)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['project', 'month'], name='delivery_wi_project_c09558_idx')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=24)),
                ('old', models.CharField(max_length=500)),
                ('new', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('why', models.CharField(max_length=120)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('shift', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.dutyshift')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.importbatch')),
                ('after_close', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.latechange')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.session')),
                ('withdrawal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='delivery.withdrawal')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('shift', None), ('withdrawal', None)), models.Q(('session', None), ('shift__isnull', False), ('withdrawal', None)), models.Q(('session', None), ('shift', None), ('withdrawal__isnull', False)), _connector='OR'), name='a_correction_is_of_one_thing')],
            },
        ),
    ]
