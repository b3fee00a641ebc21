"""The forms of service, and what a session of each tells besides when, where and who."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy


class Form(models.TextChoices):
    CASEWORK = "casework", _("个案")
    GROUP = "group", _("小组")
    EVENT = "event", _("社区活动")
    VISIT = "visit", _("探访")
    LECTURE = "lecture", _("讲座")
    LIVESTREAM = "livestream", _("直播")
    TOUR = "tour", _("一日游")
    TRAINING = "training", _("培训")
    MEDIA = "media", _("宣传")
    COUNSELLING = "counselling", _("咨询")


class Way(models.TextChoices):
    FACE = "face", _("当面")
    PHONE = "phone", _("电话")
    ONLINE = "online", _("线上")
    HOME = "home", _("入户")


class Told(models.Model):
    """What only some forms of service tell; FIELDS_OF says which. Files bring none of it."""

    way = models.CharField(_("方式"), max_length=8, choices=Way.choices, blank=True, default="", db_default="")
    leader = models.CharField(_("主讲或带领人"), max_length=40, blank=True, default="", db_default="")
    number = models.PositiveSmallIntegerField(_("第几节"), null=True, blank=True)
    link = models.CharField(_("直播或发布地址"), max_length=300, blank=True, default="", db_default="")
    topic = models.CharField(_("主题"), max_length=80, blank=True, default="", db_default="")
    capacity = models.PositiveIntegerField(_("场地可容纳人数"), null=True, blank=True)
    summary = models.CharField(_("小结"), max_length=500, blank=True, default="", db_default="")

    data_classes = secrecy.classed(internal="way number link topic capacity", personal="leader summary")

    class Meta:
        abstract = True


FIELDS_OF: dict[str, tuple[str, ...]] = {
    Form.CASEWORK: ("way", "summary"),
    Form.GROUP: ("number", "leader", "topic", "capacity", "summary"),
    Form.EVENT: ("leader", "topic", "capacity", "summary"),
    Form.VISIT: ("way", "summary"),
    Form.LECTURE: ("leader", "topic", "capacity", "summary"),
    Form.LIVESTREAM: ("leader", "topic", "link", "summary"),
    Form.TOUR: ("leader", "capacity", "summary"),
    Form.TRAINING: ("number", "leader", "topic", "capacity", "summary"),
    Form.MEDIA: ("topic", "link", "summary"),
    Form.COUNSELLING: ("way", "summary"),
}
TELLING = ("way", "number", "leader", "topic", "link", "capacity", "summary")  # in the order in which they are asked
WORDLESS = ("way", "number", "capacity")  # what a confidential domain keeps of them: nothing in anybody's own words


def fields_of(form: str, *, is_confidential: bool) -> tuple[str, ...]:
    """What a session of this form tells."""
    return tuple(name for name in FIELDS_OF[form] if not is_confidential or name in WORDLESS)
