"""The policy knows every kind that screening may find, and no other; neither package imports the other."""

from torilla.policy import screened
from torilla.screening import objection


def test_the_policy_gives_a_worth_to_what_screening_finds():
    assert screened.KINDS == objection.KINDS
