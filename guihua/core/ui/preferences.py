"""In which ways one can see the pages, and which of them somebody chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Preference:
    label: str | Promise
    default: str
    choices: Mapping[str, str | Promise]


PREFERENCES = {
    "theme": Preference(_("颜色"), "light", {"light": _("浅色"), "dark": _("深色"), "auto": _("跟随设备")}),
    "text": Preference(_("字号"), "normal", {"normal": _("标准字"), "large": _("大字")}),
    "density": Preference(_("密度"), "default", {"compact": _("紧凑"), "default": _("适中"), "roomy": _("宽松")}),
    "keys": Preference(_("快捷键"), "on", {"on": _("打开"), "off": _("关掉")}),
    "recent": Preference(_("最近打开的"), "on", {"on": _("记下"), "off": _("不记")}),
}


def chosen_in(kept: Mapping[str, str]) -> dict[str, str]:
    """Each preference as it was kept, in cookies or with an account, or its default."""
    return {
        name: value if (value := kept.get(name, "")) in one.choices else one.default
        for name, one in PREFERENCES.items()
    }
