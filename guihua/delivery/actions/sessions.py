"""Activities and their sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.core import bulk
from guihua.core.wording import as_recorded
from guihua.delivery import models as delivery
from guihua.delivery.actions import corrections
from guihua.delivery.calc.months import month_of
from guihua.directory import models as directory

DESCRIBING = ["activity_id", "day", "starts_at", "minutes", "community_id", "place"]
SessionKey = tuple[int | None, str, int | None]
ActivityKey = tuple[int | None, str, str, int | None]


@dataclass(frozen=True)
class SessionLine:
    """One session as the records describe it. No project: the office holds it itself. Minutes: 1 to 1440."""

    project: int | None
    code: str
    activity: str
    form: str
    campaign: int | None
    day: date
    starts_at: time
    minutes: int
    community: int | None
    place: str

    @property
    def key(self) -> SessionKey:
        return _key(self.project, self.code, self.day)

    @property
    def activity_key(self) -> ActivityKey:
        return self.project, self.activity, self.form, self.campaign

    @property
    def month(self) -> int:
        return month_of(self.day)


def key_of(session: delivery.Session) -> SessionKey:
    return _key(session.project_id, session.code, session.day)


def _key(project: int | None, code: str, day: date) -> SessionKey:
    """A session's number is unique within its project; the office's own numbers start again each year."""
    return project, code, None if project else day.year


@dataclass(frozen=True)
class Held:
    """Where the session lines ended up, and what came of them."""

    pks: list[int]
    known: set[int]  # those that were on file
    corrected: set[int]  # and those of them that the lines describe otherwise


There = Mapping[SessionKey, delivery.Session]  # the sessions on file that lines mean, by their keys


def record_many(
    subdistrict: directory.Subdistrict,
    lines: Sequence[SessionLine],
    there: There,
    *,
    by: Any,
    batch: int | None = None,
) -> Held:
    """Enters the sessions; those that are `there` are corrected where they differ. The caller has locked the sub-district."""
    activities = activities_of(subdistrict, (line.activity_key for line in lines))
    new = [line for line in lines if line.key not in there]
    pk_of = dict(zip((line.key for line in new), bulk.next_ids(delivery.Session, len(new)), strict=True))
    bulk.insert(
        delivery.Session,
        ["id", "subdistrict_id", "project_id", "code", "month", "batch_id", *DESCRIBING],
        [(pk_of[n.key], subdistrict.pk, n.project, n.code, n.month, batch, *described(n, activities)) for n in new],
    )
    pairs = [(there[line.key], line) for line in lines if line.key in there]
    corrected = bring_into_line(pairs, activities, by=by, batch=batch)
    pks = [there[line.key].pk if line.key in there else pk_of[line.key] for line in lines]
    return Held(pks, {session.pk for session in there.values()}, corrected)


def there_of(subdistrict: directory.Subdistrict, lines: Sequence[SessionLine]) -> There:
    return {key_of(session): session for session in on_file(subdistrict, lines)}


def months_held(lines: Iterable[SessionLine], there: There) -> set[tuple[int | None, int]]:
    """Project and month of each session, as it stands and as the lines describe it."""
    as_described = {(line.project, line.month) for line in lines}
    return as_described | {(session.project_id, session.month) for session in there.values()}


def on_file(subdistrict: directory.Subdistrict, lines: Sequence[SessionLine]) -> Iterator[delivery.Session]:
    """The sessions that the lines' keys may mean, however many others the years have left."""
    held = delivery.Session.objects.filter(subdistrict=subdistrict).select_related("activity__campaign", "community")
    wanted = {line.key for line in lines}
    by_project: dict[int | None, set[str]] = {}
    for project, code, _year in wanted:
        by_project.setdefault(project, set()).add(code)
    for project, codes in by_project.items():
        for chunk in bulk.portions(codes):
            for session in held.filter(project=project, code__in=chunk):
                if key_of(session) in wanted:
                    yield session


