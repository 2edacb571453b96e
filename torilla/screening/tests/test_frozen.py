"""What screening finds in texts that were frozen before it was tuned.

The words of the topics and the forms of dates of birth were widened later, with these texts read:
for them this only guards against losing what was found.
"""

from collections import Counter

import pytest

from torilla.screening.tests.frozen import ORDINARY, PLANTED, frozen, samples, score, sha256

TOLD = ["health", "social-care", "pupil", "family", "birth-date"]


@pytest.mark.parametrize("name", PLANTED + ORDINARY)
def test_the_texts_are_as_they_were_frozen(name):
    assert sha256(name) == frozen()[name]


def test_there_are_as_many_as_there_should_be_and_no_mould_makes_more_than_ten():
    assert (len(samples(PLANTED)), len(samples(ORDINARY))) == (300, 1000)
    moulds = Counter((each.id[:2], each.mould) for each in samples(PLANTED + ORDINARY))
    assert max(moulds.values()) <= 10


@pytest.mark.parametrize("kind", ["identity-code", "iban", "business-id", "phone", "email"])
def test_every_planted_item_is_found(kind):
    assert score(kind, PLANTED).recall == 1.0


@pytest.mark.parametrize(
    "kind", ["identity-code", "business-id", "iban", "property-id", "case-number"]
)
def test_nothing_is_found_where_nothing_is(kind):
    assert score(kind, ORDINARY).false == 0


def test_names_are_found_and_little_else_is_taken_for_one():
    names = score("name", PLANTED + ORDINARY)
    assert names.precision >= 0.95
    assert names.recall >= 0.85


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_told_of_a_person_is_still_found(kind):
    assert score(kind, PLANTED).recall >= 0.95


def test_what_is_told_of_a_person_is_hardly_ever_found_in_ordinary_texts():
    assert sum(score(kind, ORDINARY).false for kind in TOLD) <= 2
