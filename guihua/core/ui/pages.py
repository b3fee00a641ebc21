"""Where single things and their lists are shown: pages of contexts higher up, named in the settings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse


def page_of(thing: models.Model) -> str:
    """The address of a thing's own page."""
    return reverse(settings.GUIHUA_PAGES[str(thing._meta.model_name)], args=[thing.pk])


def list_of(kind: type[models.Model]) -> str:
    """The address of the list of all things of a kind."""
    return reverse(settings.GUIHUA_LISTS[str(kind._meta.model_name)])
