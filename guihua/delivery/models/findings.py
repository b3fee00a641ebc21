"""What is missing or unlikely in a month's records, and what somebody said of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.delivery.models.closes import LONGEST_REASON
from guihua.delivery.models.sessions import Session


class FindingKind(models.TextChoices):
    """In the order in which they are shown: what is missing comes before what is unlikely."""

    NO_RECORDS = "no-records", _("没有参与记录的场次")
    NO_COMMUNITY = "no-community", _("没有写社区")
    SILENT = "silent", _("整月没有记录的项目")
    COPIED = "copied", _("名单相同")
    TWO_PLACES = "two-places", _("同一人同时在两处")
    OUTSIDE_TERM = "outside-term", _("不在合同期内")
    NIGHT = "night", _("在夜里")
    OVER_ROOM = "over-room", _("人数超过场地")


class FindingNote(TenantRow):
    """情况属实: somebody looked at it and says that it is so, and why. It does not come up again."""

    kind = models.CharField(max_length=16, choices=FindingKind.choices)
    month = models.PositiveIntegerField()  # yyyymm
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="finding_notes")
    other = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")  # the second of a pair
    project = models.ForeignKey(commissioning.Project, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=LONGEST_REASON)

    data_classes = secrecy.classed(internal="kind month session other project by at why")

    class Meta:
        indexes = [models.Index(fields=["subdistrict", "month"])]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "month",
                Coalesce("session", 0),
                Coalesce("other", 0),
                Coalesce("project", 0),
                name="one_note_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=False, project=None) | Q(session=None, other=None, project__isnull=False),
                name="a_note_is_of_a_session_or_a_project",
            ),
        ]

    @property
    def key(self) -> tuple[str, int | None, int | None, int | None]:
        return self.kind, self.session_id, self.other_id, self.project_id
