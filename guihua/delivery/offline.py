"""What a phone may keep of the recording pages for when there is no signal: which of them, for whom and for how long."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy
from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.delivery import policy

KEEPABLE = "Guihua-Keepable"  # read by static/js/offline/pages.js: for which user, and for how many seconds
MOST_FORMS = 8
MOST_PHOTO_BYTES = 40 << 20  # of one session, in a phone


def keepable(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page may be kept, sealed, as long as a sign-in lasts. Whatever a confidential domain is in never says so."""
    answer[KEEPABLE] = f"{request.user.pk} {settings.GUIHUA_SESSION_SECONDS}"
    return answer


def addresses(user: Any) -> list[str]:
    """The pages that the user's phone fetches before they are needed: of each part of the programme that has some, which
    `GUIHUA_KEPT_PAGES` names."""
    own = [address for pages in settings.GUIHUA_KEPT_PAGES for address in import_string(pages)(user)]
    return [*own, *(reverse(f"delivery:{name}") for name in ("waiting", "no_signal"))]


def recording_pages(user: Any) -> list[str]:
    """Those of who records sessions."""
    if policy.why_not_record_at_all(user):
        return []
    own = commissioning.Project.objects.worked_on_by(user).filter(domain__is_confidential=False)
    today = clock.today()
    now = own.filter(Q(year__year=today.year) | Q(starts_on__lte=today, ends_on__gte=today)).order_by(
        "-year__year", "number"
    )
    form = reverse("delivery:session_adding")
    forms = [f"{form}?project={pk}" for pk in now.values_list("pk", flat=True)[:MOST_FORMS]]
    return [reverse("delivery:record"), reverse("delivery:week"), *forms]


def why_not_keep(user: Any) -> Refusal | None:
    """A phone keeps something for who records sessions or visits projects."""
    records, visits = policy.why_not_record_at_all(user), visit_policy.why_not_visit_at_all(user)
    return records if records and visits else None


def worker_address() -> str:
    """With the release of style sheets and scripts: another one is another worker, which drops those of long ago."""
    release = getattr(staticfiles_storage, "manifest_hash", "")
    return f"{reverse('delivery:worker')}?release={release}"


def now() -> datetime:
    """The business day with the time of day, by which a phone sets its own wrong clock right."""
    return datetime.combine(clock.today(), timezone.localtime().time())
