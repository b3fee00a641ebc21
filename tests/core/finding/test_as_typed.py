import pytest

from guihua.core.finding import matches


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("淑仪", "区淑仪"),
        ("ou shu", "区淑仪"),
        ("qsy", "区淑仪"),
        ("OSY", "区淑仪"),
        ("shanxiaoyan", "单晓燕"),
        ("sxy", "单晓燕"),
        ("zengwei", "曾伟雄"),
        ("hm", "何敏"),
        ("ＨＭ", "何敏"),
        ("aili", "阿依古丽·艾力"),
    ],
)
def test_a_name_is_found_as_it_is_written_in_pinyin_and_by_initials(wanted, text):
    assert matches(text, wanted)


@pytest.mark.parametrize(("wanted", "text"), [("何敏", "区淑仪"), ("hx", "何敏"), ("1380", "何敏"), ("hm", "")])
def test_another_name_is_not(wanted, text):
    assert not matches(text, wanted)
