import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from guihua.core.grounds import Ground


class Migration(Ground):

    replaces = [('directory', '0001_initial'), ('directory', '0002_versions'), ('directory', '0003_people_found_and_joined'), ('directory', '0004_merges_and_versions_of_people'), ('directory', '0005_finding'), ('directory', '0006_finding_who_is_there'), ('directory', '0007_more_roles'), ('directory', '0008_accounts'), ('directory', '0009_second_factor'), ('directory', '0010_sign_in_places'), ('directory', '0011_decided_with_a_file'), ('directory', '0012_strangers'), ('directory', '0013_stories_allowed'), ('directory', '0014_attention')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.-]+$', '用户名只用字母、数字、点和横线。')], verbose_name='用户名')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('phone_index', models.BinaryField(max_length=32, null=True, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('preferences', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Subdistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=9, unique=True, validators=[django.core.validators.RegexValidator('^\\d{9}$')], verbose_name='街道代码')),
                ('name', models.CharField(max_length=40, verbose_name='街道名称')),
            ],
        ),
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')], verbose_name='社区代码')),
                ('name', models.CharField(max_length=40, verbose_name='社区名称')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='经度')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='纬度')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'code'), name='community_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Misses',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_index', models.BinaryField(max_length=32, unique=True)),
                ('since', models.DateTimeField()),
                ('count', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Authenticator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data_key', models.BinaryField()),
                ('secret', models.BinaryField()),
                ('last_step', models.BigIntegerField()),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='authenticator', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='机构名称')),
                ('credit_code', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                ('kind', models.CharField(choices=[('provider', '社工机构'), ('enterprise', '企业'), ('school', '学校'), ('hospital', '医院'), ('health_centre', '社区卫生服务中心'), ('social', '社会组织'), ('business_association', '商协会'), ('mass', '群团组织'), ('institution', '事业单位'), ('park', '产业园区'), ('government', '政府部门'), ('residents_committee', '居委会')], max_length=24, verbose_name='机构类型')),
                ('contact_name', models.CharField(blank=True, max_length=40, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('school_nature', models.CharField(blank=True, choices=[('public', '公办'), ('private', '民办')], max_length=8, verbose_name='学校性质')),
                ('school_stage', models.CharField(blank=True, choices=[('primary', '小学'), ('middle', '初中'), ('nine_year', '九年一贯制'), ('high', '高中')], max_length=12, verbose_name='学段')),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='directory.community', verbose_name='所在社区')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'credit_code'), name='organisation_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'school'), models.Q(('school_nature', ''), _negated=True)), models.Q(models.Q(('kind', 'school'), _negated=True), ('school_nature', '')), _connector='OR'), name='only_schools_have_a_nature')],
            },
        ),
        migrations.CreateModel(
            name='Passkey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('data_key', models.BinaryField()),
                ('credential', models.BinaryField()),
                ('credential_index', models.BinaryField(max_length=32, unique=True)),
                ('uses', models.PositiveBigIntegerField(default=0)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passkeys', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('gender', models.CharField(blank=True, choices=[('female', '女'), ('male', '男')], max_length=6, verbose_name='性别')),
                ('data_key', models.BinaryField(max_length=96)),
                ('phone', models.BinaryField(blank=True, verbose_name='手机')),
                ('id_number', models.BinaryField(blank=True, verbose_name='证件号码')),
                ('born_on', models.BinaryField(blank=True, verbose_name='生日')),
                ('id_index', models.BinaryField(max_length=32, null=True)),
                ('handle_index', models.BinaryField(max_length=32, null=True)),
                ('phone_index', models.BinaryField(max_length=32, null=True)),
                ('phone_tail_index', models.BinaryField(max_length=32, null=True)),
                ('birthday_index', models.BinaryField(max_length=32, null=True)),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='directory.community', verbose_name='居住社区')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='directory.person')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('merged_into', None)), fields=['subdistrict', 'name', 'id'], name='people_by_name'), models.Index(fields=['subdistrict', 'phone_index'], name='directory_p_subdist_d11009_idx'), models.Index(fields=['subdistrict', 'phone_tail_index'], name='directory_p_subdist_fdfdfb_idx'), models.Index(fields=['subdistrict', 'birthday_index'], name='directory_p_subdist_f0812b_idx')],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'id_index'), name='one_person_an_id_number'), models.UniqueConstraint(fields=('subdistrict', 'handle_index'), name='one_person_a_phone_and_name'), models.CheckConstraint(condition=models.Q(models.Q(('handle_index__isnull', False), ('id_index', None)), models.Q(('handle_index', None), ('id_index__isnull', False), ('same_as', None)), _connector='OR'), name='a_person_is_met_one_way'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('pk')), _negated=True), name='nobody_merges_into_themselves')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.BinaryField(max_length=32, unique=True)),
                ('browser_hash', models.BinaryField(max_length=32)),
                ('form_hash', models.BinaryField(max_length=32)),
                ('started_at', models.DateTimeField()),
                ('used_at', models.DateTimeField()),
                ('address', models.GenericIPAddressField(null=True)),
                ('agent', models.CharField(blank=True, max_length=200)),
                ('place_index', models.BinaryField(max_length=32, null=True)),
                ('factor', models.CharField(choices=[('password', '只用密码'), ('totp', '密码和验证器'), ('passkey', '密码和通行密钥'), ('recovery', '密码和恢复码')], default='password', max_length=8)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(blank=True, choices=[('signed_out', '自己退出'), ('idle', '太久没有使用'), ('too_old', '到了最长时间'), ('ended', '从别处结束'), ('password', '改了密码'), ('disabled', '账号停用'), ('kept', '由管理账号的人结束'), ('factor', '登录验证变了'), ('stranger', '本人说不是自己')], max_length=12)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-used_at', '-pk'],
                'indexes': [models.Index(fields=['user', 'ended_at'], name='directory_s_user_id_d8e879_idx'), models.Index(fields=['browser_hash', '-started_at'], name='directory_s_browser_27d980_idx'), models.Index(fields=['used_at'], name='directory_s_used_at_7b93b9_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ending', '')), models.Q(('ended_at__isnull', False), models.Q(('ending', ''), _negated=True)), _connector='OR'), name='sign_in_ends_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_index', models.BinaryField(max_length=32)),
                ('action_index', models.BinaryField(max_length=32)),
                ('typed', models.BinaryField()),
                ('kept_at', models.DateTimeField()),
                ('sign_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_forms', to='directory.signin')),
            ],
            options={
                'indexes': [models.Index(fields=['kept_at'], name='directory_k_kept_at_762eb1_idx')],
                'constraints': [models.UniqueConstraint(fields=('sign_in', 'page_index', 'action_index'), name='form_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='Resemblance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('same phone and name', '手机和姓名都相同，证件号码有几个'), ('same name and birthday', '姓名和生日相同'), ('near name and phone tail', '姓名读音相近，手机尾号相同'), ('same phone, near name', '手机相同，姓名只差一个字'), ('same phone', '手机相同，姓名不同'), ('typed', '改登记时发现号码相同')], max_length=40)),
                ('decision', models.CharField(blank=True, choices=[('', '待定'), ('later', '以后再看'), ('same', '同一人'), ('different', '不是同一人')], default='', max_length=9)),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_of_file', models.BooleanField(default=False)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='resemblances', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'decision', 'id'], name='directory_r_subdist_78340c_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'other'), name='resemblance_once'), models.CheckConstraint(condition=models.Q(('person__lt', models.F('other'))), name='resemblance_lower_key_first')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('phone', '手机'), ('id_number', '证件号码')], max_length=12)),
                ('purpose', models.CharField(choices=[('contact', '联系本人'), ('check', '核对是不是同一人'), ('correct', '更正登记错误'), ('request', '本人或监护人要求'), ('other', '其他')], max_length=8)),
                ('words', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['by', 'at'], name='directory_r_by_id_e017e2_idx')],
            },
        ),
        migrations.CreateModel(
            name='PersonVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('batch', models.CharField(blank=True, db_index=True, max_length=64)),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('gender', models.CharField(blank=True, choices=[('female', '女'), ('male', '男')], max_length=6, verbose_name='性别')),
                ('phone', models.BinaryField(blank=True, verbose_name='手机')),
                ('id_number', models.BinaryField(blank=True, verbose_name='证件号码')),
                ('born_on', models.BinaryField(blank=True, verbose_name='生日')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('community', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.community', verbose_name='居住社区')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'verbose_name': 'historical person',
                'verbose_name_plural': 'historical persons',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PersonHandle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.BinaryField(max_length=32)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='handles', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'index'], name='directory_p_subdist_da4521_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'index'), name='handle_once_a_person')],
            },
        ),
        migrations.CreateModel(
            name='PersonGram',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gram', models.CharField(max_length=6)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grams', to='directory.person')),
                ('subdistrict', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'gram', 'person'], name='people_by_gram', opclasses=['int8_ops', 'varchar_pattern_ops', 'int8_ops'])],
            },
        ),
        migrations.CreateModel(
            name='OrganisationVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('batch', models.CharField(blank=True, db_index=True, max_length=64)),
                ('name', models.CharField(max_length=80, verbose_name='机构名称')),
                ('credit_code', models.CharField(max_length=18, verbose_name='统一社会信用代码')),
                ('kind', models.CharField(choices=[('provider', '社工机构'), ('enterprise', '企业'), ('school', '学校'), ('hospital', '医院'), ('health_centre', '社区卫生服务中心'), ('social', '社会组织'), ('business_association', '商协会'), ('mass', '群团组织'), ('institution', '事业单位'), ('park', '产业园区'), ('government', '政府部门'), ('residents_committee', '居委会')], max_length=24, verbose_name='机构类型')),
                ('contact_name', models.CharField(blank=True, max_length=40, verbose_name='联系人')),
                ('contact_phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('school_nature', models.CharField(blank=True, choices=[('public', '公办'), ('private', '民办')], max_length=8, verbose_name='学校性质')),
                ('school_stage', models.CharField(blank=True, choices=[('primary', '小学'), ('middle', '初中'), ('nine_year', '九年一贯制'), ('high', '高中')], max_length=12, verbose_name='学段')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('community', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.community', verbose_name='所在社区')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'verbose_name': 'historical organisation',
                'verbose_name_plural': 'historical organisations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_correction', models.BooleanField(default=False)),
                ('why', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_why', models.CharField(blank=True, max_length=120)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_kept', to='directory.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_given', to='directory.person')),
                ('wrong', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['subdistrict', 'id'], name='standing_merges')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('other')), _negated=True), name='nobody_is_merged_with_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', '街道办公室'), ('leader', '分管领导'), ('finance', '财务'), ('liaison', '挂钩人员'), ('auditor', '审计'), ('committee', '督导委员会'), ('manager', '机构负责人'), ('worker', '社工'), ('partner', '合作单位'), ('secretary', '社区书记'), ('system', '系统管理员'), ('security', '安全管理员'), ('audit', '审计管理员')], max_length=12, verbose_name='角色')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True)),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.community')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.organisation')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='membership_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('manager', 'worker', 'partner')), ('community', None), ('organisation__isnull', False)), models.Q(('role__in', ('secretary',)), ('community__isnull', False), ('organisation', None)), models.Q(('community', None), ('organisation', None), models.Q(('role__in', ['manager', 'worker', 'partner', 'secretary']), _negated=True)), _connector='OR'), name='membership_role_fits_place'), models.UniqueConstraint(models.F('user'), models.F('role'), models.F('subdistrict'), django.db.models.functions.comparison.Coalesce('organisation', 0), django.db.models.functions.comparison.Coalesce('community', 0), condition=models.Q(('until', None)), name='one_open_membership'), models.UniqueConstraint(condition=models.Q(('role__in', ('system', 'security', 'audit')), ('until', None)), fields=('user', 'subdistrict'), name='administrators_exclude_each_other')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('role', models.CharField(choices=[('office', '街道办公室'), ('leader', '分管领导'), ('finance', '财务'), ('liaison', '挂钩人员'), ('auditor', '审计'), ('committee', '督导委员会'), ('manager', '机构负责人'), ('worker', '社工'), ('partner', '合作单位'), ('secretary', '社区书记'), ('system', '系统管理员'), ('security', '安全管理员'), ('audit', '审计管理员')], max_length=12, verbose_name='角色')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('phone_index', models.BinaryField(max_length=32, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.community')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['subdistrict', '-made_at'], name='directory_i_subdist_519bc6_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ('manager', 'worker', 'partner')), ('community', None), ('organisation__isnull', False)), models.Q(('role__in', ('secretary',)), ('community__isnull', False), ('organisation', None)), models.Q(('community', None), ('organisation', None), models.Q(('role__in', ['manager', 'worker', 'partner', 'secretary']), _negated=True)), _connector='OR'), name='invitation_role_fits_place'), models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('used_at', None)), models.Q(('account__isnull', False), ('used_at__isnull', False), ('withdrawn_at', None)), _connector='OR'), name='invitation_is_accepted_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='FactorDemand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', '街道办公室'), ('leader', '分管领导'), ('finance', '财务'), ('liaison', '挂钩人员'), ('auditor', '审计'), ('committee', '督导委员会'), ('manager', '机构负责人'), ('worker', '社工'), ('partner', '合作单位'), ('secretary', '社区书记'), ('system', '系统管理员'), ('security', '安全管理员'), ('audit', '审计管理员')], max_length=12)),
                ('since', models.DateField()),
                ('grace_until', models.DateField()),
                ('until', models.DateField(null=True)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('grace_until__gte', models.F('since'))), name='grace_follows_demand'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='demand_ends_after_start'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('subdistrict', 'role'), name='one_open_factor_demand')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('service', '登记和接受服务'), ('messages', '接收活动通知'), ('photos', '公开照片和姓名'), ('sharing', '提供给合作单位'), ('stories', '公开讲述本人的事')], max_length=8, verbose_name='用途')),
                ('version', models.CharField(max_length=20, verbose_name='告知书版本')),
                ('given_on', models.DateField(verbose_name='同意日期')),
                ('guardian', models.BinaryField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='directory.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person', 'purpose', 'version'), name='one_standing_consent')],
            },
        ),
        migrations.CreateModel(
            name='CommunityVersion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('batch', models.CharField(blank=True, db_index=True, max_length=64)),
                ('code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')], verbose_name='社区代码')),
                ('name', models.CharField(max_length=40, verbose_name='社区名称')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='经度')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='纬度')),
                ('history_change_reason', models.CharField(blank=True, default='', max_length=200)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subdistrict', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'verbose_name': 'historical community',
                'verbose_name_plural': 'historical communitys',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='AttentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('silent_days', models.PositiveSmallIntegerField(default=30, verbose_name='项目多少天没有记录')),
                ('invitation_days', models.PositiveSmallIntegerField(default=3, verbose_name='邀请提前多少天提醒')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subdistrict',), name='one_attention_rule'), models.CheckConstraint(condition=models.Q(('invitation_days__range', (1, 366)), ('silent_days__range', (1, 366))), name='attention_after_days')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('office', '街道办公室'), ('leader', '分管领导'), ('finance', '财务'), ('liaison', '挂钩人员'), ('auditor', '审计'), ('committee', '督导委员会'), ('manager', '机构负责人'), ('worker', '社工'), ('partner', '合作单位'), ('secretary', '社区书记'), ('system', '系统管理员'), ('security', '安全管理员'), ('audit', '审计管理员')], max_length=12)),
                ('kind', models.CharField(max_length=24)),
                ('object_id', models.BigIntegerField()),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('why', models.CharField(max_length=120)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'kind', 'role'], name='directory_g_user_id_664fb5_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('user', 'role', 'kind', 'object_id'), name='one_open_grant')],
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='password_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('used_at', None), ('withdrawn_at', None), _connector='OR'), name='password_link_is_used_or_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_index', models.BinaryField(max_length=32)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'code_index'), name='recovery_code_known_once')],
            },
        ),
    ]
