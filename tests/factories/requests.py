"""What the partner of the small programme's first project handed in."""

from __future__ import annotations

from typing import Any

from guihua.commissioning.actions import search_texts
from guihua.commissioning.models import PartnerRequest, Project
from guihua.core import clock
from guihua.directory.models import Organisation


def stand(place: Any) -> None:
    """Of the school at which GC-1 is stationed; nobody has answered it."""
    project = Project.objects.get(number="GC-1", subdistrict=place)
    school = Organisation.objects.get(subdistrict=place, name="怡水小学")
    said = {"kind": "request", "text": "下学期想把围炉茶话放到家长会之后。"}
    own = {"subdistrict": place, "project": project, "organisation": school}
    search_texts.keep(PartnerRequest.objects.create(**own, **said, asked_at=clock.now()))


def by_name() -> dict[str, int]:
    return {f"{one.project.number}-request": one.pk for one in PartnerRequest.objects.select_related("project")}


def pages() -> list[str]:
    return [f"/requests/{one.pk}/" for one in PartnerRequest.objects.all()] + ["/requests/"]
