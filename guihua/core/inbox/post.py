"""Mail, as files in a folder that a gateway may send from. Written by the worker, once what it tells of is committed.

A demonstration's people are invented and so are their addresses: its mail stays in its own home, whatever is set.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from guihua.core.inbox.models import Mail, Notice, Wishes


def sender() -> Address:
    """From this site, where it has an address that others know."""
    return Address(_("桂花"), "guihua", urlsplit(settings.GUIHUA_ADDRESS).hostname or "guihua.invalid")


def post_due() -> int:
    """Writes the mails that are due; returns how many. One that was read meanwhile is spared."""
    count = 0
    while _post_next():
        count += 1
    return count


def folder() -> Path:
    return Path(settings.HOME / "mail" if settings.DEMONSTRATION else settings.GUIHUA_MAIL_DIR)


@transaction.atomic
def _post_next() -> bool:
    """A crash between the file and the commit writes the same file again, under the same name and Message-ID."""
    due = Notice.objects.filter(mail=Mail.DUE).order_by("pk")
    notice = due.select_for_update(skip_locked=True).first()
    if notice is None:
        return False
    to = _wanted_at(notice)
    if to:
        _write(notice, written(notice, to))
    notice.mail = Mail.SENT if to else Mail.NONE
    notice.save(update_fields=["mail"])
    return True


def _wanted_at(notice: Notice) -> str:
    """The address that it is to go to; none where it was read meanwhile, is wished for no more, or the account is ended."""
    wishes = Wishes.objects.filter(user=notice.user_id, user__is_active=True).first()
    if wishes is None or notice.read_at is not None or notice.kind in wishes.no_mail:
        return ""
    return wishes.mail_address


def written(notice: Notice, to: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender()
    mail["To"] = to
    mail["Date"] = notice.at
    mail["Message-ID"] = f"<notice-{notice.pk}@{sender().domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Subject"] = " ".join(notice.words.split())  # a line break would begin another header
    mail.set_content(
        "\n\n".join([notice.words, *_where(notice), _("不想再收到这类邮件，可以在「通知设置」里关掉。")]) + "\n"
    )
    return mail


def _where(notice: Notice) -> list[str]:
    if settings.GUIHUA_ADDRESS:
        return [settings.GUIHUA_ADDRESS + (notice.address or "/inbox/")]
    return [_("登录桂花，在收件箱里看。")]


def _write(notice: Notice, mail: EmailMessage) -> None:
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place / f".notice-{notice.pk}.part"
    beside.touch(mode=0o600)
    beside.write_bytes(mail.as_bytes())
    beside.replace(place / f"notice-{notice.pk}.eml")
