from django.urls import path

from guihua.commissioning.views import words

app_name = "commissioning"
urlpatterns = [path("programme/words/", words.words, name="words")]
