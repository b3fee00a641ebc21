"""A browser and its device in words, as far as a User-Agent says. A guess that helps its owner, and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = str | Promise

# the first that fits is it: WeChat and Edge also call themselves Chrome, and Chrome calls itself Safari
BROWSERS: list[tuple[str, Word]] = [
    ("MicroMessenger", _("微信")),
    ("DingTalk", _("钉钉")),
    ("Lark", _("飞书")),
    ("HuaweiBrowser", _("华为浏览器")),
    ("MiuiBrowser", _("小米浏览器")),
    ("QQBrowser", _("QQ 浏览器")),
    ("UCBrowser", _("UC 浏览器")),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
PHONE, TABLET, COMPUTER = "smartphone", "tablet", "monitor"
DEVICES: list[tuple[str, Word, str]] = [
    ("iPhone", _("苹果手机"), PHONE),
    ("iPad", _("苹果平板"), TABLET),
    ("HarmonyOS", _("鸿蒙手机"), PHONE),
    ("OpenHarmony", _("鸿蒙手机"), PHONE),
    ("Android", _("安卓手机"), PHONE),
    ("Windows", _("Windows 电脑"), COMPUTER),
    ("Macintosh", _("苹果电脑"), COMPUTER),
    ("Linux", _("Linux 电脑"), COMPUTER),
]


@dataclass(frozen=True)
class Device:
    words: str
    icon: str  # a Lucide name


def family(agent: str) -> str:
    """The kinds of device and browser, whatever their versions: of two sign-ins with the same, nobody is warned."""
    found = (next((mark for mark, *_ in known if mark in agent), "") for known in (DEVICES, BROWSERS))
    return " ".join([*found, *(["Mobile"] if "Mobile" in agent else [])])


def device(agent: str) -> Device:
    """What somebody signed in with. An Android device that does not call itself mobile is a tablet."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("未知的浏览器"))
    mark, name, icon = next((one for one in DEVICES if one[0] in agent), ("", _("未知的设备"), COMPUTER))
    if mark == "Android" and "Mobile" not in agent:
        name, icon = _("安卓平板"), TABLET
    return Device(f"{name} · {browser}", icon)
