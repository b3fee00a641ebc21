from django.urls import path

from guihua.directory.views import signing_in

app_name = "directory"
urlpatterns = [
    path("accounts/login/", signing_in.SignIn.as_view(), name="login"),
    path("accounts/logout/", signing_in.sign_out, name="logout"),
]
