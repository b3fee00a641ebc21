"""What a leaders' meeting needs to decide about a project (决策材料), told once and shown as a page and as a Word document.

Everything is asked for through `visible_to`; fields of the classes above internal (who judged, who looks after it) are in
none of the parts. Each part is a `Section`; `of` gives all of them.
"""

from __future__ import annotations

from typing import Any

from guihua.commissioning import models as commissioning
from guihua.desk.pack import bought, money, open_ends, why
from guihua.desk.pack.pieces import Pack


def of(project: commissioning.Project, user: Any) -> Pack:
    """The project as the user sees it today; `project` comes with its year, domain, provider, method and mode."""
    matters = open_ends.matters(project, user)
    parts = [
        why.project(project),
        why.needs(project, user),
        *bought.purchase(project, user),
        *money.contract(project, user),
        money.grades(project),
        open_ends.warnings(project, user),
    ]
    return Pack(project, [matters, *parts])
