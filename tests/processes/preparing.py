"""python -m tests.processes.preparing FOLDER: fills the deployment of the environment with the small programme's register."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django


def main(folder: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    from guihua.config import home

    home.make_missing_keys()
    django.setup()
    from django.core.management import call_command

    from tests.factories import programmes

    call_command("migrate", verbosity=0, interactive=False)
    place = programmes.prepared()
    for kind in ("communities", "organisations", "projects"):
        programmes.load(place, kind, folder, getattr(programmes, kind.upper()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
