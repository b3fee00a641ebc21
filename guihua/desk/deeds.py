"""Every deed of the audit trail in words, by its code: a noun, a point, a verb. A code without words stands as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.desk.deed_nouns import NOUNS, SHORTER
from guihua.desk.deed_verbs import OTHERWISE, VERBS


def noun_of(kind: str) -> str | Promise | None:
    """What a deed was done to, by the label of its model."""
    name = kind.rpartition(".")[2]
    return NOUNS.get(SHORTER.get(name, name))


def told(action: str) -> str:
    """审计记录：查看, from trail.read."""
    if action in OTHERWISE:
        return str(OTHERWISE[action])
    noun, _point, verb = action.partition(".")
    if noun not in NOUNS or verb not in VERBS:
        return action
    return str(_("%(noun)s：%(verb)s")) % {"noun": NOUNS[noun], "verb": VERBS[verb]}
