"""Sealed values, their keys, and the indexes by which they are found."""

from base64 import urlsafe_b64encode

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from guihua.core import secrecy
from guihua.core.secrecy import sealing

OLD, NEW, STRANGE = (urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2, 3))
PLACE = "directory_person.phone"


@pytest.fixture
def keys(settings):
    def held(*newest_first):
        settings.GUIHUA_FIELD_KEYS = newest_first

    held(OLD)
    return held


@given(text=st.text(max_size=60))
def test_what_is_sealed_opens_to_what_it_was(text):
    _wrapped, key = secrecy.new_wrapped_key()
    assert secrecy.opened(secrecy.sealed(text, key=key, place=PLACE), key=key, place=PLACE) == text


def test_the_same_text_is_never_sealed_alike(keys):
    _wrapped, key = secrecy.new_wrapped_key()
    sealed = {secrecy.sealed("13800138000", key=key, place=PLACE) for _ in range(500)}
    assert len({value[: sealing.NONCE] for value in sealed}) == 500
    assert len({secrecy.new_wrapped_key()[0][sealing.KEY_ID :][: sealing.NONCE] for _ in range(500)}) == 500


def test_a_sealed_value_opens_nowhere_else_and_not_when_a_byte_changes(keys):
    (_one, key), (_two, other) = secrecy.new_wrapped_key(), secrecy.new_wrapped_key()
    value = secrecy.sealed("13800138000", key=key, place=PLACE)
    for wrong in ({"key": other, "place": PLACE}, {"key": key, "place": "directory_person.id_number"}):
        with pytest.raises(InvalidTag):
            secrecy.opened(value, **wrong)
    for n in range(len(value)):
        changed = bytes([*value[:n], value[n] ^ 1, *value[n + 1 :]])
        with pytest.raises(InvalidTag):
            secrecy.opened(changed, key=key, place=PLACE)


def test_newer_keys_in_front_open_old_values_and_wrap_new_ones(keys):
    old, plain = secrecy.new_wrapped_key()
    keys(NEW, OLD)
    assert secrecy.unwrapped(old) == plain
    new, plain = secrecy.new_wrapped_key()
    assert new[: sealing.KEY_ID] != old[: sealing.KEY_ID]
    keys(NEW)
    assert secrecy.unwrapped(new) == plain
    with pytest.raises(secrecy.UnknownKey):
        secrecy.unwrapped(old)


def test_a_destroyed_key_is_said_to_be_destroyed():
    with pytest.raises(secrecy.Destroyed):
        secrecy.unwrapped(b"")


def test_an_index_outlives_newer_keys_and_not_the_oldest(keys):
    index = secrecy.blind_index("13800138000", purpose="person phone")
    keys(NEW, OLD)
    assert secrecy.blind_index("13800138000", purpose="person phone") == index
    keys(OLD, NEW)
    assert secrecy.blind_index("13800138000", purpose="person phone") != index


def test_equal_values_are_equal_only_for_one_purpose(keys):
    one = secrecy.blind_index("１３８00138000", purpose="person phone")
    assert one == secrecy.blind_index("13800138000", purpose="person phone")
    assert one != secrecy.blind_index("13800138000", purpose="codename phone")
    assert len(one) == 32


def test_no_key_serves_two_purposes(keys):
    purposes = ["wrap data keys", "audit rows", "audit blocks", "blind index: person phone"]
    derived = {secrecy.lasting(purpose) for purpose in purposes}
    assert len(derived | {bytes([1]) * 32}) == 5


def test_masks_show_that_something_is_there_and_not_what(keys):
    assert secrecy.masked_phone("13800138000") == "138****8000"
    assert [secrecy.masked_phone(landline) for landline in ("86781234", "2345678")] == ["****34", "****78"]
    assert secrecy.masked_id("44060519800101001X") == "440605********001X"
    assert [secrecy.masked_name(name) for name in ("张晓丽", "何敏", "何", "")] == ["张**", "何*", "何*", ""]
    assert [secrecy.masked_phone("1380"), secrecy.masked_id("4406")] == ["****", "****"]
