"""Who may open what: what the product says of every address in every role is what is met there.

`desk.permission_rows` has a row for every address. Where an address names no thing, that row says all. Where it names one,
TABLE says what each meets at things of their own and of others: `own` stands for whoever asks. A cell says
  ok   it is there (or leads to a page that is)
  –    hidden: 404, as if it did not exist
  no   denied: 403, with the reason in words
  in   to the sign-in page
  409  let in, and told why it is not done
  422  let in, and told what is wrong with an empty form
A new address without a row fails; so does a row that says something else than the product does.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse

from guihua.core import audit
from guihua.desk import permission_rows, permissions
from guihua.desk.permissions import Answer, matrix
from guihua.directory.actions import users
from guihua.directory.models import Role, User
from tests.access import rows_apart
from tests.access.rows_of_money import PLANNED
from tests.access.rows_of_outside import NAMES
from tests.factories import programmes
from tests.factories.accounts import SINCE
from tests.factories.attention import DAYS
from tests.factories.upper_forms import Sent

pytestmark = pytest.mark.django_db

TABLE = """
address                                           office leader finance auditor committee liaison manager worker confidant partner secretary assessor system security audit nobody stranger anonymous
GET  desk:session A1                              ok     ok     ok      ok      ok        ok      ok      ok     –         ok      ok        – –      –        –     –      –        in
GET  desk:session B1                              ok     ok     ok      ok      ok        –       ok      –      ok        –       –         – –      –        –     –      –        in
GET  desk:session 狮A1                            –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
GET  desk:deed here-deed                          –      –      –       ok      –         –       –       –      –         –       –         – –      –        ok    –      –        in
GET  desk:deed beside-deed                        –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:names A1                                ok     ok     ok      ok      ok        ok      ok      ok     –         –       –         – –      –        –     –      –        in
POST desk:names B1                                no     no     no      no      no        –       no      –      ok        –       –         – –      –        –     –      –        in
POST desk:names 狮B1                              –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      no       in
GET  delivery:session_saved A1                    ok no no no no no ok ok – – – – – – – – – in
GET  delivery:session_saved B1                    ok no no no no – ok – ok – – – – – – – – in
GET  delivery:session_correcting A1               ok no no no no no ok ok – – – – – – – – – in
GET  delivery:session_correcting B1               ok no no no no – ok – ok – – – – – – – – in
POST delivery:session_correcting A1               422 no no no no no 422 422 – – – – – – – – – in
POST delivery:session_correcting B1               422 no no no no – 422 – 422 – – – – – – – – in
GET  delivery:months GC-1                         ok no no no no no ok ok – – – – – – – – – in
GET  delivery:month_list GC-1 2022-03             ok no no no no no ok ok – – – – – – – – – in
GET  delivery:month_list GC-2 2022-03             ok no no no no – ok – ok – – – – – – – – in
POST delivery:month_list GC-1 2022-03             422 no no no no no 422 422 – – – – – – – – – in
GET  delivery:session_withdrawing A1              ok no no no no no ok ok – – – – – – – – – in
POST delivery:session_withdrawing A1              422 no no no no no 422 422 – – – – – – – – – in
GET  delivery:photo_adding A1                     ok no no no no no ok ok – – – – – – – – – in
GET  delivery:photo_adding B1                     no no no no no – no – ok – – – – – – – – in
POST delivery:photo_adding A1                     422 no no no no no 422 422 – – – – – – – – – in
GET  delivery:photo A1-photo                      ok ok ok ok ok ok ok ok – – – – – – – – – in
GET  delivery:photo B1-photo                      – – – – – – – – ok – – – – – – – – in
POST delivery:photo_removing A1-photo             ok no no no no no ok ok – – – – – – – – – in
GET  desk:person 张晓丽                           ok     –      –       –       –         –       ok      ok     –         –       –         – –      –        –     –      –        in
GET  desk:person 狮志强                           –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST desk:person_reading 张晓丽                   ok     –      –       –       –         –       ok      ok     –         –       –         – –      –        –     –      –        in
GET  desk:import_start attendance                 ok     –      –       –       –         –       ok      –      –         –       –         – –      –        –     –      ok       in
GET  desk:import_blank duty                       ok     –      –       –       –         –       ok      –      –         –       –         – –      –        –     –      ok       in
GET  desk:import_start projects                   ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      ok       in
POST desk:import_start duty                       422    –      –       –       –         –       422     –      –         –       –         – –      –        –     –      422      in
GET  desk:import office-file                      ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:import manager-file                     –      –      –       –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  desk:import_worksheet own-file               ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  desk:import_columns own-file                 ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  desk:import_check own-file                   ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  desk:import_row own-file 2                   ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  desk:import_marked own-file                  ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_mending own-file                 ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_omitting own-file                ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_filling own-file                 ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_keeping own-file                 ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_confirming own-file              ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_joining    own-file              ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_taking_back own-file             ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_checking_again own-file          ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_recording own-file               ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
POST desk:import_undoing own-file                 409    –      409      –       –         –       409     –      –         –       –         – –      –        –     –      –        in
POST desk:import_discarding own-file              ok     –      ok      –       –         –       ok      –      –         –       –         – –      –        –     –      –        in
GET  style-failure 404                            ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
GET  desk:job own-job                             ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST desk:job_cancelling own-job                  ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST desk:job_trial own-failed-job                ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
GET  desk:job worker-job                          ok     –      –       –       –         –       –       ok     –         –       –         – ok     –        –     –      –        in
GET  desk:job office-job                          ok     –      –       –       –         –       –       –      –         –       –         – ok     –        –     –      –        in
POST desk:job_cancelling worker-job               ok     –      –       –       –         –       –       ok     –         –       –         – ok     –        –     –      –        in
POST desk:job_trial worker-failed-job             ok     –      –       –       –         –       –       ok     –         –       –         – ok     –        –     –      –        in
POST directory:sign_in_ending own's               ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST directory:sign_in_ending office's            ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST inbox-opening own-notice                     ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST inbox-opening office-notice                  ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST view-changing own-view                       ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST view-changing office-view                    ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST view-removing own-view                       ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST view-removing office-view                    ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST view-opening own-view                        ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST view-opening office-view                     ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:person_correction 张晓丽                ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:person_correction 张晓丽                ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:person_rights 张晓丽                    ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:person_copy 张晓丽                      ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:person_consents 张晓丽                  ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:consent_withdrawal 何一-photos          ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:person_erasure 张晓丽                   ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:pair 何一/何二                          ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:pair_decision 何一/何二                 ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:merge_undoing 何三+何四                 ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
POST desk:person_parting 何五                     ok     –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:organisation 怡水小学                   ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    –      –        in
GET  desk:community 桂一社区                      ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    –      –        in
POST desk:exports sessions                        ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
POST desk:exports nothing                         –      –      –       –       –         –       –       –      –         –       –         – –      –        –     –      –        in
GET  desk:export own-export                       ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
GET  desk:export worker-export                    –      –      –       –       –         –       –       ok     –         –       –         – –      –        –     –      –        in
GET  desk:handling own-handling                   ok     ok     ok      ok      ok        ok      ok      ok     ok        ok      ok        ok ok     ok       ok    ok     ok       in
GET  desk:handling worker-handling                –      –      –       –       –         –       –       ok     –         –       –         – –      –        –     –      –        in
GET  commissioning:project_editing GC-1           ok     no     no      no      no        no      no      no     –         no      no        – –      –        –     –      –        in
GET  commissioning:file_adding GC-1               ok     no     no      no      no        no      ok      ok     –         no      no        – –      –        –     –      –        in
GET  commissioning:file_adding GC-2               no     no     no      no      no        –       no      –      ok        –       –         – –      –        –     –      –        in
GET  commissioning:file_version 合同 1            ok     ok     ok      ok      ok        ok      ok      ok     –         –       –         – –      –        –     –      –        in
GET  commissioning:file_version 走访记录 1        –      –      –       –       –         –       –       –      ok        –       –         – –      –        –     –      –        in
POST commissioning:file_removing 合同             ok     no     no      no      no        no      no      no     –         –       –         – –      –        –     –      –        in
POST commissioning:file_removing 月报             ok     no     no      no      no        no      ok      no     –         –       –         – –      –        –     –      –        in
POST commissioning:file_removing 走访记录         –      –      –       –       –         –       –       –      ok        –       –         – –      –        –     –      –        in
GET  directory:organisation_editing 榕声          ok     no     no      no      no        no      ok      no     no        no      no        no no     no       no    –      –        in
GET  directory:organisation_editing 怡水小学      ok     no     no      no      no        no      no      no     no        no      no        no no     no       no    –      –        in
POST directory:organisation_editing 榕声          422    no     no      no      no        no      ok      no     no        no      no        no no     no       no    –      –        in
POST directory:organisation_editing 怡水小学      ok     no     no      no      no        no      no      no     no        no      no        no no     no       no    –      –        in
GET  directory:community_editing 桂一社区         ok     no     no      no      no        no      no      no     no        no      no        no no     no       no    –      –        in
POST directory:community_editing 桂一社区         ok     no     no      no      no        no      no      no     no        no      no        no no     no       no    –      –        in
GET  commissioning:partners GC-1                  ok     no     no      no      no        no      no      no     –         no      no        – –      –        –     –      –        in
GET  commissioning:partners GC-2                  ok     no     no      no      no        –       no      –      no        –       –         – –      –        –     –      –        in
POST commissioning:partners GC-1                  422    no     no      no      no        no      no      no     –         no      no        – –      –        –     –      –        in
POST commissioning:partner_leaving 怡水小学+GC-1  ok     no     no      no      no        no      no      no     –         no      no        – –      –        –     –      –        in
"""
TABLE += rows_apart.ROWS
SCHOOL = {"name": "怡水小学", "credit_code": programmes.SCHOOL, "kind": "school", "school_nature": "public"}
LISTS = ("projects", "board", "funds", "sessions", "organisations", "communities", "people", "pairs", "trail")
OTHER_LISTS = ("commissioning:plans", "commissioning:calls", "directory:accounts", "directory:invitations")
FORMS = {
    "commissioning:words": {"name": "禁毒宣传", "code": "drugs"},
    **{name: {"view": "常看的"} for name in (*map("desk:{}".format, LISTS), *OTHER_LISTS, *rows_apart.LISTS)},
    "directory:attention": DAYS,
    "commissioning:planning": PLANNED,
    "commissioning:outside_names": NAMES,
    "view-changing": {"name": "常看的"},
    "delivery:session_correcting": {"deed": "save"},
    "delivery:month_list": {"deed": "paste"},
    "delivery:reopening_decision": {"granted": "0"},
    "desk:people_finding": {"number": "8001"},
    "desk:person_correction": {"seen": "0", "name": "张晓丽", "gender": "female"},
    "desk:person_copy": {"format": "json"},
    "desk:person_consents": {"purpose": "photos", "version": "2022-01", "given_on": "2022-03-01"},
    "desk:person_erasure": {"name": "张晓丽", "why": "本人书面要求"},
    "desk:pair_decision": {"decision": "later"},
    "desk:merge_undoing": {"why": "认错了人"},
    "desk:person_reading": {"field": "phone", "purpose": "contact", "words": "通知活动改期"},
    "desk:import_mending": {"column": "地点", "row": "2", "new": "活动室"},
    "desk:import_omitting": {"row": "3"},
    "desk:import_keeping": {"row": "3"},
    "directory:organisation_adding": {"name": "向阳社工", "credit_code": "52440605MJL0000056", "kind": "provider"},
    "directory:organisation_editing": SCHOOL,
    "directory:demanding": {"role": "worker", "days": "14"},
    "directory:factors_resetting": {"why": "手机丢了"},
    "directory:community_editing": {"name": "桂一社区"},
    "directory:disabling": {"why": "离职"},
    "directory:enabling": {"why": "回来了"},
    "directory:renaming": {"name": "苏婉青"},
    "reporting:upper_forms": {"file": Sent()},
}
WORDS = {200: "ok", 401: "in", 404: "–", 403: "no"}  # 401: the API, which has no page to lead to
CELLS = {Answer.ALLOWED: "ok", Answer.DENIED: "no", Answer.HIDDEN: "–", Answer.SIGN_IN: "in"}
AS = {"confidant": "worker", "stranger": "office"}  # the role of those who are not called by it
CONFIDENTIAL = {"B1", "狮B1"}  # things of a project in a confidential domain, where the product says more
LET_IN = {"409", "422"}
BEST = ["ok", "no", "–", "in"]
# a form that was kept is bound to a browser that lost its session: tests/access/test_refilling.py opens one
# a photo is shown with a published story alone: tests/reporting/test_stories.py publishes one
SHOWN_ELSEWHERE = {"directory:kept", "directory:discarding", "reporting:story_photo"}


def of_things():
    return [re.sub(r"\s+", " ", line) for line in TABLE.strip().splitlines()[1:] if line.strip()]


def said_apart():
    """Addresses that name no thing and have a row in TABLE all the same: their forms choose among one's own things, so that an
    empty one is posted there."""
    return {(method, name) for method, name, words in map(asked, of_things()) if not words}


def of_places():
    """The rows of the other addresses that name no thing, as the product declares them."""
    apart = said_apart()
    places = [one for one in matrix() if "<" not in one.path and (one.method, one.route) not in apart]
    cells = [(one, [CELLS[one.answers[AS.get(who, who)]] for who in roles()]) for one in places]
    return [" ".join([one.method, one.route, *row]) for one, row in cells]


def roles():
    return TABLE.strip().splitlines()[0].split()[1:]


def asked(line):
    """The method, the name and the arguments of a row."""
    method, name, *rest = line.split()
    return method, name, rest[: len(rest) - len(roles())]


def lines():
    return [*of_things(), *of_places()]


def addressed(name, words, who, known):
    """The address of a row, as this somebody asks for it; a word that begins with ? is its query."""
    query = "".join(word for word in words if word.startswith("?"))
    words = [word for word in words if not word.startswith("?")]
    own = [re.sub(r"^own\b", who, word) for word in words]  # who has none asks for the office's
    others = [re.sub(r"^own\b", "office", word) for word in words]
    args = [known.get(one) or known.get(other, other) for one, other in zip(own, others, strict=True)]
    return reverse(name, args=args) + query


@contextmanager
def undone(client):
    """Whatever is done in it is undone, at the browser too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        yield client
        transaction.set_rollback(True)
    client.cookies = cookies


