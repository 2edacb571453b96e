import pytest

from torilla.core import crash


def test_without_the_variable_nothing_happens():
    for name, what in crash.POINTS:
        crash.point(name)
        assert what


def test_a_point_that_nobody_declared_is_an_error():
    with pytest.raises(ValueError, match="crash.POINTS"):
        crash.point("market.fire")
