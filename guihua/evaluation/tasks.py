"""What judging has done in the background."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guihua.core import jobs
from guihua.evaluation.actions import arrangements


def _panels(job: jobs.Job) -> str:
    return reverse("evaluation:panels", args=[job.payload["round"]])


@jobs.work(
    arrangements.WORK,
    title=_("排评估组"),
    stages={"solving": _("正在找最好的排法")},
    counts={"seated": _("席位"), "clashes": _("要放宽的规则")},
    page=_panels,
    back=_panels,
)
def arrange_panels(running: jobs.Running) -> None:
    arrangements.arrange_for(running)
