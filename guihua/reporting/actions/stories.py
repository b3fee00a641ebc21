"""Workers tell what happened; the office picks what goes into the report; who is told of may take it out at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal, refuse_if
from guihua.core.wording import listed
from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.reporting import models as reporting
from guihua.reporting import notices, policy
from guihua.reporting.models.stories import needed


@dataclass(frozen=True)
class Told:
    """What a story says. `people`: keys of those it tells of; nobody where it tells of no one in particular."""

    title: str
    words: str
    names_changed: bool = True
    people: Sequence[int] = ()
    photos: Sequence[int] = ()

    @property
    def needs(self) -> set[str]:
        return needed(has_photos=bool(self.photos), names_changed=self.names_changed)


@transaction.atomic
def write(session: delivery.Session, told: Told, *, by: Any, story: reporting.Story | None = None) -> reporting.Story:
    """The story as it is told now: a new one, or `story` told otherwise, which the office then has to pick again."""
    session = delivery.Session.objects.select_related("subdistrict", "project__domain").get(pk=session.pk)
    refuse_if(policy.why_not_tell(by, session))
    if story:
        story = reporting.Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
        refuse_if(policy.why_not_change(by, story))
    found = _consents(told)
    refuse_if(_why_not_there(session, told) or _why_not_allowed(told, found))
    values = {
        "title": told.title,
        "words": told.words,
        "names_changed": told.names_changed,
        "at": timezone.now(),
        "by": by,
    }
    story = story or reporting.Story(subdistrict=session.subdistrict, session=session, year=session.month // 100)
    for name, value in {**values, "picked_at": None, "picked_by": None}.items():
        setattr(story, name, value)
    story.save()
    story.photos.set(session.photos.filter(pk__in=told.photos))
    story.consents.all().delete()
    reporting.StoryConsent.objects.bulk_create(reporting.StoryConsent(story=story, consent=one) for one in found)
    audit.record("story.written", story, by=by, session=session.pk, letters=len(told.words), people=len(told.people))
    return story


@transaction.atomic
def take_back(story: reporting.Story, *, by: Any) -> None:
    """Nobody reads it any more, in public neither."""
    story = _locked(story)
    refuse_if(policy.why_not_change(by, story))
    story.taken_back_at = timezone.now()
    story.save(update_fields=["taken_back_at"])
    audit.record("story.taken_back", story, by=by)


@transaction.atomic
def pick(story: reporting.Story, *, by: Any) -> None:
    """It goes into the report's next edition."""
    story = _locked(story)
    refuse_if(policy.why_not_pick(by, story))
    story.picked_at, story.picked_by = timezone.now(), by
    story.save(update_fields=["picked_at", "picked_by"])
    audit.record("story.picked", story, by=by, year=story.year)


@transaction.atomic
def leave_out(story: reporting.Story, *, by: Any) -> None:
    """The next edition does without it; what is published already keeps it."""
    story = _locked(story)
    refuse_if(policy.why_not_write(by, story.subdistrict))
    story.picked_at = story.picked_by = None
    story.save(update_fields=["picked_at", "picked_by"])
    audit.record("story.left_out", story, by=by, year=story.year)


def tell_of_withdrawal(consent: directory.Consent) -> None:
    """Within the transaction that takes the consent back: the office learns which stories nobody reads any more."""
    picked = reporting.Story.objects.filter(consents__consent=consent, taken_back_at=None).exclude(picked_at=None)
    titles = {story.pk: story.title for story in picked}
    for edition in (
        reporting.Edition.objects.open_to_all().filter(subdistrict=consent.subdistrict_id).exclude(stories=[])
    ):
        titles |= {one["pk"]: one["title"] for one in edition.stories if consent.pk in one["consents"]}
    for pk, title in titles.items():
        notices.tell_of_lost(pk, title, consent)


def standing_in(edition: reporting.Edition) -> list[dict[str, Any]]:
    """An edition's stories as they were published, without those that somebody told of took out since."""
    kept = edition.stories
    stories = reporting.Story.objects.not_closed().filter(pk__in=[one["pk"] for one in kept])
    consents = directory.Consent.objects.standing().exclude(person__data_key=b"")
    photos = delivery.SessionPhoto.objects.filter(pk__in=_all(kept, "photos"))
    there = set(stories.values_list("pk", flat=True))
    allowed = set(consents.filter(pk__in=_all(kept, "consents")).values_list("pk", flat=True))
    shown = set(photos.values_list("pk", flat=True))
    return [
        one | {"photos": [pk for pk in one["photos"] if pk in shown]}
        for one in kept
        if one["pk"] in there and allowed.issuperset(one["consents"])
    ]


def _all(kept: Iterable[dict[str, Any]], name: str) -> list[int]:
    return [pk for one in kept for pk in one[name]]


def published(subdistrict: directory.Subdistrict, year: int) -> list[dict[str, Any]]:
    """What an edition keeps of the picked stories that stand."""
    stories = reporting.Story.objects.of_report(subdistrict, year).standing()
    return [as_kept(one) for one in stories.select_related("session__project").prefetch_related("photos", "consents")]


def as_kept(story: reporting.Story) -> dict[str, Any]:
    project = story.session.project
    return {
        "pk": story.pk,
        "title": story.title,
        "words": story.words,
        "names_changed": story.names_changed,
        "project": project.name if project else "",
        "photos": [photo.pk for photo in story.photos.all()],
        "consents": [one.consent_id for one in story.consents.all()],
    }


def _locked(story: reporting.Story) -> reporting.Story:
    rows = reporting.Story.objects.select_related("subdistrict", "session__subdistrict", "session__project__domain")
    return rows.with_standing().select_for_update(of=("self",)).get(pk=story.pk)


def _consents(told: Told) -> list[directory.Consent]:
    """By what each of the people allows it: of each purpose the latest that stands."""
    rows = directory.Consent.objects.standing().filter(person__in=told.people, purpose__in=told.needs)
    latest = {(one.person_id, one.purpose): one for one in rows.order_by("given_on", "pk")}
    return list(latest.values())


def _why_not_there(session: delivery.Session, told: Told) -> Refusal | None:
    """Nobody is told of, nor named in a refusal, who was not there."""
    if set(told.people) <= set(session.attendances.exclude(person=None).values_list("person", flat=True)):
        return None
    return Refusal("not-there", _("故事里只能写这一场来过的人。"))


def _why_not_allowed(told: Told, found: Iterable[directory.Consent]) -> Refusal | None:
    given = {(one.person_id, one.purpose) for one in found}
    lacking = [pk for pk in told.people if any((pk, purpose) not in given for purpose in told.needs)]
    if not lacking:
        return None
    names = directory.Person.objects.filter(pk__in=lacking).order_by("pk")
    purposes = listed(str(label) for value, label in directory.ConsentPurpose.choices if value in told.needs)
    words = _("还没有%(names)s的同意：%(purposes)s。请先请本人同意，由办公室登记，再写进来。")
    return Refusal("no-consent", words % {"names": listed(str(one) for one in names), "purposes": purposes})
