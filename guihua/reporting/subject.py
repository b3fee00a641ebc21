"""A person's rights in reporting: what was told of them, and that nothing of it is left once they are erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from guihua.core import audit
from guihua.directory import models as directory
from guihua.directory.subject import GONE, as_met
from guihua.reporting import models as reporting
from guihua.reporting import notices


def export(person: directory.Person) -> dict[str, Any]:
    """The stories that tell of the person, as they stand now and as each edition of a report has them, as plain data."""
    people = as_met(person)
    stories = reporting.Story.objects.telling_of(people).select_related("session__project").order_by("pk")
    return {
        "stories": [_written(one) for one in stories.prefetch_related("photos")],
        "published_stories": [
            {"edition": str(edition), "title": one["title"], "told": one["words"], "photos": len(one["photos"])}
            for edition, _place, one in _published(person)
        ],
    }


def _written(story: reporting.Story) -> dict[str, Any]:
    project = story.session.project
    return {
        "title": story.title,
        "told": story.words,
        "photos": len(story.photos.all()),
        "project": project.number if project else "",
        "day": story.session.day.isoformat(),
    }


def erase(person: directory.Person, *, by: Any) -> int:
    """Nothing is left of what was told of them, in editions neither, whose digests the audit holds anew. Returns how many stories.

    The sub-district is locked by whoever erases, and by whoever writes a story.
    """
    told = list(reporting.Story.objects.telling_of(as_met(person)).order_by("pk"))
    for story in told:
        story.title, story.words, story.taken_back_at = GONE, "", story.taken_back_at or timezone.now()
        story.save(update_fields=["title", "words", "taken_back_at"])
        story.photos.clear()
        audit.record("story.erased", story, by=by)
    if _forgotten_in_editions(person, by) or told:
        notices.tell_of_erased(person)
    return len(told)


def _forgotten_in_editions(person: directory.Person, by: Any) -> int:
    editions = {}
    for edition, place, one in list(_published(person)):
        editions[edition.pk] = edition
        edition.stories[place] = one | {"title": GONE, "words": "", "photos": []}
    for edition in editions.values():
        edition.save(update_fields=["stories"])
        audit.record("edition.story_erased", edition, by=by, number=edition.number, digest=edition.digest)
    return len(editions)


def _published(person: directory.Person) -> Iterator[tuple[reporting.Edition, int, dict[str, Any]]]:
    """Each telling of them in an edition, and at which place it stands there."""
    theirs = set(directory.Consent.objects.of(as_met(person)).values_list("pk", flat=True))
    for edition in reporting.Edition.objects.with_stories(person.subdistrict_id):
        for place, one in enumerate(edition.stories):
            if theirs.intersection(one["consents"]):
                yield edition, place, one
