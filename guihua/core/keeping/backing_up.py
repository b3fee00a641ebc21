"""Everything into one file, as it stands at one moment, while people go on working."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, cast

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.keeping import counters, envelope, folders, rows, states
from guihua.core.refusal import Refusal, Refused
from guihua.core.uploads.frames import Sealer

MANIFEST = "manifest.json"
Manifest = dict[str, Any]


def back_up(path: Path, *, by: Any) -> Manifest:
    """Writes the backup; returns what it holds: rows by table, files. Refused where there is a file of that name."""
    if path.exists():
        raise Refused(
            Refusal("exists", _("「%(name)s」已经在了。备份不覆盖文件，请换一个名字。") % {"name": path.name})
        )
    if states.missing(states.applied()):
        raise Refused(Refusal("behind", _("数据库还没有升级到这个版本。先运行 guihua upgrade，再备份。")))
    label = envelope.Label(version("guihua"), timezone.now().isoformat(), envelope.fingerprints())
    path.parent.mkdir(parents=True, exist_ok=True)
    with envelope.written(path, label) as target, _archive(target) as archive:
        with _one_moment():
            tables = rows.tables()
            kept = {table: _put_rows(archive, table, model) for table, model in tables.items()}
            manifest: Manifest = {
                "migrations": states.applied(),
                "tables": kept,
                "last_keys": counters.last_keys(tables),
                "files": {},
            }
        for name, place in folders.every():
            manifest["files"][name] = _put(archive, name, place.read_bytes())
        _put(archive, MANIFEST, json.dumps(manifest).encode())
    counted = {"rows": sum(one["rows"] for one in kept.values()), "files": len(manifest["files"])}
    audit.record("deployment.backed_up", None, by=by, **counted)
    return manifest


def _archive(target: Sealer) -> tarfile.TarFile:
    return tarfile.open(mode="w|gz", fileobj=cast("IO[bytes]", target), compresslevel=1)


def _put_rows(archive: tarfile.TarFile, table: str, model: Any) -> Manifest:
    columns, count, whole = rows.columns(model), 0, sha256()
    for number, lines in enumerate(rows.parts(model, columns)):
        content = rows.written(lines)
        _put(archive, f"rows/{table}/{number}", content)
        count += len(lines)
        whole.update(content)
    return {"columns": columns, "rows": count, "sha256": whole.hexdigest()}


def _put(archive: tarfile.TarFile, name: str, content: bytes) -> str:
    about = tarfile.TarInfo(name)
    about.size = len(content)
    archive.addfile(about, io.BytesIO(content))
    return sha256(content).hexdigest()


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read meanwhile is of one moment, and nobody waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own would keep every writer out
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
