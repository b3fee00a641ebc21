from django.urls import path

from guihua.directory.views import entries, kept, own, signing_in

app_name = "directory"
urlpatterns = [
    path("accounts/login/", signing_in.SignIn.as_view(), name="login"),
    path("accounts/login/demonstration/", signing_in.demonstration, name="demonstration"),
    path("accounts/logout/", signing_in.sign_out, name="logout"),
    path("accounts/sign-ins/", own.sign_ins, name="sign_ins"),
    path("accounts/sign-ins/<int:pk>/ending/", own.ending, name="sign_in_ending"),
    path("accounts/sign-ins/others/ending/", own.other_endings, name="other_endings"),
    path("accounts/password/", own.password, name="password"),
    path("accounts/kept/<int:pk>/", kept.kept, name="kept"),
    path("accounts/kept/<int:pk>/discarding/", kept.discarding, name="discarding"),
    path("organisations/new/", entries.organisation_adding, name="organisation_adding"),
    path("organisations/<int:pk>/editing/", entries.organisation_editing, name="organisation_editing"),
    path("communities/<int:pk>/editing/", entries.community_editing, name="community_editing"),
]
