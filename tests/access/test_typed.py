"""A session runs out while somebody types: what was typed is still there after the sign-in, and was not carried out."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from guihua.commissioning.models import Campaign
from guihua.directory.models import KeptForm, SignIn
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db
FORM = "/programme/words/"
TYPED = {"name": "禁毒宣传进社区", "code": "drugs"}


class Browser(Client):
    """Checks the token as a real deployment does, and says where it comes from as a browser does."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def send(self, address, typed, *, page=None, **more):
        token = self.cookies["csrf"].value
        headers = {"Referer": f"http://testserver{page or address}", "Origin": "http://testserver"}
        return self.post(address, typed | {"csrfmiddlewaretoken": token}, headers=headers | more)

    def sign_in(self, username="suwanqing", **more):
        self.get("/accounts/login/")
        return self.send("/accounts/login/", {"username": username, "password": PASSWORD, **more})


@pytest.fixture
def tab(account):
    account()
    tab = Browser()
    tab.sign_in()
    tab.get(FORM)
    return tab


def runs_out(tab):
    del tab.cookies["session"]


def wanted(answer):
    parts = urlsplit(answer["Location"])
    assert parts.path == "/accounts/login/"
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def shown(tab, page=FORM):
    return tab.get(page).content.decode()


@pytest.mark.parametrize("how", ["unused for an hour", "its cookie gone"])
def test_the_form_stands_filled_after_the_sign_in_and_nothing_was_done(tab, later, how):
    if how == "its cookie gone":
        runs_out(tab)
    else:
        later(SignIn.objects.get(), unused=60)
    answer = tab.send(FORM, TYPED)
    assert wanted(answer) == {"next": FORM, "why": "kept"}
    assert "你填的内容还在，登录后会放回原处" in tab.get(answer["Location"]).content.decode()
    assert tab.sign_in(next=FORM)["Location"] == FORM
    page = shown(tab)
    assert ['value="禁毒宣传进社区"' in page, 'value="drugs"' in page, "还没有保存" in page] == [True] * 3
    assert not Campaign.objects.filter(code="drugs").exists()


def test_sent_then_it_is_done_and_forgotten(tab):
    runs_out(tab)
    tab.send(FORM, TYPED)
    tab.sign_in()
    shown(tab)
    tab.send(FORM, TYPED)
    assert Campaign.objects.get(code="drugs").name == "禁毒宣传进社区"
    assert (KeptForm.objects.count(), "还没有保存" in shown(tab)) == (0, False)


def test_it_is_there_after_a_reload_until_its_writer_wants_it_no_more(tab):
    runs_out(tab)
    tab.send(FORM, TYPED)
    tab.sign_in()
    assert ["禁毒宣传进社区" in shown(tab) for _ in range(2)] == [True, True]
    kept = KeptForm.objects.get()
    assert tab.send(f"/accounts/kept/{kept.pk}/discarding/", {}, page=FORM)["Location"] == FORM
    assert "禁毒宣传进社区" not in shown(tab)


def test_a_tab_older_than_the_sign_in_of_another_tab_loses_nothing(tab):
    old_token = tab.cookies["csrf"].value
    runs_out(tab)
    tab.sign_in()
    tab.get(FORM)
    headers = {"Referer": f"http://testserver{FORM}", "Origin": "http://testserver"}
    answer = tab.post(FORM, TYPED | {"csrfmiddlewaretoken": old_token}, headers=headers)
    assert answer["Location"] == FORM
    assert 'value="禁毒宣传进社区"' in shown(tab)
    assert not Campaign.objects.filter(code="drugs").exists()


def test_a_form_of_another_site_is_refused_and_nothing_of_it_is_kept(tab):
    for cookies in ("signed in", "run out"):
        if cookies == "run out":
            runs_out(tab)
        assert tab.post(FORM, TYPED, headers={"Origin": "https://example.com"}).status_code == 403
        assert tab.post(FORM, TYPED).status_code == 403
    assert KeptForm.objects.count() == 0


