"""Certificates of a provider's social workers that lapse, for its manager."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import post_listing
from guihua.desk.attention_line import Line, Reader, first_day, list_at
from guihua.directory.models import Role


def lines(reader: Reader) -> Iterator[Line]:
    if Role.MANAGER in reader.roles:
        rows = post_listing.in_state(commissioning.Post.objects.visible_to(reader.user), post_listing.LAPSING)
        first = partial(first_day, rows, "certificate_until")
        words, address = _("办好新的，改一改有效期。"), list_at("commissioning:posts", state=post_listing.LAPSING)
        yield Line("warn", _("快到期的社工证书"), rows.count(), address, words, since=first)