def activities_of(subdistrict: directory.Subdistrict, keys: Iterable[ActivityKey]) -> dict[ActivityKey, int]:
    """The activity of each key, entered where it is not there yet."""
    wanted = dict.fromkeys(keys)
    known: dict[ActivityKey, int] = {}
    rows = delivery.Activity.objects.filter(subdistrict=subdistrict)
    for chunk in bulk.portions({key[1] for key in wanted}):
        found = rows.filter(name__in=chunk).values_list("pk", "project", "name", "form", "campaign")
        known |= {(project, name, form, campaign): pk for pk, project, name, form, campaign in found}
    if not (new := [key for key in wanted if key not in known]):
        return known
    pks = bulk.next_ids(delivery.Activity, len(new))
    fields = ["id", "subdistrict_id", "project_id", "name", "form", "campaign_id"]
    bulk.insert(delivery.Activity, fields, [(pk, subdistrict.pk, *key) for pk, key in zip(pks, new, strict=True)])
    return known | dict(zip(new, pks, strict=True))


def described(line: SessionLine, activities: dict[ActivityKey, int]) -> tuple[Any, ...]:
    """What describes the line's session, in the order of DESCRIBING."""
    return activities[line.activity_key], line.day, line.starts_at, line.minutes, line.community, line.place


def forget_empty(activities: Iterable[int]) -> None:
    """Those of the activities of which no session is left."""
    delivery.Activity.objects.filter(pk__in=activities, sessions=None).delete()


def bring_into_line(
    pairs: Sequence[tuple[delivery.Session, SessionLine]],
    activities: dict[ActivityKey, int],
    *,
    by: Any,
    why: str = corrections.BY_FILE,
    batch: int | None = None,
) -> set[int]:
    """Known sessions say what the lines now say; one correction a field. Returns which of them said otherwise."""
    changes, changed = [], []
    names = Names(line for _session, line in pairs)
    for session, line in pairs:
        if all(
            getattr(session, name) == value for name, value in zip(DESCRIBING, described(line, activities), strict=True)
        ):
            continue
        before, after = names.of_session(session), names.of_line(line)
        differing = [name for name in before if before[name] != after[name]]
        changes += [corrections.Change(name, before[name], after[name], session=session.pk) for name in differing]
        for name, value in zip(DESCRIBING, described(line, activities), strict=True):
            setattr(session, name, value)
        session.month = line.month
        changed.append(session)
    fields = [name.removesuffix("_id") for name in DESCRIBING]
    delivery.Session.objects.bulk_update(changed, [*fields, "month"], batch_size=200)
    if changed:
        corrections.note_many(changed[0].subdistrict_id, changes, by=by, why=why, batch=batch)
    return {session.pk for session in changed}


class Names:
    """What describes a session, in words that still say something when the row behind them is gone."""

    def __init__(self, lines: Iterable[SessionLine]) -> None:
        lines = list(lines)
        self.campaigns = _by_pk(commissioning.Campaign, {line.campaign for line in lines})
        self.communities = _by_pk(directory.Community, {line.community for line in lines})

    def of_line(self, line: SessionLine) -> dict[str, str]:
        return _in_words(
            line, line.activity, line.form, self.campaigns.get(line.campaign), self.communities.get(line.community)
        )

    @staticmethod
    def of_session(session: delivery.Session) -> dict[str, str]:
        activity = session.activity
        return _in_words(session, activity.name, activity.form, activity.campaign, session.community)


def community_in_words(community: directory.Community | None) -> str:
    return f"{community.name}（{community.code}）" if community else ""


def _in_words(about: Any, activity: str, form: str, campaign: Any, community: Any) -> dict[str, str]:
    return {
        "activity": activity,
        "form": as_recorded(delivery.Form(form).label),
        "campaign": as_recorded(campaign or ""),
        "day": about.day.isoformat(),
        "starts_at": about.starts_at.isoformat("minutes"),
        "minutes": str(about.minutes),
        "community": community_in_words(community),
        "place": about.place,
    }


def _by_pk(model: Any, pks: set[int | None]) -> dict[int | None, Any]:
    return {row.pk: row for row in model.objects.filter(pk__in=pks - {None})}
