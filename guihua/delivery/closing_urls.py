from django.urls import path

from guihua.delivery.views import closings, reopenings, schedules

urlpatterns = [
    path("closing/", closings.closing, name="closing"),
    path("closing/schedule/", schedules.closing_schedule, name="closing_schedule"),
    path("closing/changes/", closings.closing_changes, name="closing_changes"),
    path("closing/<int:month>/", closings.closing_month, name="closing_month"),
    path("closing/<int:month>/close/", closings.closing_whole, name="closing_whole"),
    path("closing/<int:month>/reminding/", closings.closing_reminding, name="closing_reminding"),
    path("closing/<int:month>/<int:pk>/", closings.closing_provider, name="closing_provider"),
    path("closing/<int:month>/<int:pk>/close/", closings.closing_deed, name="closing_deed"),
    path("closing/<int:month>/<int:pk>/confirming/", reopenings.finding_confirming, name="finding_confirming"),
    path("closing/closes/<int:pk>/reopening/", reopenings.reopening_asking, name="reopening_asking"),
    path("closing/reopenings/<int:pk>/decision/", reopenings.reopening_decision, name="reopening_decision"),
    path("closing/sessions/<int:pk>/community/", reopenings.session_placing, name="session_placing"),
]
