"""Links by which assessors get their accounts, one by one and for all who have none; and the way to one's own page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.wording import listed
from guihua.directory import link_pages
from guihua.directory.actions.links import DAYS
from guihua.evaluation import assessor_account_policy as policy
from guihua.evaluation import models as evaluation
from guihua.evaluation.actions import assessor_accounts as accounts
from guihua.evaluation.assessor_listing import assessor_page
from guihua.evaluation.views.rubrics import office_of

Assessor = evaluation.Assessor


@login_required
@require_POST
def inviting(request: HttpRequest, pk: int) -> HttpResponse:
    """The link of one, shown this once."""
    one: Assessor = get_object_or_404(Assessor.objects.visible_to(request.user), pk=pk)
    _made, secret = accounts.invite(one, by=request.user)
    line = _("发给%(name)s本人。打开以后定用户名和密码，就能看到请自己评的项目。") % {"name": one.name}
    about = {"title": _("邀请链接"), "line": line, "via": one.name, "back": assessor_page(one)}
    return render(request, "directory/link_shown.html", link_pages.told(request, secret) | about)


@login_required
def inviting_all(request: HttpRequest) -> HttpResponse:
    """All who have no account and no link that is out: their links as a table, shown this once."""
    place = office_of(request)
    back = reverse("evaluation:assessors")
    waiting = policy.uninvited(place.pk)
    made: list[tuple[Assessor, str]] = []
    if request.method == "POST":
        made = [
            (one, link_pages.whole_address(request, secret))
            for one, secret in accounts.invite_all(place, by=request.user)
        ]
        waiting = waiting.none()
    names = listed(one.name for one in waiting)
    context = {"back": back, "count": len(waiting), "names": names, "made": made, "days": DAYS}
    response = render(request, "evaluation/assessors_inviting.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
def own_profile(request: HttpRequest) -> HttpResponse:
    """One's own page in the pool."""
    one = Assessor.objects.of_account(request.user).order_by("pk").first()
    if one is None:
        raise Http404
    return redirect(assessor_page(one))