def test_no_page_of_ours_is_taken_for_another_sites(tab):
    old_token = tab.cookies["csrf"].value
    runs_out(tab)
    tab.sign_in()
    headers = {"Referer": "http://testserver//example.com/", "Origin": "http://testserver"}
    answer = tab.post(FORM, TYPED | {"csrfmiddlewaretoken": old_token}, headers=headers)
    assert answer["Location"] == "/%2Fexample.com/"


def test_somebody_else_at_the_same_browser_does_not_see_it(tab, account):
    account("heming", name="何敏", phone="13800138112")
    runs_out(tab)
    tab.send(FORM, TYPED)
    tab.sign_in("heming")
    assert "禁毒宣传进社区" not in shown(tab)
    assert tab.get(f"/accounts/kept/{KeptForm.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("still_there", [True, False])
def test_what_was_left_at_a_shared_browser_is_not_the_next_ones(tab, account, still_there):
    account("heming", name="何敏", phone="13800138112")
    old_token = tab.cookies["csrf"].value
    runs_out(tab)
    tab.sign_in("heming")
    if not still_there:
        tab.send("/accounts/logout/", {})
    headers = {"Referer": f"http://testserver{FORM}", "Origin": "http://testserver"}
    tab.post(FORM, TYPED | {"csrfmiddlewaretoken": old_token}, headers=headers)
    tab.sign_in("heming")
    assert "禁毒宣传进社区" not in shown(tab)
    tab.send("/accounts/logout/", {})
    tab.sign_in()
    assert "禁毒宣传进社区" in shown(tab)


def test_the_same_person_at_another_browser_does_not_see_it(tab):
    runs_out(tab)
    tab.send(FORM, TYPED)
    other = Browser()
    other.sign_in()
    assert "禁毒宣传进社区" not in shown(other)


def test_after_an_hour_it_is_gone(tab):
    runs_out(tab)
    tab.send(FORM, TYPED)
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(minutes=61))
    tab.sign_in()
    assert "禁毒宣传进社区" not in shown(tab)


def test_the_database_does_not_hold_it_in_words(tab):
    runs_out(tab)
    tab.send(FORM, TYPED)
    assert "禁毒".encode() not in bytes(KeptForm.objects.get().typed)


def test_a_password_is_never_kept(tab):
    runs_out(tab)
    typed = {"old_password": PASSWORD, "new_password": "x", "repeated_password": "x"}
    assert wanted(tab.send("/accounts/password/", typed)) == {"next": "/accounts/password/", "why": "over"}
    assert KeptForm.objects.count() == 0


def test_what_cannot_be_kept_is_said_to_be_lost(tab):
    runs_out(tab)
    answer = tab.send(FORM, TYPED | {"name": "长" * 100_000})
    assert wanted(answer)["why"] == "lost"
    assert "没能留住" in tab.get(answer["Location"]).content.decode()


def test_a_browser_that_nobody_signed_in_with_has_nothing_kept(guicheng):
    stranger = Browser()
    stranger.get("/accounts/login/")
    assert wanted(stranger.send(FORM, TYPED))["why"] == "lost"
    assert KeptForm.objects.count() == 0


def test_where_the_page_has_no_such_form_the_text_is_there_to_be_copied(tab):
    runs_out(tab)
    tab.send(FORM, TYPED, page="/projects/")
    tab.sign_in()
    answer = tab.get("/projects/")
    assert answer["Location"] == f"/accounts/kept/{KeptForm.objects.get().pk}/"
    assert "禁毒宣传进社区" in shown(tab, answer["Location"])


def test_a_sign_in_page_that_was_open_in_another_tab_still_works(tab):
    headers = {"Origin": "http://testserver"}
    answer = tab.post("/accounts/login/", {"username": "x", "password": "y", "next": "/projects/"}, headers=headers)
    assert wanted(answer) == {"next": "/projects/"}
    assert tab.get(answer["Location"])["Location"] == "/projects/"
