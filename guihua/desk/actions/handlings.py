"""What somebody does to hundreds of rows is done in the background, as if they did it then."""

from __future__ import annotations

from guihua.core import jobs
from guihua.core.listing import handling
from guihua.core.listing.models import Handling
from guihua.core.refusal import Refused
from guihua.desk.registers import REGISTERS

WORK = handling.WORK


def carry_out_for(running: jobs.Running) -> None:
    """With what they may see and do by now. Raises Refused where it is nothing they do any more."""
    found = Handling.objects.select_related("by").get(pk=running.payload["handling"])
    listing, rows = REGISTERS[found.listing](found.by)
    deed = listing.deed(found.deed)
    if deed is None:
        raise Refused(handling.not_theirs())
    running.tell("writing", 0, len(found.keys))
    with running.finishing() as outcome:
        done = handling.carry_out(found, deed, rows)
        outcome.update(changed=done.done, refused=len(done.refused))
