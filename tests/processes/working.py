"""Runs `guihua worker` with a work of the tests': tea is poured, and half-way it says PAUSED and waits for a line on stdin.

    python -m tests.processes.working ask CUPS | worker WORDS …

GUIHUA_TEST_DEAF=1: the worker is heard of no more once it has begun a job.
"""

from __future__ import annotations

import os
import sys

import django


def pour(running):
    from django.utils import timezone

    from guihua.reporting.models import DirtyMonth

    cups = running.payload["cups"]
    running.tell("writing", 0, cups)
    with running.finishing() as outcome:
        for cup in range(cups):
            DirtyMonth.objects.create(subdistrict=running.job.subdistrict, month=cup, marked_at=timezone.now())
            if cup == cups // 2 and running.job.attempt == 1:
                print("PAUSED", flush=True)
                sys.stdin.readline()
            running.stop_if_wished()
        outcome["poured"] = cups


def main(words: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "guihua.config.settings"
    is_deaf = os.environ.pop("GUIHUA_TEST_DEAF", "")
    django.setup()
    from guihua import cli
    from guihua.core import jobs
    from guihua.core.jobs import pulse, running
    from guihua.desk.management.commands import worker
    from guihua.directory.models import Subdistrict

    jobs.work("tea.pour", title="倒茶")(pour)
    del worker.PARTS["facts"]  # what is poured stays to be counted
    running.PAUSE = 0
    if is_deaf:
        pulse.TICK = 1e6
    if words[0] == "ask":
        jobs.ask("tea.pour", {"cups": int(words[1])}, by=None, subdistrict=Subdistrict.objects.get())
        return 0
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
