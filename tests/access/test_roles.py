"""Who may open what: every address of the product, in every role, with things of one's own and of others.

A cell says what the role meets:
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

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import programmes

pytestmark = pytest.mark.django_db

TABLE = """
address                                      office finance auditor liaison manager worker confidant nobody stranger anonymous
GET  desk:overview                           ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:projects                           ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:project GC-1                       ok     ok      ok      ok      ok      ok     –         –      –        in
GET  desk:project GC-2                       ok     ok      ok      –       ok      –      ok        –      –        in
GET  desk:project 狮-1                       –      –       –       –       –       –      –         –      ok       in
GET  desk:project_files GC-1                 ok     ok      ok      ok      ok      ok     –         –      –        in
GET  desk:project_files GC-2                 ok     ok      ok      –       ok      –      ok        –      –        in
GET  desk:project_history GC-1               ok     ok      ok      ok      ok      ok     –         –      –        in
GET  desk:project_history GC-2               ok     ok      ok      –       ok      –      ok        –      –        in
GET  desk:sessions                           ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:session A1                         ok     ok      ok      ok      ok      ok     –         –      –        in
GET  desk:session B1                         ok     ok      ok      –       ok      –      ok        –      –        in
GET  desk:session 狮A1                       –      –       –       –       –       –      –         –      ok       in
POST desk:names B1                           no     no      no      –       no      –      ok        –      –        in
POST desk:names 狮B1                         –      –       –       –       –       –      –         –      no       in
GET  desk:people                             ok     –       –       –       ok      ok     ok        –      ok       in
GET  desk:people_finding                     ok     –       –       –       ok      ok     ok        –      ok       in
POST desk:people_finding                     ok     –       –       –       ok      ok     ok        –      ok       in
GET  desk:person 张晓丽                      ok     –       –       –       ok      ok     –         –      –        in
GET  desk:person 狮志强                      –      –       –       –       –       –      –         –      ok       in
POST desk:person_reading 张晓丽              ok     –       –       –       ok      ok     –         –      –        in
GET  desk:person_correction 张晓丽           ok     –       –       –       –       –      –         –      –        in
POST desk:person_correction 张晓丽           ok     –       –       –       –       –      –         –      –        in
GET  desk:person_rights 张晓丽               ok     –       –       –       –       –      –         –      –        in
POST desk:person_copy 张晓丽                 ok     –       –       –       –       –      –         –      –        in
POST desk:person_consents 张晓丽             ok     –       –       –       –       –      –         –      –        in
POST desk:consent_withdrawal 何一-photos     ok     –       –       –       –       –      –         –      –        in
POST desk:person_erasure 张晓丽              ok     –       –       –       –       –      –         –      –        in
GET  desk:pairs                              ok     –       –       –       –       –      –         –      ok       in
GET  desk:pairs_looking                      ok     –       –       –       –       –      –         –      ok       in
POST desk:pairs_looking                      ok     –       –       –       –       –      –         –      ok       in
GET  desk:pair 何一/何二                     ok     –       –       –       –       –      –         –      –        in
POST desk:pair_decision 何一/何二            ok     –       –       –       –       –      –         –      –        in
POST desk:merge_undoing 何三+何四            ok     –       –       –       –       –      –         –      –        in
POST desk:person_parting 何五                ok     –       –       –       –       –      –         –      –        in
GET  desk:organisations                      ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:organisation 怡水小学                  ok     ok      ok      ok      ok      ok     ok        –      –        in
GET  desk:communities                        ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:community 桂一社区                     ok     ok      ok      ok      ok      ok     ok        –      –        in
GET  desk:jobs                               ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  desk:job office-job                     ok     –       –       –       –       –      –         –      –        in
GET  desk:job worker-job                     ok     –       –       –       –       ok     –         –      –        in
POST desk:job_cancelling worker-job          ok     –       –       –       –       ok     –         –      –        in
POST desk:job_trial worker-failed-job        ok     –       –       –       –       ok     –         –      –        in
POST desk:exports sessions                   ok     ok      ok      ok      ok      ok     ok        ok     ok       in
POST desk:exports nothing                    –      –       –       –       –       –      –         –      –        in
GET  desk:export worker-export               –      –       –       –       –       ok     –         –      –        in

GET  desk:imports                            ok     –       –       –       ok      –      –         –      ok       in
GET  desk:import_start attendance            ok     –       –       –       ok      –      –         –      ok       in
GET  desk:import_blank duty                  ok     –       –       –       ok      –      –         –      ok       in
GET  desk:import_start projects              ok     –       –       –       –       –      –         –      ok       in
POST desk:import_start duty                  422    –       –       –       422     –      –         –      422      in
GET  desk:import office-file                 ok     –       –       –       –       –      –         –      –        in
GET  desk:import manager-file                –      –       –       –       ok      –      –         –      –        in
GET  desk:import_worksheet office-file       ok     –       –       –       –       –      –         –      –        in
GET  desk:import_columns office-file         ok     –       –       –       –       –      –         –      –        in
GET  desk:import_check office-file           ok     –       –       –       –       –      –         –      –        in
POST desk:import_check office-file           ok     –       –       –       –       –      –         –      –        in
GET  desk:import_check manager-file          –      –       –       –       ok      –      –         –      –        in
GET  desk:import_row office-file 2           ok     –       –       –       –       –      –         –      –        in
GET  desk:import_marked office-file          ok     –       –       –       –       –      –         –      –        in
POST desk:import_mending office-file         ok     –       –       –       –       –      –         –      –        in
POST desk:import_omitting manager-file       –      –       –       –       ok      –      –         –      –        in
POST desk:import_confirming office-file      ok     –       –       –       –       –      –         –      –        in
POST desk:import_taking_back office-file     ok     –       –       –       –       –      –         –      –        in
POST desk:import_checking_again office-file  ok     –       –       –       –       –      –         –      –        in
POST desk:import_recording manager-file      –      –       –       –       ok      –      –         –      –        in
POST desk:import_undoing office-file         409    –       –       –       –       –      –         –      –        in
POST desk:import_discarding office-file      ok     –       –       –       –       –      –         –      –        in

