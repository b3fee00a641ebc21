"""What media told of the small programme's projects."""

from __future__ import annotations

from datetime import date
from typing import Any

from guihua.commissioning.actions import coverage
from guihua.commissioning.models import Coverage, Project
from guihua.core import audit


def said(**changes: Any) -> dict[str, Any]:
    """The tea talks, as a channel told of them in March."""
    usual = {"on": date(2022, 3, 12), "kind": "channel", "outlet": "桂花树下", "title": "围炉茶话，街坊把心里话说出来"}
    more = {"address": "https://example.org/tea", "reach": 1280, "counted": "公众号后台阅读数", "proof_id": None}
    return usual | more | changes


def stand(place: Any) -> None:
    coverage.enter(Project.objects.get(number="GC-1", subdistrict=place), said(), by=audit.SYSTEM)


def grow(place: Any) -> None:
    """Thirty pieces of each project."""
    for project in Project.objects.filter(subdistrict=place).bought():
        for n in range(30):
            coverage.enter(project, said(title=f"第 {n} 篇"), by=audit.SYSTEM)


def by_name() -> dict[str, int]:
    return {f"{one.project.number}-coverage": one.pk for one in Coverage.objects.select_related("project")}


def pages() -> list[str]:
    piece = Coverage.objects.first()
    assert piece is not None
    return [f"/coverage/{piece.pk}/", f"/coverage/{piece.pk}/editing/", f"/projects/{piece.project_id}/coverage/"]
