"""Declared states and the moves between them; a badly drawn graph fails at import."""

from collections.abc import Mapping
from typing import ClassVar


class IllegalMove(Exception):
    """The lifecycle has no move from `before` to `after`."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"{before} → {after}")
        self.before, self.after = before, after


class Lifecycle:
    """Subclasses list MOVES: {state: states it may move to}. The first state is the initial one."""

    MOVES: ClassVar[Mapping[str, set[str] | frozenset[str]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        problem = _problem(cls.MOVES)
        if problem:
            raise TypeError(f"{cls.__name__}: {problem}")

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """The states for a model field's `choices`."""
        return [(state, state) for state in cls.MOVES]

    @classmethod
    def initial(cls) -> str:
        return next(iter(cls.MOVES))

    @classmethod
    def ends(cls) -> frozenset[str]:
        """The states that nothing leaves."""
        return frozenset(state for state, after in cls.MOVES.items() if not after)

    @classmethod
    def check(cls, before: str, after: str) -> None:
        """Raise IllegalMove unless `after` may follow `before`."""
        if after not in cls.MOVES.get(before, frozenset()):
            raise IllegalMove(before, after)


def _problem(moves: Mapping[str, set[str] | frozenset[str]]) -> str:
    """What is wrong with the graph, in a sentence; empty when it is well drawn."""
    if not moves:
        return "has no states in MOVES"
    for state, after in moves.items():
        if unknown := after - moves.keys():
            return f"{state} moves to {', '.join(sorted(unknown))}, which is no state"
        if state in after:
            return f"{state} moves to itself"
    if lost := moves.keys() - _reachable(moves):
        return f"nothing leads to {', '.join(sorted(lost))}"
    return ""


def _reachable(moves: Mapping[str, set[str] | frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = [next(iter(moves))]
    while ahead:
        state = ahead.pop()
        if state not in seen:
            seen.add(state)
            ahead.extend(moves[state])
    return seen
