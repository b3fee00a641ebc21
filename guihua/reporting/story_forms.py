"""What a worker tells of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.delivery import models as delivery
from guihua.directory import models as directory
from guihua.reporting.actions.stories import Told
from guihua.reporting.models import Story
from guihua.reporting.models.stories import met

WORDS = Story._meta.get_field("words").max_length


class StoryForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("标题"), max_length=40, error_messages={"required": gettext_lazy("请写标题。")}
    )
    words = forms.CharField(
        label=gettext_lazy("正文"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 8, "class": "input"}),
        error_messages={"required": gettext_lazy("请写几句。")},
        help_text=gettext_lazy("三五句就好：发生了什么，谁因此有了变化。不写病情、住址、证件。"),
    )
    names = forms.ChoiceField(
        label=gettext_lazy("名字"),
        choices=[("changed", gettext_lazy("用化名，或没有写名字")), ("real", gettext_lazy("用真名"))],
        help_text=gettext_lazy("用真名或放照片，要本人同意「公开照片和姓名」。"),
    )

    def __init__(self, people: Sequence[tuple[int, str]], photos: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["people"] = _ticks(
                _("说到了谁"),
                people,
                _("只列出这一场里同意「公开讲述本人的事」的人。说到的人不在这里，请先请本人同意。"),
            )
        if photos:
            numbered = [(pk, _("照片 %(n)d") % {"n": n}) for n, pk in enumerate(photos, 1)]
            self.fields["photos"] = _ticks(_("照片"), numbered, _("照片从这一场的照片里选。"))
        self.fields["sure"] = forms.MultipleChoiceField(
            label=_("说好了"),
            choices=[("sure", _("故事和照片里认得出的人，上面都选了"))],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("请确认没有别的认得出的人。")},
        )

    @property
    def told(self) -> Told:
        said = self.cleaned_data
        words = said["words"].replace("\r\n", "\n").strip()
        return Told(
            said["title"],
            words,
            said["names"] == "changed",
            tuple(said.get("people", ())),
            tuple(said.get("photos", ())),
        )


def _ticks(label: str, choices: Sequence[tuple[int, str]], hint: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, required=False, choices=choices, widget=forms.CheckboxSelectMultiple, help_text=hint
    )


def people_at(session: delivery.Session) -> list[tuple[int, str]]:
    """Who was there and lets their story be told."""
    attended = met().filter(session=session).values("root")
    allowed = directory.Consent.objects.in_force().filter(purpose=directory.ConsentPurpose.STORIES).values("root")
    rows = directory.Person.objects.filter(pk__in=attended).filter(pk__in=allowed).order_by("pk")
    return [(one.pk, str(one)) for one in rows]


def as_typed(story: Story) -> dict[str, Any]:
    people = (
        directory.Consent.objects.in_force()
        .filter(pk__in=story.consents.values("consent"))
        .values_list("root", flat=True)
    )
    return {
        "title": story.title,
        "words": story.words,
        "names": "changed" if story.names_changed else "real",
        "people": [str(pk) for pk in sorted(set(people))],
        "photos": [str(photo.pk) for photo in story.photos.all()],
    }
