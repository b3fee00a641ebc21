"""A deployment as a backup says it. What stands is kept in a backup of its own first, and stays where anything goes wrong."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.keeping import counters, envelope, folders, guards, rows, states
from guihua.core.keeping.backing_up import MANIFEST, Manifest, back_up
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.core.uploads.frames import Damaged
from guihua.core.wording import listed

BROKEN = (Damaged, tarfile.TarError, EOFError, OSError, ValueError, KeyError)


@dataclass(frozen=True)
class Restored:
    rows: int
    files: int
    stood_before: Path | None  # the backup of what stood here, if anything did


def restore(path: Path, *, by: Any) -> Restored:
    """Refused, with nothing changed, where the backup is damaged, newer than this version, or of other keys."""
    label, manifest = _checked(path)
    had = [(app, name) for app, name in manifest["migrations"]]
    refuse_if(_why_not_from(had, label.version))
    is_older = bool(states.missing(had))
    models = rows.tables(states.go_to(had)) if is_older else _current()
    stood_before = None if is_older else _kept_aside(by=by)
    unpacked = folders.Unpacked()
    with unpacked.or_as_before(), transaction.atomic(), guards.down(models):
        guards.clear(models)
        _put_back(path, manifest, models, unpacked)
        counters.set_last_keys(models, manifest["last_keys"])
        _prove(manifest, models)
        guards.hold_now()
        unpacked.put_in_place()
    states.go_on()
    counted = {"rows": sum(one["rows"] for one in manifest["tables"].values()), "files": len(manifest["files"])}
    audit.record("deployment.restored", None, by=by, **counted)
    return Restored(counted["rows"], counted["files"], stood_before)


def _current() -> dict[str, Any]:
    states.go_on()
    return rows.tables()


def _checked(path: Path) -> tuple[envelope.Label, Manifest]:
    """Reads all of it before anything is changed."""
    try:
        label = envelope.label_of(path)
        refuse_if(_why_not_opened(label))
        manifest = _manifest(path)
    except BROKEN as broken:
        raise Refused(_damaged()) from broken
    return label, manifest


def _why_not_opened(label: envelope.Label) -> Refusal | None:
    if label.format > envelope.FORMAT:
        return _newer(label.version)
    if set(label.keys) - set(envelope.fingerprints()):
        words = _(
            "这份备份要用当时的密钥才能打开（指纹 %(keys)s）。把那时的 keys 文件夹放回来，再恢复。什么也没有改动。"
        )
        return Refusal("other-keys", words % {"keys": listed(label.keys)})
    return None


def _manifest(path: Path) -> Manifest:
    """The backup's own account of itself, held against what it holds. Raises one of BROKEN."""
    tables: dict[str, Any] = {}
    files: dict[str, str] = {}
    manifest: Manifest = {}
    for name, content in _members(path):
        if name == MANIFEST:
            manifest = json.loads(content)
        elif name.startswith("rows/"):
            tables.setdefault(name.split("/")[1], sha256()).update(content)
        else:
            files[name] = sha256(content).hexdigest()
    said = {table: one["sha256"] for table, one in manifest["tables"].items() if one["rows"]}
    if said != {table: whole.hexdigest() for table, whole in tables.items()} or manifest["files"] != files:
        raise Damaged
    return manifest


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    with envelope.read(path) as content:
        with tarfile.open(mode="r|gz", fileobj=cast("IO[bytes]", content)) as archive:
            for member in archive:
                if (file := archive.extractfile(member)) is not None:
                    yield member.name, file.read()
        content.read_out()


def _why_not_from(had: list[states.Migration], version: str) -> Refusal | None:
    if set(had) - states.known():
        return _newer(version)
    if states.missing(had) and states.applied():
        return Refusal(
            "older", _("这份备份是旧版本的，只能恢复到一个空的数据库（连表也没有）里，恢复时会升级。什么也没有改动。")
        )
    return None


def _newer(version: str) -> Refusal:
    words = _("这份备份是更新的版本（%(version)s）做的。先把这里升级到那个版本，再恢复。什么也没有改动。")
    return Refusal("newer", words % {"version": version})


def _damaged() -> Refusal:
    return Refusal("damaged", _("这份备份读不全：它损坏了，或者不是桂花的备份。什么也没有改动。"))


def _kept_aside(*, by: Any) -> Path | None:
    """A backup of what stands here, where anything does."""
    if not guards.holds_rows(rows.tables()):
        return None
    aside = Path(settings.HOME) / f"before-restore-{timezone.now():%Y%m%d-%H%M%S-%f}.guihua"
    back_up(aside, by=by)
    return aside


def _put_back(path: Path, manifest: Manifest, models: dict[str, Any], unpacked: folders.Unpacked) -> None:
    for name, content in _members(path):
        if name == MANIFEST:
            continue
        if name.startswith("rows/"):
            table = name.split("/")[1]
            rows.insert(models[table], manifest["tables"][table]["columns"], content.splitlines())
        else:
            unpacked.write(name, content)


def _prove(manifest: Manifest, models: dict[str, Any]) -> None:
    """Each table now gives the digest that it gave when it was backed up."""
    for table, said in manifest["tables"].items():
        if not said["rows"]:
            continue
        if rows.digest(rows.parts(models[table], said["columns"])) != (said["rows"], said["sha256"]):
            raise DatabaseError(f"{table} does not say what the backup says")
