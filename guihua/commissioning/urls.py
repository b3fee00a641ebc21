from django.urls import path

from guihua.commissioning.views import projects, words

app_name = "commissioning"
urlpatterns = [
    path("programme/words/", words.words, name="words"),
    path("projects/<int:pk>/editing/", projects.project_editing, name="project_editing"),
]
