from django.urls import path

from guihua.reporting.views import editions, periods, reports

app_name = "reporting"
urlpatterns = [
    path("reports/", reports.newest, name="reports"),
    path("reports/<int:year>/", reports.report, name="report"),
    path("reports/<int:year>/words/", editions.words, name="words"),
    path("reports/<int:year>/preview/", editions.preview, name="preview"),
    path("reports/<int:year>/editions/", editions.publishing, name="editions"),
    path("reports/<int:year>/withdrawing/", editions.withdrawing, name="withdrawing"),
    path("reports/<int:year>/figures/<str:code>/", reports.figure, name="figure"),
    path("reports/<int:year>/report.<str:extension>", reports.download, name="download"),
    path("reports/<int:year>/periods/", periods.choosing, name="periods"),
    path("reports/<int:year>/periods/<str:code>/", periods.page, name="period"),
    path("reports/<int:year>/periods/<str:code>/report.<str:extension>", periods.download, name="period_download"),
]
