from django.urls import path

from guihua.desk.views import import_checks, import_mends, import_steps, imports

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("new/<slug:kind>/", imports.start, name="import_start"),
    path("new/<slug:kind>/blank/", imports.blank, name="import_blank"),
    path("<int:pk>/", imports.one, name="import"),
    path("<int:pk>/worksheet/", import_steps.worksheet, name="import_worksheet"),
    path("<int:pk>/columns/", import_steps.columns, name="import_columns"),
    path("<int:pk>/check/", import_checks.check, name="import_check"),
    path("<int:pk>/rows/<int:row>/", import_mends.row, name="import_row"),
    path("<int:pk>/marked/", import_mends.marked, name="import_marked"),
    path("<int:pk>/mending/", import_mends.mending, name="import_mending"),
    path("<int:pk>/omitting/", import_mends.omitting, name="import_omitting"),
    path("<int:pk>/filling/", import_mends.filling, name="import_filling"),
    path("<int:pk>/keeping/", import_mends.keeping, name="import_keeping"),
    path("<int:pk>/confirming/", import_mends.confirming, name="import_confirming"),
    path("<int:pk>/joining/", import_mends.joining, name="import_joining"),
    path("<int:pk>/taking-back/", import_mends.taking_back, name="import_taking_back"),
    path("<int:pk>/checking-again/", import_mends.checking_again, name="import_checking_again"),
    path("<int:pk>/recording/", import_checks.recording, name="import_recording"),
    path("<int:pk>/undoing/", imports.undoing, name="import_undoing"),
    path("<int:pk>/discarding/", imports.discarding, name="import_discarding"),
]