def cell_of(answer):
    if answer.status_code == 302:
        return "in" if answer["Location"].startswith("/accounts/login/?next=") else "ok"
    return WORDS.get(answer.status_code, str(answer.status_code))


def test_what_the_product_says_of_things_is_what_each_role_meets_at_the_best_of_them():
    """Its row for an address that names a thing speaks of one's own."""
    shown = {("POST", "desk:names", "confidential", "liaison"): "no"}  # the next test shows it
    for line in of_things():
        method, name, words = asked(line)
        for who, cell in zip(roles(), line.split()[2 + len(words) :], strict=True):
            key = (
                method,
                name,
                "confidential" if name == "desk:names" and CONFIDENTIAL & set(words) else "",
                AS.get(who, who),
            )
            cell = "ok" if cell in LET_IN else cell
            shown[key] = min(shown.get(key, cell), cell, key=BEST.index)
    apart = said_apart()
    declared = {
        (one.method, one.route, one.of, who): CELLS[answer]
        for one in matrix()
        if ("<" in one.path or (one.method, one.route) in apart) and one.route not in SHOWN_ELSEWHERE
        for who, answer in one.answers.items()
    }
    assert shown == declared


def test_the_liaison_officer_of_a_confidential_project_is_told_why_its_names_stay_shut(everybody):
    liaison = User.objects.get(username="liaison")
    users.grant(liaison, Role.LIAISON, everybody.project("GC-2"), by=audit.SYSTEM, why="经办", since=SINCE)
    address = reverse("desk:names", args=[everybody.objects()["B1"]])
    assert cell_of(everybody.clients["liaison"].post(address)) == "no"


def test_a_route_of_which_nobody_said_who_may_open_it_stops_the_build(monkeypatch):
    rest = [row for row in permission_rows.rows() if row.route != "healthz"]
    monkeypatch.setattr(permission_rows, "rows", lambda: rest)
    with pytest.raises(permissions.Undeclared, match="differ in: healthz"):
        matrix()


def test_the_tables_roles_are_all_that_there_are(everybody):
    assert roles() == list(everybody.clients)
    assert {AS.get(who, who) for who in roles()} == set(permissions.everybody())
