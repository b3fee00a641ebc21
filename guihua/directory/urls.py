from django.urls import path

from guihua.directory.views import account_deeds, accounts, entries, invitations, joining, kept, links, own, signing_in

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
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/appointing/", account_deeds.appointing, name="appointing"),
    path("accounts/<int:pk>/roles/<int:membership>/ending/", account_deeds.dismissing, name="dismissing"),
    path("accounts/<int:pk>/disabling/", account_deeds.disabling, name="disabling"),
    path("accounts/<int:pk>/enabling/", account_deeds.enabling, name="enabling"),
    path("accounts/<int:pk>/name/", account_deeds.renaming, name="renaming"),
    path("accounts/<int:pk>/sign-ins/<int:sign_in>/ending/", account_deeds.sign_in_ending, name="others_ending"),
    path("accounts/<int:pk>/sign-ins/ending/", account_deeds.sign_ins_ending, name="all_others_ending"),
    path("accounts/<int:pk>/password-link/", invitations.password_linking, name="password_linking"),
    path("accounts/new-password/", joining.new_password, name="new_password"),
    path("accounts/invitations/", invitations.invitations, name="invitations"),
    path("accounts/invitations/to/<int:place>/", invitations.inviting, name="inviting"),
    path("accounts/invitations/accepting/", joining.accepting, name="accepting"),
    path("accounts/invitations/<int:pk>/", invitations.invitation, name="invitation"),
    path("accounts/invitations/<int:pk>/renewing/", invitations.renewing, name="renewing"),
    path("accounts/invitations/<int:pk>/withdrawing/", invitations.withdrawing, name="withdrawing"),
    path("links/<str:secret>/", links.opening, name="link"),
    path("organisations/new/", entries.organisation_adding, name="organisation_adding"),
    path("organisations/<int:pk>/editing/", entries.organisation_editing, name="organisation_editing"),
    path("communities/<int:pk>/editing/", entries.community_editing, name="community_editing"),
]
