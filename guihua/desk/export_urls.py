from django.urls import path

from guihua.desk.views import exports

urlpatterns = [
    path("<slug:register>/", exports.exports, name="exports"),
    path("<int:pk>/file/", exports.export, name="export"),
]
