from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.core.inbox.kinds import KINDS
from guihua.core.inbox.models import Wishes

NO_ADDRESS = _("这不像邮箱地址，例如 name@example.cn。")


class WishesForm(forms.Form):
    """A box for each kind that one can do without, ticked where it is wished for."""

    mail_address = forms.EmailField(
        label=_("邮箱"),
        required=False,
        max_length=120,
        help_text=_("填了才会发邮件；邮件里只说有什么事，不写任何居民的信息。"),
        error_messages={"invalid": NO_ADDRESS},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    notices = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    mails = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *, wishes: Wishes) -> None:
        harmless = [code for code, kind in KINDS.items() if kind.is_harmless]
        mailed = [code for code, kind in KINDS.items() if kind.mails]
        super().__init__(
            data,
            initial={
                "mail_address": wishes.mail_address,
                "notices": [code for code in harmless if code not in wishes.no_notice],
                "mails": [code for code in mailed if code not in wishes.no_mail],
            },
        )
        self._choose("notices", harmless)
        self._choose("mails", mailed)

    def clean_mail_address(self) -> str:
        """In letters that every mail server takes."""
        address: str = self.cleaned_data["mail_address"]
        if not address.isascii():
            raise forms.ValidationError(NO_ADDRESS)
        return address

    def _choose(self, name: str, codes: list[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker what was declared
        field.choices = [(code, KINDS[code].title) for code in codes]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each kind with what is wished for it; None where that cannot be chosen."""
        return [
            {
                "code": code,
                "title": kind.title,
                "notice": code in self["notices"].value() if kind.is_harmless else None,
                "mail": code in self["mails"].value() if kind.mails else None,
            }
            for code, kind in KINDS.items()
        ]

    def unwished(self, name: str) -> list[str]:
        """The codes that were left unticked."""
        field = self.fields[name]
        offered = [code for code, _words in getattr(field, "choices", [])]
        return [code for code in offered if code not in self.cleaned_data[name]]
