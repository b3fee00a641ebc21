"""Records of a project that its panel looks up (抽查的记录): drawn by a seed that is kept with what was drawn from.

What a record said when it was drawn is kept beside it: records are corrected and withdrawn, and who looked must be able to say at what.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.delivery.models import Form
from guihua.directory import models as directory
from guihua.evaluation.models.rounds import RoundProject
from guihua.evaluation.models.sheets import ScoreSheet


class Sample(models.Model):
    """`pool`: the keys of all records there were. Never of a confidential domain."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="sample")
    seed = models.CharField(max_length=40)
    pool = models.JSONField(default=list)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered seed pool drawn_at drawn_by")

    class Meta:
        ordering = ["entered"]
        constraints = [models.CheckConstraint(condition=~Q(seed=""), name="sample_has_a_seed")]


class SampledRecord(models.Model):
    """`session` is its key, no reference: a record that is withdrawn later stays drawn."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="records")
    position = models.PositiveSmallIntegerField()
    session = models.PositiveBigIntegerField()
    code = models.CharField(_("场次编号"), max_length=60)
    day = models.DateField(_("日期"))
    form = models.CharField(_("服务形式"), max_length=16, choices=Form.choices)
    activity = models.CharField(_("活动名称"), max_length=120)
    community = models.CharField(_("社区"), max_length=80, blank=True)

    data_classes = secrecy.classed(internal="sample position session code day form activity community")

    class Meta:
        ordering = ["sample", "position"]
        constraints = [models.UniqueConstraint(fields=["sample", "position"], name="sampled_record_place_once")]


class Finding(models.TextChoices):
    MATCHES = "matches", _("对得上")
    DIFFERS = "differs", _("对不上")
    MISSING = "missing", _("没有找到")


class RecordCheck(models.Model):
    """What one who scores found when looking it up."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="checks")
    record = models.ForeignKey(SampledRecord, models.PROTECT, related_name="checks")
    finding = models.CharField(_("对得上吗"), max_length=8, choices=Finding.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    data_classes = secrecy.classed(internal="sheet record finding note")

    class Meta:
        ordering = ["sheet", "record"]
        constraints = [models.UniqueConstraint(fields=["sheet", "record"], name="record_checked_once")]
