"""No setting is silently ignored: it has its effect, or a sentence says why it cannot.

Read before Django is set up, so nothing here imports it.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from ipaddress import ip_network

from guihua.config.home import FIELD_KEY_BYTES, Keys

Environment = Mapping[str, str]
SETTINGS = {
    "GUIHUA_ADDRESS",
    "GUIHUA_ADMIN_PASSWORD",
    "GUIHUA_CLAMD",
    "GUIHUA_OPINION_YEARS",
    "GUIHUA_TENDER_LIMIT_YUAN",
    "GUIHUA_DEBUG",
    "GUIHUA_ENGINE",
    "GUIHUA_FACTS",
    "GUIHUA_FIELD_KEYS",
    "GUIHUA_HOME",
    "GUIHUA_HOSTS",
    "GUIHUA_HSTS_SUBDOMAINS",
    "GUIHUA_IDLE_SECONDS",
    "GUIHUA_LOCKOUT_SECONDS",
    "GUIHUA_LOGIN_FAILURES",
    "GUIHUA_MAIL_DIR",
    "GUIHUA_ROWS_CHECKED_AT_ONCE",
    "GUIHUA_SECRET_KEY",
    "GUIHUA_SESSION_SECONDS",
    "GUIHUA_TESTING",
    "GUIHUA_TODAY",
    "GUIHUA_TRUSTED_PROXIES",
}
NUMBERS = (
    "GUIHUA_OPINION_YEARS",
    "GUIHUA_TENDER_LIMIT_YUAN",
    "GUIHUA_LOGIN_FAILURES",
    "GUIHUA_LOCKOUT_SECONDS",
    "GUIHUA_IDLE_SECONDS",
    "GUIHUA_SESSION_SECONDS",
    "GUIHUA_ROWS_CHECKED_AT_ONCE",
    "PORT",
)
DATABASES = ("sqlite:", "postgres:", "postgresql:", "pgsql:")
SWITCHES = ("GUIHUA_DEBUG", "GUIHUA_HSTS_SUBDOMAINS", "GUIHUA_TESTING")
SCANNER = re.compile(r"/.+|[^:/]+:\d{1,5}|")
ON_OR_OFF = {"1", "0", "true", "false", "yes", "no", "on", "off", "y", "n", "ok", "t", "f", ""}
SHORTEST_SECRET = 32  # characters
LEAST_VARIED = 8  # different characters: fewer is a word repeated
KNOWN_SECRETS = {"only for tests", "no key yet: only init, demo and help run like this"}
KNOWN_FIELD_KEYS = {b"01234567890123456789012345678901", bytes(FIELD_KEY_BYTES)}


def not_there_yet(environment: Environment) -> list[str]:
    """What a setting asks for that is promised and not built: the command stops with 2."""
    said = []
    if (engine := environment.get("GUIHUA_ENGINE", "local")) != "local":
        said.append(f"GUIHUA_ENGINE={engine} 还没有做好，现在只有 local / is not there yet, only local is")
    if "://" in environment.get("GUIHUA_FACTS", ""):
        said.append("GUIHUA_FACTS 还只能是文件夹，对象存储还没有做好 / can only be a folder yet, not an object store")
    return said


def without_effect(environment: Environment, *, is_demonstration: bool) -> list[str]:
    """What is set and changes nothing, so that nobody counts on it."""
    said = [_unknown(name) for name in sorted(environment) if name.startswith("GUIHUA_") and name not in SETTINGS]
    if environment.get("GUIHUA_MAIL_DIR") and is_demonstration:
        said.append("GUIHUA_MAIL_DIR 在演示里没有作用：邮件只写进演示自己的文件夹 / has no effect in a demonstration")
    if environment.get("DATABASE_ADMIN_URL"):
        said.append(
            "DATABASE_ADMIN_URL 还没有作用：建表也用 DATABASE_URL / has no effect yet: DATABASE_URL migrates too"
        )
    if environment.get("GUIHUA_TODAY") and not is_demonstration:
        said.append("GUIHUA_TODAY 只在演示里有作用 / has an effect in a demonstration only")
    return said


def _unknown(name: str) -> str:
    close = get_close_matches(name, SETTINGS, n=1)
    meant = f"，是不是 {close[0]}" if close else ""
    return f"没有 {name} 这个设置{meant} / there is no such setting{f', perhaps {close[0]}' if close else ''}"


def misspelt(environment: Environment) -> list[str]:
    """Values that cannot be what the setting takes."""
    said = [
        f"{name}={environment[name]} 要写成正整数 / has to be a positive whole number"
        for name in NUMBERS
        if name in environment
        and not (environment[name].isascii() and environment[name].isdigit() and int(environment[name]))
    ]
    said += [
        f"{name}={environment[name]} 要写成 1 或 0 / has to be 1 or 0"
        for name in SWITCHES
        if environment.get(name, "").lower() not in ON_OR_OFF
    ]
    if not environment.get("DATABASE_URL", DATABASES[0]).startswith(DATABASES):
        said.append("DATABASE_URL 只能是 sqlite:// 或 postgres:// / can only be sqlite:// or postgres://")
    if not SCANNER.fullmatch(environment.get("GUIHUA_CLAMD", "")):
        said.append("GUIHUA_CLAMD 要写成套接字的路径，或 主机:端口 / has to be the path of a socket, or host:port")
    said += _wrong_day(environment.get("GUIHUA_TODAY"))
    said += _wrong_proxies(environment.get("GUIHUA_TRUSTED_PROXIES", ""))
    return said


def _wrong_day(day: str | None) -> list[str]:
    try:
        date.fromisoformat(day or "2022-12-31")
    except ValueError:
        return [f"GUIHUA_TODAY={day} 要写成 2022-12-31 这样 / has to look like 2022-12-31"]
    return []


def _wrong_proxies(listed: str) -> list[str]:
    wrong = []
    for proxy in filter(None, listed.split(",")):
        try:
            ip_network(proxy.strip())
        except ValueError:
            wrong.append(proxy.strip())
    return [
        f"GUIHUA_TRUSTED_PROXIES 里的 {proxy} 不是地址或网段。不能信任所有来源，否则谁都能冒充别的地址 / is no address or network"
        for proxy in wrong
    ]


def why_not_serve(keys: Keys, *, debug: bool, testing: bool, hosts: list[str], is_demonstration: bool) -> list[str]:
    """What makes it unsafe to let others in."""
    said = [*_weak_secret(keys.secret), *_weak_field_keys(keys.field_keys)]
    if debug:
        said.append("GUIHUA_DEBUG 开着：出错的页面会把内部数据给所有人看。请先去掉它。")
    if testing:
        said.append("GUIHUA_TESTING 开着：密码会存得很弱。请先去掉它。")
    if "*" in hosts and not is_demonstration:
        said.append("GUIHUA_HOSTS 不能是 *。请写明这里用的域名，例如 guihua.example.cn。")
    return said


def _weak_secret(secret: str) -> list[str]:
    if secret in KNOWN_SECRETS or secret.startswith("django-insecure-"):
        return ["GUIHUA_SECRET_KEY 是人人都知道的默认值。请换成自己的，或去掉它，用 guihua init 生成的。"]
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < LEAST_VARIED:
        return [f"GUIHUA_SECRET_KEY 太短或太简单，至少要 {SHORTEST_SECRET} 个不好猜的字符。"]
    return []


def _weak_field_keys(keys: tuple[str, ...]) -> list[str]:
    said = []
    for place, key in enumerate(keys, start=1):
        try:
            raw = urlsafe_b64decode(key)
        except ValueError:
            raw = b""
        if len(raw) != FIELD_KEY_BYTES:
            said.append(f"GUIHUA_FIELD_KEYS 的第 {place} 个不是 {FIELD_KEY_BYTES} 字节的 Base64。")
        elif raw in KNOWN_FIELD_KEYS or len(set(raw)) < LEAST_VARIED:
            said.append(f"GUIHUA_FIELD_KEYS 的第 {place} 个是人人都知道的或太简单的。请换成随机生成的。")
    return said
