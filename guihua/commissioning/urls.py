from django.urls import path

from guihua.commissioning.views import files, partners, projects, words

app_name = "commissioning"
urlpatterns = [
    path("programme/words/", words.words, name="words"),
    path("projects/<int:pk>/editing/", projects.project_editing, name="project_editing"),
    path("projects/<int:pk>/files/new/", files.file_adding, name="file_adding"),
    path("projects/<int:pk>/partners/", partners.partners, name="partners"),
    path("partners/<int:pk>/leaving/", partners.partner_leaving, name="partner_leaving"),
    path("files/<int:pk>/<int:number>/", files.file_version, name="file_version"),
    path("files/<int:pk>/removing/", files.file_removing, name="file_removing"),
]
