"""What a form says where Django's own sentence would speak of variables and keys."""

import pytest
from django import forms

from guihua.directory.models import Organisation

GONE = "选的这一项现在没有，可能刚被别人改过。请重新选。"


def said(field, typed):
    with pytest.raises(forms.ValidationError) as told:
        field.clean(typed)
    return told.value.messages


def test_who_pastes_more_than_a_field_takes_is_told_how_much_it_takes():
    assert said(forms.CharField(max_length=4), "家庭综合服务") == ["太长了，最多 4 个字，现在有 6 个。"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (lambda: forms.ChoiceField(choices=[("school", "学校")]), "park"),
        (lambda: forms.TypedChoiceField(choices=[(1, "学校")], coerce=int), "2"),
        (lambda: forms.MultipleChoiceField(choices=[("school", "学校")]), ["park"]),
        (lambda: forms.ModelChoiceField(Organisation.objects.none()), "7"),
        (lambda: forms.ModelMultipleChoiceField(Organisation.objects.none()), ["7"]),
    ],
)
def test_who_chose_what_is_gone_meanwhile_is_asked_to_choose_again(field, typed):
    assert said(field(), typed) == [GONE]


def test_a_field_with_a_sentence_of_its_own_says_that():
    own = forms.ChoiceField(choices=[("school", "学校")], error_messages={"invalid_choice": "请选择机构类型。"})
    assert said(own, "park") == ["请选择机构类型。"]
