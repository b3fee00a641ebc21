"""python -m tests.processes.staffing: 陈静 becomes the social worker of GC-1. Prints the address of the form for its sessions."""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    django.setup()
    from django.urls import reverse

    from guihua.core import audit
    from guihua.directory.actions import users
    from guihua.directory.models import Role, Subdistrict
    from tests.factories.accounts import PASSWORD, SINCE
    from tests.factories.entries import project

    own = project("GC-1")
    user = users.register("chenjing", name="陈静", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(user, Role.WORKER, Subdistrict.objects.get(), by=audit.SYSTEM, organisation=own.provider, since=SINCE)
    users.grant(user, Role.WORKER, own, by=audit.SYSTEM, why="驻点", since=SINCE)
    print(f"{reverse('delivery:session_adding')}?project={own.pk}")


if __name__ == "__main__":
    main()
