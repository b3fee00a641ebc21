"""python -m tests.processes.bringing FILE USERNAME …: each of them sends the file, and asks that all of it be recorded.

So many rows as the file has are written by a worker, as if it were a large one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main(path: Path, usernames: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.test.utils import setup_test_environment

    from guihua.core import audit
    from guihua.desk.actions import recordings
    from guihua.directory.actions import users
    from guihua.directory.models import Role, Subdistrict
    from tests.factories import imports

    setup_test_environment()  # so that answers tell what they were made of
    recordings.AT_ONCE = 0
    brought = []
    for username in usernames:
        user = users.register(username, name=username, password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, Role.OFFICE, Subdistrict.objects.get(), by=audit.SYSTEM)
        client = Client(headers={"Host": "localhost"})
        client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
        found = imports.sent(client, SimpleUploadedFile(path.name, path.read_bytes()))
        imports.laid_out(client, found)
        brought.append((client, found))
    for client, found in brought:  # each had looked before anything was recorded
        assert imports.does(client, found, "recording").status_code == 302


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
