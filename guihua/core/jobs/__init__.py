"""What takes longer than a page may: asked for by a verb, done by `guihua worker`, seen and cancelled on the way.

A verb asks by name, in its own transaction (`ask("imports.write", {"upload": 7}, by=user)`); a context's `tasks.py` says what
is done under that name (`@work("imports.write", …)`) and is given a `Running`. A worker that is killed loses its lease, and
another does the job from its beginning. What a work writes and that it is done are one transaction (`Running.finishing`),
so that it is done once, however many began it.
"""

from guihua.core.jobs.asking import ask, forget_old, try_again, wish_to_cancel
from guihua.core.jobs.claiming import claim
from guihua.core.jobs.loop import do_until, do_waiting
from guihua.core.jobs.models import ENDED, OPEN, Job, JobState
from guihua.core.jobs.performing import perform
from guihua.core.jobs.running import GivenBack, Lost, Running, Stopped
from guihua.core.jobs.works import UnknownWork, Work, work

__all__ = [
    "ENDED",
    "OPEN",
    "GivenBack",
    "Job",
    "JobState",
    "Lost",
    "Running",
    "Stopped",
    "UnknownWork",
    "Work",
    "ask",
    "claim",
    "do_until",
    "do_waiting",
    "forget_old",
    "perform",
    "try_again",
    "wish_to_cancel",
    "work",
]
