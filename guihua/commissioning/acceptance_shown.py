"""The page of an acceptance: what each reader learns of it, and what they may do next."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from guihua.commissioning import acceptance_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.acceptance_paper import average
from guihua.commissioning.actions.acceptances import name_of
from guihua.commissioning.notices import money_of
from guihua.directory.models import users

Version = commissioning.AcceptanceVersion
State = commissioning.AcceptanceState


def shown(found: commissioning.Acceptance, user: Any) -> dict[str, Any]:
    project = found.contract.project
    return {
        "acceptance": found,
        "project": project,
        "back": money_of(project),
        "opinions": _opinions(found),
        "spoken": _spoken(found, user),
        "reads_words": _oversees(user, found),
        "is_published": any(one.published_at for one in found.versions.all()),
        **_verbs(found, user),
    }


def _opinions(found: commissioning.Acceptance) -> dict[str, Any]:
    """How many, how satisfied on average, and how many of each."""
    summed = found.opinions.summed()
    marks = list(found.opinions.counted().values_list("satisfaction", flat=True))
    parts = [{"label": one.label, "count": marks.count(one.value)} for one in commissioning.Satisfaction]
    return {"count": summed["count"], "average": average(summed["average"]), "parts": parts}


def _oversees(user: Any, found: commissioning.Acceptance) -> bool:
    return users.subdistricts_of(user, *users.OVERSEERS).filter(subdistrict=found.subdistrict_id).exists()


def _spoken(found: commissioning.Acceptance, user: Any) -> list[dict[str, Any]]:
    """What people said: for those who oversee the programme all of it, for its provider what is published. Names are the
    office's alone."""
    rows = found.opinions.counted().exclude(words="").select_related("by")
    rows = rows if _oversees(user, found) else rows.filter(is_public=True)
    names = policy.why_not_publish(user, found) is None
    return [{"one": one, "name": name_of(found, one) if names else ""} for one in rows]


def _verbs(found: commissioning.Acceptance, user: Any) -> dict[str, Any]:
    """What may be done with it now, and why not where its turn has come."""
    is_draft = found.state == State.DRAFT
    signs = policy.why_not_sign(user, found) if is_draft else None
    return {
        "signing": {"why": signs} if is_draft and (signs is None or signs.code != "no-role") else None,
        "may_write": policy.why_not_write(user, found) is None,
        "may_hear": policy.why_not_link(user, found) is None,
        "may_mark": policy.why_not_mark(user, found) is None,
        "may_publish": found.state == State.SIGNED and policy.why_not_publish(user, found) is None,
        "may_correct": policy.why_not_correct(user, found) is None,
        "may_answer": policy.why_not_answer(user, found) is None,
    }


def made_public(versions: list[Version]) -> dict[str, Any]:
    """The last of the published versions in words, and why the ones before it were put right."""
    told: Any = versions[0].told
    conclusion, fit = dict(commissioning.Conclusion.choices), dict(commissioning.Fit.choices)
    corrected = [
        {"day": after.published_at, "why": after.why, "conclusion": conclusion[before.told["conclusion"]]}
        for after, before in pairwise(versions)
        if before.told
    ]
    return {
        "version": versions[0],
        "told": told,
        "conclusion": conclusion[told["conclusion"]],
        "items": [one | {"label": fit[one["fit"]]} for one in told["items"]],
        "corrected": corrected,
    }
