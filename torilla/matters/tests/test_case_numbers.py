"""A case number is found however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torilla.matters.case_numbers import LONGEST, key_of


@pytest.mark.parametrize(
    "typed",
    [
        "RauDno-2020-792", "raudno-2020-792", "RAUDNO-2020-792", "RauDno–2020–792",
        "RauDno 2020 792", " RauDno‑2020‑792 ", "RauDno/2020/792", "Rau\u00adDno-2020-792",
        "RauDno-２０２０-792", "\u200bRauDno-2020-\u202e792",
    ],
)  # fmt: skip
def test_capitals_dashes_and_invisible_signs_make_no_difference(typed):
    assert key_of(typed) == "raudno-2020-792"


def test_another_matter_is_another():
    keys = {key_of(each) for each in ("RauDno-2020-792", "RauDno-2020-79", "RauDno-2021-792")}
    assert len(keys) == 3


@given(st.text(max_size=60))
def test_whatever_is_typed_a_key_is_short_and_stays_as_it_is(text):
    key = key_of(text)
    assert len(key) <= LONGEST and key_of(key).startswith(key[: LONGEST - 1].rstrip("-"))
