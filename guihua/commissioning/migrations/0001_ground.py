import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from guihua.core.grounds import Ground


class Migration(Ground):

    replaces = [('commissioning', '0001_initial'), ('commissioning', '0002_versions'), ('commissioning', '0003_papers'), ('commissioning', '0004_partners')]

    initial = True

    dependencies = [
        ('directory', '0001_ground'),
    ]

    operations = [
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('code', models.CharField(max_length=24)),
                ('position', models.PositiveSmallIntegerField()),
                ('also_called', models.JSONField(default=list)),
                ('is_confidential', models.BooleanField(default=False, verbose_name='保密')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'code'), name='domain_once')],
            },
        ),
        migrations.CreateModel(
            name='ManagementMode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'name'), name='mode_once')],
            },
        ),
        migrations.CreateModel(
            name='ProcurementMethod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'name'), name='method_once')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['year'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'year'), name='programme_year_once')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='项目编号')),
                ('name', models.CharField(max_length=80, verbose_name='项目名称')),
                ('amount_fen', models.BigIntegerField(verbose_name='合同金额')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('liaison_name', models.CharField(blank=True, max_length=40, verbose_name='挂钩人员')),
                ('state', models.CharField(choices=[('planned', '计划'), ('procuring', '采购'), ('contracted', '签约'), ('running', '执行'), ('evaluated', '评估'), ('closed', '结项')], max_length=12, verbose_name='状态')),
                ('communities', models.ManyToManyField(blank=True, related_name='stationed_projects', to='directory.community', verbose_name='驻点社区')),
                ('domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='commissioning.domain', verbose_name='服务领域')),
                ('liaison', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='liaison_projects', to=settings.AUTH_USER_MODEL, verbose_name='挂钩人员的账号')),
                ('method', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='commissioning.procurementmethod', verbose_name='采购方式')),
                ('mode', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='commissioning.managementmode', verbose_name='管理模式')),
                ('organisations', models.ManyToManyField(blank=True, related_name='stationed_projects', to='directory.organisation', verbose_name='驻点机构')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='directory.organisation', verbose_name='承接机构')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='commissioning.programmeyear', verbose_name='年度')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['subdistrict', 'year', 'number'], name='commissioni_subdist_e63c67_idx')],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'number'), name='project_number_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='project_ends_after_start'), models.CheckConstraint(condition=models.Q(('amount_fen__gte', 0)), name='project_amount_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=40, verbose_name='合作内容')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='directory.organisation', verbose_name='合作单位')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='commissioning.project')),
            ],
            options={
                'ordering': ['organisation__name', 'since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='partner_ends_after_start'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('project', 'organisation', 'part'), name='one_open_partner')],
            },
        ),
        migrations.CreateModel(
            name='ProjectFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('removed_at', models.DateTimeField(null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='commissioning.project')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FileVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('suffix', models.CharField(max_length=8)),
                ('bytes', models.PositiveBigIntegerField()),
                ('stored_as', models.CharField(max_length=40)),
                ('data_key', models.BinaryField(max_length=64)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='commissioning.projectfile')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='file_version_once')],
            },
        ),
        migrations.CreateModel(
            name='ProjectVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('batch', models.CharField(blank=True, db_index=True, max_length=64)),
                ('number', models.CharField(max_length=40, verbose_name='项目编号')),
                ('name', models.CharField(max_length=80, verbose_name='项目名称')),
                ('amount_fen', models.BigIntegerField(verbose_name='合同金额')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('liaison_name', models.CharField(blank=True, max_length=40, verbose_name='挂钩人员')),
                ('state', models.CharField(choices=[('planned', '计划'), ('procuring', '采购'), ('contracted', '签约'), ('running', '执行'), ('evaluated', '评估'), ('closed', '结项')], max_length=12, verbose_name='状态')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('domain', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.domain', verbose_name='服务领域')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('liaison', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='挂钩人员的账号')),
                ('method', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.procurementmethod', verbose_name='采购方式')),
                ('mode', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.managementmode', verbose_name='管理模式')),
                ('provider', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.organisation', verbose_name='承接机构')),
                ('subdistrict', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.subdistrict')),
                ('year', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.programmeyear', verbose_name='年度')),
            ],
            options={
                'verbose_name': 'historical project',
                'verbose_name_plural': 'historical projects',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Project_organisationsVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('m2m_history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.organisation')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, db_index=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.project')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='commissioning.projectversion')),
            ],
            options={
                'verbose_name': 'Project_organisationsVersion',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Project_communitiesVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, verbose_name='ID')),
                ('m2m_history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('community', models.ForeignKey(blank=True, db_constraint=False, db_index=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.community')),
                ('project', models.ForeignKey(blank=True, db_constraint=False, db_index=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='commissioning.project')),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='commissioning.projectversion')),
            ],
            options={
                'verbose_name': 'Project_communitiesVersion',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('code', models.SlugField(max_length=40)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'code'), name='campaign_code_once'), models.UniqueConstraint(fields=('subdistrict', 'name'), name='campaign_name_once')],
            },
        ),
    ]
