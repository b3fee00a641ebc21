"""Every address of the product, by context."""

from django.urls import include, path

urlpatterns = [
    path("", include("guihua.core.urls")),
]
