"""Workers write stories of their sessions; the office picks some for the report; a picked one's photos are shown with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core import secrecy
from guihua.core.refusal import FORBIDDEN, Refused, refuse_if
from guihua.core.ui.pages import page_of
from guihua.core.uploads.kinds import KINDS
from guihua.delivery.actions import photos
from guihua.delivery.models import Session, SessionPhoto
from guihua.delivery.people import MEETING
from guihua.directory.models import Subdistrict, users
from guihua.reporting import policy
from guihua.reporting.actions import stories
from guihua.reporting.models import Edition, Story
from guihua.reporting.story_forms import StoryForm, as_typed, people_at

MOST_LISTED = 100


@login_required
def story_list(request: HttpRequest) -> HttpResponse:
    """The stories that are the user's to read, the newest first."""
    if not users.holds(request.user, *MEETING):
        raise Http404
    found = Story.objects.visible_to(request.user).with_standing().filter(taken_back_at=None)
    rows = found.select_related("by", "session__project", "session__activity").prefetch_related("photos")[:MOST_LISTED]
    context = {"stories": rows, "picks": users.holds(request.user, users.Role.OFFICE)}
    return render(request, "reporting/stories.html", context)


@login_required
def story_adding(request: HttpRequest, session: int) -> HttpResponse:
    sessions = Session.objects.open_to(request.user).select_related("subdistrict", "project__domain", "activity")
    return _written(request, get_object_or_404(sessions, pk=session), None)


@login_required
def story_changing(request: HttpRequest, pk: int) -> HttpResponse:
    found = Story.objects.visible_to(request.user).with_standing().filter(taken_back_at=None)
    rows = found.select_related("session__subdistrict", "session__project__domain", "session__activity")
    story = get_object_or_404(rows, pk=pk)
    return _written(request, story.session, story)


def _written(request: HttpRequest, session: Session, story: Any) -> HttpResponse:
    """`story` with `stands`, where there is one. The office picks it here, under its words."""
    refuse_if(policy.why_not_tell(request.user, session))
    taken = SessionPhoto.objects.visible_to(request.user).filter(session=session)
    choices = people_at(session), [photo.pk for photo in taken]
    data = request.POST if request.method == "POST" else None
    form = StoryForm(*choices, data, initial=as_typed(story) if story else {})
    seen = request.POST.get("seen", story.version if story else "")
    if form.is_valid():
        try:
            stories.write(session, form.told, by=request.user, story=story, seen=seen)
        except Refused as refused:
            if refused.refusal.code in FORBIDDEN:
                raise
            form.add_error("people" if "people" in form.fields else None, refused.sentence)
            seen = Story.objects.get(pk=story.pk).version if story else seen
        else:
            messages.success(request, _("故事已保存。办公室选用以后，会放进年度报告。"))
            return redirect("reporting:stories")
    context = {
        "form": form,
        "session": session,
        "story": story,
        "photos": taken,
        "seen": seen,
        "picks": story and story.stands and not story.picked_at and users.holds(request.user, users.Role.OFFICE),
        "back": page_of(session),
    }
    return render(request, "reporting/story.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def story_taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    stories.take_back(get_object_or_404(Story.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("故事已收回，公开的报告里也看不到了。"))
    return redirect("reporting:stories")


@require_POST
@login_required
def story_picking(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the next edition, or out of it again."""
    story = get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
    if "out" in request.POST:
        stories.leave_out(story, by=request.user)
    else:
        stories.pick(story, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, _("选进了 %(year)d 年度报告。发布下一版以后，大家就看得到。") % {"year": story.year})
    return redirect("reporting:stories")


@login_not_required
def story_photo(request: HttpRequest, year: int, story: int, photo: int) -> HttpResponse:
    """A photo of a published story, for as long as the edition is open and everybody in it allows it."""
    told = get_object_or_404(Story.objects.filter(year=year), pk=story)
    edition = get_object_or_404(Edition.objects.open_to_all(), subdistrict=told.subdistrict_id, year=year)
    if not any(one["pk"] == story and photo in one["photos"] for one in stories.standing_in(edition)):
        raise Http404
    found = get_object_or_404(SessionPhoto, pk=photo)
    try:
        content = photos.content_of(found)
    except (FileNotFoundError, secrecy.Destroyed) as gone:
        raise Http404 from gone
    answer = HttpResponse(content, content_type=KINDS[found.suffix].media_type)
    answer["Cache-Control"] = "no-store"  # whoever withdraws is out of it at once
    return answer


def picked(subdistrict: Subdistrict, year: int) -> list[dict[str, Any]]:
    """What the next edition would tell, with the photos as those see them who read the sessions."""
    told = stories.published(subdistrict, year)
    return [one | {"pictures": [reverse("delivery:photo", args=[pk]) for pk in one["photos"]]} for one in told]


def told_in(edition: Edition) -> list[dict[str, Any]]:
    """An edition's stories, without those that somebody took out since."""
    return [
        one | {"pictures": [_address(edition.year, one["pk"], pk) for pk in one["photos"]]}
        for one in stories.standing_in(edition)
    ]


def _address(year: int, story: int, photo: int) -> str:
    return reverse("reporting:story_photo", args=[year, story, photo])
