"""Addresses that every deployment has."""

from django.urls import include, path

urlpatterns = [
    path("", include("guihua.core.health")),
    path("", include("guihua.core.ui.views")),
    path("", include("guihua.core.inbox.views")),
    path("", include("guihua.core.listing.changing")),
]
