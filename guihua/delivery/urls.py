from django.urls import path

from guihua.delivery import closing_urls
from guihua.delivery.views import choosing, duty, entering, month_lists, offline, photos, scales, week

app_name = "delivery"
urlpatterns = [
    path("record/", choosing.record, name="record"),
    path("record/new/", entering.session_adding, name="session_adding"),
    path("record/week/", week.week, name="week"),
    path("record/worker.js", offline.worker, name="worker"),
    path("record/waiting/", offline.waiting, name="waiting"),
    path("record/no-signal/", offline.no_signal, name="no_signal"),
    path("record/duty/", duty.shift_adding, name="shift_adding"),
    path("record/<int:pk>/", entering.session_correcting, name="session_correcting"),
    path("record/<int:pk>/saved/", choosing.session_saved, name="session_saved"),
    path("record/projects/<int:pk>/months/", month_lists.months, name="months"),
    path("record/projects/<int:pk>/months/<str:month>/", month_lists.month_list, name="month_list"),
    path("record/projects/<int:pk>/scales/new/", scales.scale_adding, name="scale_adding"),
    path("record/scales/<int:pk>/", scales.scale, name="scale"),
    path("record/scales/<int:pk>/removal/", scales.scale_removing, name="scale_removing"),
    *closing_urls.urlpatterns,
    path("record/<int:pk>/withdrawal/", week.session_withdrawing, name="session_withdrawing"),
    path("record/<int:pk>/photos/", photos.photo_adding, name="photo_adding"),
    path("record/photos/<int:pk>/", photos.photo, name="photo"),
    path("record/photos/<int:pk>/removal/", photos.photo_removing, name="photo_removing"),
]
