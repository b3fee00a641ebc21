"""Addresses of the register of people."""

from django.urls import path

from guihua.desk.views import corrections, pairs, people, rights

urlpatterns = [
    path("", people.people, name="people"),
    path("finding/", people.finding, name="people_finding"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/reading/", people.reading, name="person_reading"),
    path("<int:pk>/correction/", corrections.correction, name="person_correction"),
    path("<int:pk>/rights/", rights.rights, name="person_rights"),
    path("<int:pk>/rights/copy/", rights.copy, name="person_copy"),
    path("<int:pk>/rights/consents/", rights.consenting, name="person_consents"),
    path("consents/<int:pk>/withdrawal/", rights.withdrawing, name="consent_withdrawal"),
    path("<int:pk>/rights/erasure/", rights.erasure, name="person_erasure"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/looking/", pairs.looking, name="pairs_looking"),
    path("pairs/<int:pk>/", pairs.pair, name="pair"),
    path("pairs/<int:pk>/decision/", pairs.decision, name="pair_decision"),
    path("merges/<int:pk>/undoing/", pairs.undoing, name="merge_undoing"),
    path("<int:pk>/parting/", pairs.parting, name="person_parting"),
]
