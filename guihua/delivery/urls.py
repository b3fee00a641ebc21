from django.urls import path

from guihua.delivery import closing_urls
from guihua.delivery.views import choosing, entering

app_name = "delivery"
urlpatterns = [
    path("record/", choosing.record, name="record"),
    path("record/new/", entering.session_adding, name="session_adding"),
    path("record/<int:pk>/", entering.session_correcting, name="session_correcting"),
    path("record/<int:pk>/saved/", choosing.session_saved, name="session_saved"),
    *closing_urls.urlpatterns,
]
