from django.urls import path

from guihua.reporting.views import editions, periods, reports, stories, upper_forms

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
    path("reports/stories/", stories.story_list, name="stories"),
    path("reports/stories/session/<int:session>/", stories.story_adding, name="story_adding"),
    path("reports/stories/<int:pk>/", stories.story_changing, name="story_changing"),
    path("reports/stories/<int:pk>/taking-back/", stories.story_taking_back, name="story_taking_back"),
    path("reports/stories/<int:pk>/picking/", stories.story_picking, name="story_picking"),
    path("reports/<int:year>/stories/<int:story>/photos/<int:photo>/", stories.story_photo, name="story_photo"),
    path("reports/forms/", upper_forms.upper_list, name="upper_forms"),
    path("reports/forms/<int:pk>/", upper_forms.upper_form, name="upper_form"),
    path("reports/forms/<int:pk>/cells/", upper_forms.upper_cell, name="upper_cell"),
    path(
        "reports/forms/<int:pk>/cells/<int:cell>/clearing/", upper_forms.upper_cell_clearing, name="upper_cell_clearing"
    ),
    path("reports/forms/<int:pk>/filling/", upper_forms.upper_filling, name="upper_filling"),
    path("reports/forms/<int:pk>/removing/", upper_forms.upper_removing, name="upper_removing"),
]
