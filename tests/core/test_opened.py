"""After a mistake in a form the browser stands at the address of a deed, which is no page."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from guihua.core.opened import DeedsOpened
from guihua.core.refusal import way_back

ASKED = RequestFactory()


def answered(request, answer):
    return DeedsOpened(lambda _request: answer)(request)


@pytest.mark.parametrize(
    ("deed", "page"),
    [
        ("/people/5/reading/", "/people/5/"),
        ("/imports/13/undoing/", "/imports/13/"),
        ("/accounts/5/roles/3/ending/", "/accounts/5/"),
        ("/people/merges/3/undoing/", "/people/"),
        ("/preferences/", "/"),
    ],
)
def test_whoever_reloads_a_deed_comes_to_the_page_on_which_it_is_done(deed, page):
    answer = answered(ASKED.get(deed), HttpResponseNotAllowed(["POST"]))
    assert (answer.status_code, answer["Location"]) == (302, page)


def test_a_page_that_refuses_to_be_shown_does_not_lead_back_to_itself():
    before = {"Referer": "http://testserver/imports/13/rows/3/"}
    assert way_back(ASKED.get("/imports/13/rows/3/", headers=before)) == "/"
    assert way_back(ASKED.get("/imports/13/", headers=before)) == "/imports/13/rows/3/"
    assert way_back(ASKED.post("/imports/13/rows/3/", headers=before)) == "/imports/13/rows/3/"


def test_what_is_sent_where_nothing_is_taken_is_still_refused():
    refused = HttpResponseNotAllowed(["GET"])
    assert answered(ASKED.post("/people/5/"), refused) is refused
    page = HttpResponse("何敏")
    assert answered(ASKED.get("/people/5/"), page) is page