GET  reporting:reports                       ok     ok      ok      –       –       –      –         –      ok       in
GET  reporting:report 2022                   ok     ok      ok      –       –       –      –         –      ok       in
GET  reporting:figure 2022 projects.count    ok     ok      ok      –       –       –      –         –      ok       in
GET  reporting:download 2022 json            ok     ok      ok      –       –       –      –         –      ok       in
GET  reporting:download 2022 xlsx            ok     ok      ok      –       –       –      –         –      ok       in

GET  commissioning:words                     ok     –       –       –       –       –      –         –      ok       in
POST commissioning:words                     ok     –       –       –       –       –      –         –      ok       in
GET  commissioning:project_editing GC-1      ok     no      no      no      no      no     –         –      –        in
GET  commissioning:file_adding GC-1          ok     no      no      no      ok      ok     –         –      –        in
GET  commissioning:file_adding GC-2          no     no      no      –       no      –      ok        –      –        in
GET  commissioning:file_version 合同 1         ok     ok      ok      ok      ok      ok     –         –      –        in
GET  commissioning:file_version 走访记录 1       –      –       –       –       –       –      ok        –      –        in
POST commissioning:file_removing 合同          ok     no      no      no      no      no     –         –      –        in
POST commissioning:file_removing 走访记录        –      –       –       –       –       –      ok        –      –        in

GET  directory:organisation_adding           ok     –       –       –       –       –      –         –      ok       in
POST directory:organisation_adding           ok     –       –       –       –       –      –         –      ok       in
GET  directory:organisation_editing 榕声       ok     no      no      no      ok      no     no        –      –        in
GET  directory:organisation_editing 怡水小学     ok     no      no      no      no      no     no        –      –        in
POST directory:organisation_editing 怡水小学     ok     no      no      no      no      no     no        –      –        in
GET  directory:community_editing 桂一社区        ok     no      no      no      no      no     no        –      –        in
POST directory:community_editing 桂一社区        ok     no      no      no      no      no     no        –      –        in

GET  directory:sign_ins                      ok     ok      ok      ok      ok      ok     ok        ok     ok       in
POST directory:sign_in_ending office's       ok     –       –       –       –       –      –         –      –        in
POST directory:other_endings                 ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  directory:password                      ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  directory:kept 1                        –      –       –       –       –       –      –         –      –        in
POST directory:discarding 1                  –      –       –       –       –       –      –         –      –        in
GET  directory:login                         ok     ok      ok      ok      ok      ok     ok        ok     ok       ok
POST directory:demonstration                 –      –       –       –       –       –      –         –      –        –
POST directory:logout                        in     in      in      in      in      in     in        in     in       in

GET  healthz                                 ok     ok      ok      ok      ok      ok     ok        ok     ok       ok
GET  style                                   ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  style-failure 404                       ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  inbox                                   ok     ok      ok      ok      ok      ok     ok        ok     ok       in
POST inbox-opening worker-notice             –      –       –       –       –       ok     –         –      –        in
POST inbox-all-reading                       ok     ok      ok      ok      ok      ok     ok        ok     ok       in
GET  inbox-wishes                            ok     ok      ok      ok      ok      ok     ok        ok     ok       in
POST inbox-wishes                            ok     ok      ok      ok      ok      ok     ok        ok     ok       in
POST preferences                             ok     ok      ok      ok      ok      ok     ok        ok     ok       ok
"""
SCHOOL = {"name": "怡水小学", "credit_code": programmes.SCHOOL, "kind": "school", "school_nature": "public"}
FORMS = {
    "commissioning:words": {"name": "禁毒宣传", "code": "drugs"},
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
    "directory:organisation_adding": {"name": "向阳社工", "credit_code": "52440605MJL0000056", "kind": "provider"},
    "directory:organisation_editing": SCHOOL,
    "directory:community_editing": {"name": "桂一社区"},
}
WORDS = {200: "ok", 404: "–", 403: "no"}


def lines():
    return [line for line in TABLE.strip().splitlines()[1:] if line.strip()]


def roles():
    return TABLE.strip().splitlines()[0].split()[1:]


def asked(line):
    """The method, the name and the arguments of a row."""
    method, name, *rest = line.split()
    return method, name, rest[: len(rest) - len(roles())]


def names(patterns, space=""):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}"


def test_every_address_has_a_row():
    known = set(names(get_resolver().url_patterns))
    assert known
    assert known - {asked(line)[1] for line in lines()} == set(), "add who may open it to TABLE"


def met(client, method, address, form):
    """What this somebody meets; whatever it did is undone, at the browser too."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(address) if method == "GET" else client.post(address, form)
        transaction.set_rollback(True)
    client.cookies = cookies
    if answer.status_code == 302:
        return "in" if answer["Location"].startswith("/accounts/login/") else "ok"
    return WORDS.get(answer.status_code, str(answer.status_code))


def test_every_role_meets_what_the_table_says(everybody):
    known = everybody.objects()
    found = []
    for line in lines():
        method, name, words = asked(line)
        address = reverse(name, args=[known.get(word, word) for word in words])
        cells = [met(everybody.clients[who], method, address, FORMS.get(name, {})) for who in roles()]
        found.append(" ".join([method, name, *words, *cells]))
    assert found == [re.sub(r"\s+", " ", line) for line in lines()]


def test_the_tables_roles_are_all_that_there_are(everybody):
    assert roles() == list(everybody.clients)
