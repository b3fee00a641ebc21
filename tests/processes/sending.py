"""python -m tests.processes.sending FILE NAME PHONE: the office sends a file, mends cells of it, and leaves it at that.

Prints how many rows the page for checking speaks of.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main(path: Path, name: str, phone: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.test.utils import setup_test_environment

    from guihua.core import audit
    from guihua.directory.actions import users
    from guihua.directory.models import Role, Subdistrict
    from tests.factories import imports

    setup_test_environment()  # so that answers tell what they were made of
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, Subdistrict.objects.get(), by=audit.SYSTEM)
    client = Client(headers={"Host": "localhost"})
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    found = imports.sent(client, SimpleUploadedFile(f"{name}.csv", path.read_bytes()))
    imports.laid_out(client, found)
    imports.does(client, found, "mending", column="地点", row=2, new=f"{name}的家")
    imports.does(client, found, "mending", column="手机", old=phone, new=phone[:-1])
    imports.does(client, found, "mending", column="手机", old=phone[:-1], new=phone)
    print(imports.page(client, found).context["counts"]["all"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
