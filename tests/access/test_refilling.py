"""A page's form is filled again with what was typed."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from guihua.directory.calc.refilling import refilled

NOTICE = "<p>还没有保存</p>"


def fill(page, **typed):
    return refilled(page, path="/here/", action="/here/", typed=typed, notice=NOTICE)


def form(inside, action=""):
    return f'<h1>围炉</h1>\n<form method="post" action="{action}">{inside}</form>\n<p>完</p>'


def test_text_stands_in_its_field_and_the_notice_above_the_form():
    assert fill(form('<input name="name" class="input" required>'), name=["围炉 & <茶话>"]) == (
        '<h1>围炉</h1>\n<p>还没有保存</p><form method="post" action="">'
        '<input name="name" class="input" required value="围炉 &amp; &lt;茶话&gt;"></form>\n<p>完</p>'
    )


def test_an_older_value_is_replaced_and_its_marks_stay():
    filled = fill(form('<input type="text" name="a" value="旧" aria-label="&quot;x&quot;"/>'), a=["新"])
    assert '<input type="text" name="a" value="新" aria-label="&quot;x&quot;">' in filled


def test_a_long_text_stands_in_its_area_with_its_first_line_break():
    filled = fill(form('<textarea name="why" rows="3">旧的\n两行</textarea>'), why=["\n第一行空着\n</textarea>"])
    assert '<textarea name="why" rows="3">\n\n第一行空着\n&lt;/textarea&gt;</textarea>' in filled


def test_boxes_are_ticked_as_they_were_and_no_other():
    page = form('<input type="checkbox" name="day" value="1" checked><input type="checkbox" name="day" value="2">')
    filled = fill(page, day=["2"])
    assert '<input type="checkbox" name="day" value="1"><input type="checkbox" name="day" value="2" checked>' in filled


def test_a_choice_is_chosen_also_where_its_value_is_its_text():
    page = form(
        '<select name="a"><option value="">–</option><option selected>小组</option><option>探访</option></select>'
    )
    filled = fill(page, a=["探访"])
    assert '<option value="">–</option><option>小组</option><option selected>探访</option>' in filled


def test_two_fields_of_one_name_get_their_values_in_their_order():
    filled = fill(form('<input name="who"><input name="who">'), who=["张", "李"])
    assert '<input name="who" value="张"><input name="who" value="李">' in filled


def test_hidden_fields_passwords_and_files_stay_as_the_page_has_them():
    inside = (
        '<input type="hidden" name="token" value="new"><input type="password" name="p"><input type="file" name="f">'
    )
    page = form(inside + '<input name="a">')
    assert fill(page, token=["old"], a=["x"]) == page.replace('name="a"', 'name="a" value="x"').replace(
        "<form", NOTICE + "<form"
    )


def test_of_two_alike_forms_the_one_whose_hidden_value_was_sent_is_filled():
    one = '<form method="post" action="/here/"><input type="hidden" name="of" value="{0}"><input name="a"></form>'
    filled = fill(one.format(1) + one.format(2), of=["2"], a=["x"])
    assert filled == one.format(1) + NOTICE + one.format(2).replace('name="a"', 'name="a" value="x"')


def test_a_page_without_that_form_is_not_touched():
    assert fill(form('<input name="b">'), a=["x"]) is None
    assert fill(form('<input name="a">', action="/elsewhere/"), a=["x"]) is None
    assert fill('<form><input name="a"></form>', a=["x"]) is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40))
def test_whatever_was_typed_is_read_back_from_the_page_and_from_nowhere_else(text):
    filled = fill(form('<input name="a"><textarea name="b"></textarea>'), a=[text], b=[text])
    line = re.search(r'<input name="a" value="([^"<>]*)">', filled)
    area = re.search(r'<textarea name="b">\n([^"<>]*)</textarea>', filled)  # a browser drops the first line break
    assert (unescape(line[1]), unescape(area[1])) == (text, text)
