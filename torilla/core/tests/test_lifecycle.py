import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torilla.core.lifecycle import IllegalMove, Lifecycle


class Bread(Lifecycle):
    MOVES = {
        "dough": {"loaf", "thrown away"},
        "loaf": {"eaten"},
        "eaten": set(),
        "thrown away": set(),
    }


def test_the_first_state_is_the_initial_one():
    assert Bread.initial() == "dough"
    assert Bread.choices()[1] == ("loaf", "loaf")
    assert Bread.ends() == {"eaten", "thrown away"}


def test_a_declared_move_is_allowed():
    Bread.check("dough", "loaf")


@pytest.mark.parametrize(
    ("before", "after"), [("dough", "eaten"), ("dough", "dough"), ("?", "loaf")]
)
def test_any_other_move_is_illegal(before, after):
    with pytest.raises(IllegalMove, match=f"{before} → {after}".replace("?", r"\?")) as move:
        Bread.check(before, after)
    assert (move.value.before, move.value.after) == (before, after)


@pytest.mark.parametrize(
    ("moves", "problem"),
    [
        ({}, "no states"),
        ({"dough": {"loaf"}}, "which is no state"),
        ({"dough": {"dough"}}, "moves to itself"),
        ({"dough": set(), "loaf": set()}, "nothing leads to loaf"),
        ({"dough": set(), "loaf": {"dough"}}, "nothing leads to loaf"),
    ],
)
def test_a_badly_drawn_graph_fails_at_import(moves, problem):
    with pytest.raises(TypeError, match=problem):
        type("Bread", (Lifecycle,), {"MOVES": moves})


STATES = ["a", "b", "c", "d"]
graphs = st.dictionaries(st.sampled_from(STATES), st.sets(st.sampled_from(STATES), max_size=3))


@settings(derandomize=True, max_examples=300)
@given(graphs)
def test_a_graph_is_taken_if_all_its_states_can_be_reached_and_left_as_drawn(moves):
    known = all(after <= moves.keys() for after in moves.values())
    still = any(state in after for state, after in moves.items())
    try:
        drawn = type("Drawn", (Lifecycle,), {"MOVES": moves})
    except TypeError:
        assert not moves or not known or still or not all_reached(moves)
        return
    assert known and not still and all_reached(moves)
    for before in STATES:
        for after in STATES:
            allowed = after in moves.get(before, set())
            assert allowed == legal(drawn, before, after)


def all_reached(moves):
    reached = {next(iter(moves))}
    for _ in STATES:
        reached |= {after for state in reached for after in moves.get(state, ())}
    return set(moves) <= reached


def legal(drawn, before, after):
    try:
        drawn.check(before, after)
    except IllegalMove:
        return False
    return True
