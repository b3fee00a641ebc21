"""Workers tell what happened; the office picks what goes into the report; who is told of may take it out at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from guihua.reporting.models.stories import met, needed

WRITTEN = ["title", "words", "names_changed", "at", "by", "picked_at", "picked_by"]


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
def write(
    session: delivery.Session, told: Told, *, by: Any, story: reporting.Story | None = None, seen: str = ""
) -> reporting.Story:
    """The story as it is told now: a new one, or `story` told otherwise, which the office then has to pick again.

    `seen`: the version of `story` that the writer began from.
    """
    session = delivery.Session.objects.select_related("subdistrict", "project__domain").get(pk=session.pk)
    refuse_if(policy.why_not_tell(by, session))
    _alone(session.subdistrict_id)
    if story:
        story = _locked(story)
        refuse_if(policy.why_not_tell_otherwise(by, story, seen))
    told = replace(told, people=_turned(told.people))
    found = _consents(told)
    refuse_if(_why_not_there(session, told) or _why_not_allowed(told, found))
    year = session.month // 100
    story = _saved(story or reporting.Story(subdistrict=session.subdistrict, session=session, year=year), told, by)
    story.photos.set(session.photos.filter(pk__in=told.photos))
    story.consents.all().delete()
    reporting.StoryConsent.objects.bulk_create(reporting.StoryConsent(story=story, consent=one) for one in found)
    audit.record("story.written", story, by=by, session=session.pk, letters=len(told.words), people=len(told.people))
    return story


def _saved(story: reporting.Story, told: Told, by: Any) -> reporting.Story:
    story.title, story.words, story.names_changed = told.title, told.words, told.names_changed
    story.at, story.by, story.picked_at, story.picked_by = timezone.now(), by, None, None
    story.save(update_fields=WRITTEN if story.pk else None)
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
def pick(story: reporting.Story, *, seen: str, by: Any) -> None:
    """It goes into the report's next edition. `seen`: the version that was read. What is picked already stays where it is."""
    story = _locked(story)
    refuse_if(policy.why_not_pick(by, story, seen))
    if story.picked_at:
        return
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
    lost = set(picked.values_list("pk", flat=True))
    for edition in reporting.Edition.objects.open_to_all().with_stories(consent.subdistrict_id):
        lost |= {one["pk"] for one in edition.stories if consent.pk in one["consents"]}
    for pk in sorted(lost):
        notices.tell_of_lost(pk, consent)


def tell_of_apart(subdistrict: directory.Subdistrict) -> None:
    """Within the transaction that tells two people apart: of which stories somebody is told who was not there, after all."""
    rows = reporting.Story.objects.filter(subdistrict=subdistrict).not_closed()
    fallen = {one.pk: one.version for one in rows.filter(consents__in=reporting.StoryConsent.objects.apart())}
    for edition in reporting.Edition.objects.open_to_all().with_stories(subdistrict.pk):
        fallen = dict.fromkeys(_apart_in(edition), f"edition {edition.pk}") | fallen
    writers = {one.pk: one.by for one in rows.filter(pk__in=fallen).select_related("by")}
    for pk, version in sorted(fallen.items()):
        notices.tell_of_apart(pk, version, subdistrict, writers.get(pk))


def _apart_in(edition: reporting.Edition) -> list[int]:
    """Those of its stories that stand no more, though everybody still allows them."""
    standing = {one["pk"] for one in standing_in(edition)}
    fallen = [one for one in edition.stories if one["pk"] not in standing]
    rows = directory.Consent.objects.in_force().filter(pk__in=_all(fallen, "consents"))
    allowed, told = set(rows.values_list("pk", flat=True)), reporting.Story.objects.not_closed()
    open_to_be_told = set(told.filter(pk__in=[one["pk"] for one in fallen]).values_list("pk", flat=True))
    return [one["pk"] for one in fallen if one["pk"] in open_to_be_told and allowed.issuperset(one["consents"])]


def standing_in(edition: reporting.Edition) -> list[dict[str, Any]]:
    """An edition's stories as they were published, without those that somebody told of took out since."""
    kept = edition.stories
    stories = reporting.Story.objects.not_closed().filter(pk__in=[one["pk"] for one in kept])
    sessions = dict(stories.values_list("pk", "session"))
    consents = directory.Consent.objects.in_force().filter(pk__in=_all(kept, "consents"))
    allowing = dict(consents.values_list("pk", "root"))
    there = met().filter(session__in=sessions.values(), root__in=allowing.values())
    were_there = set(there.values_list("session", "root"))
    photos = delivery.SessionPhoto.objects.filter(pk__in=_all(kept, "photos"))
    shown = set(photos.values_list("pk", flat=True))

    def stands(one: dict[str, Any]) -> bool:
        told_of = {(sessions.get(one["pk"]), allowing.get(pk)) for pk in one["consents"]}
        return one["pk"] in sessions and told_of <= were_there

    return [one | {"photos": [pk for pk in one["photos"] if pk in shown]} for one in kept if stands(one)]


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


def _locked(story: reporting.Story) -> Any:
    """With `stands`, asked once nobody can take back a consent of it any more."""
    _alone(story.subdistrict_id)
    by = reporting.StoryConsent.objects.filter(story=story).values("consent")
    consents = directory.Consent.objects.filter(pk__in=by).order_by("pk")
    list(consents.select_for_update(of=("self",)).values_list("pk"))
    rows = reporting.Story.objects.select_related(
        "by", "subdistrict", "session__subdistrict", "session__project__domain"
    )
    return rows.with_standing().get(pk=story.pk)


def _alone(subdistrict: int) -> None:
    """At the stories of the sub-district, and nobody told of is erased meanwhile. Rows that point at it wait for nothing."""
    directory.Subdistrict.objects.select_for_update(no_key=True).get(pk=subdistrict)


def _turned(people: Sequence[int]) -> list[int]:
    """Somebody who turned out to be another as that one."""
    merged = directory.Person.objects.filter(pk__in=people).exclude(merged_into=None).select_related("merged_into")
    turned = {one.pk: one.merged_into.pk for one in merged if one.merged_into}
    return sorted({turned.get(pk, pk) for pk in people})


def _consents(told: Told) -> list[Any]:
    """By what each of the people allows it, under whichever of their rows: of each purpose the latest that stands."""
    rows = directory.Consent.objects.in_force().filter(root__in=told.people, purpose__in=told.needs)
    latest = {(one.root, one.purpose): one for one in rows.order_by("given_on", "pk")}
    return list(latest.values())


def _why_not_there(session: delivery.Session, told: Told) -> Refusal | None:
    """Nobody is told of, nor named in a refusal, who was not there."""
    if set(told.people) <= set(met().filter(session=session).values_list("root", flat=True)):
        return None
    return Refusal("not-there", _("故事里只能写这一场来过的人。"))


def _why_not_allowed(told: Told, found: Iterable[Any]) -> Refusal | None:
    given = {(one.root, one.purpose) for one in found}
    lacking = [pk for pk in told.people if any((pk, purpose) not in given for purpose in told.needs)]
    if not lacking:
        return None
    names = directory.Person.objects.filter(pk__in=lacking).order_by("pk")
    purposes = listed(str(label) for value, label in directory.ConsentPurpose.choices if value in told.needs)
    words = _("还没有%(names)s的同意：%(purposes)s。请先请本人同意，由办公室登记，再写进来。")
    return Refusal("no-consent", words % {"names": listed(str(one) for one in names), "purposes": purposes})
