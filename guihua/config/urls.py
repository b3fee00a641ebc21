"""Every address of the product, by context."""

from django.urls import include, path

from guihua.config import api

urlpatterns = [
    path("", include("guihua.core.urls")),
    path("", include("guihua.directory.urls")),
    path("", include("guihua.commissioning.urls")),
    path("", include("guihua.delivery.urls")),
    path("", include("guihua.evaluation.urls")),
    path("", include("guihua.reporting.urls")),
    path("", include("guihua.desk.urls")),
    path("api/v1/", api.urls),
]

handler400 = "guihua.core.ui.failures.bad_request"
handler500 = "guihua.core.ui.failures.server_error"
