"""Every detector finds what stands between guillemets in its examples, and nothing in what passes."""

import pytest

from torilla.screening.detector import DETECTORS
from torilla.screening.objection import KINDS
from torilla.screening.screen import screen


def marked(example):
    """The example without its guillemets, and what stood between them."""
    text, found = "", []
    for number, piece in enumerate(example.replace("»", "«").split("«")):
        if number % 2:
            found.append((len(text), len(text) + len(piece)))
        text += piece
    return text, found


FIRES = [(each.kind, example) for each in DETECTORS.values() for example in each.fires]
PASSES = [(each.kind, example) for each in DETECTORS.values() for example in each.passes]


@pytest.mark.parametrize(("kind", "example"), FIRES)
def test_what_an_example_marks_is_found(kind, example):
    text, expected = marked(example)
    assert [(each.start, each.end) for each in screen(text) if each.kind == kind] == expected


@pytest.mark.parametrize(("kind", "example"), PASSES)
def test_what_passes_is_not_found(kind, example):
    assert [each for each in screen(example) if each.kind == kind] == []


def test_every_detector_has_a_kind_that_the_policy_knows():
    assert set(DETECTORS) <= set(KINDS)
