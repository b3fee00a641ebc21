"""An assessor declares what binds them, for one round."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import declaring
from guihua.evaluation import models as evaluation


@transaction.atomic
def sign(one: evaluation.Round, assessor: evaluation.Assessor, *, by: Any) -> evaluation.Declaration:
    """What is on file of them is all that there is to say. Signed twice it is one declaration, the first."""
    evaluation.Assessor.objects.select_for_update(of=("self",)).only("pk").get(pk=assessor.pk)
    refuse_if(declaring.why_not_sign(by, one, assessor))
    told = {"said": declaring.lines(assessor), "signed_at": clock.now()}
    signed, made = evaluation.Declaration.objects.get_or_create(assessor=assessor, round=one, defaults=told)
    if made:
        audit.record("assessor.declared", assessor, by=by, round=one.pk)
    return signed
