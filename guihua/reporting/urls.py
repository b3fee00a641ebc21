from django.urls import path

from guihua.reporting.views import reports

app_name = "reporting"
urlpatterns = [
    path("reports/", reports.newest, name="reports"),
    path("reports/<int:year>/", reports.report, name="report"),
    path("reports/<int:year>/figures/<str:code>/", reports.figure, name="figure"),
    path("reports/<int:year>/report.<str:extension>", reports.download, name="download"),
]
