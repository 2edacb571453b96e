"""Exceptions to the chain (C2 says “as a rule”): which steps are left out of a round."""

from torilla.openings.models import Application


def left_out(application: Application, round: int) -> frozenset[int]:
    """Numbers of the steps that an exception leaves out of this round."""
    rows = application.exceptions.filter(round=round).values_list("steps", flat=True)
    return frozenset(step for steps in rows for step in steps)


def coming_round(application: Application) -> int:
    """The round that an exception made now is about: the one that goes on, or the next."""
    going_on = application.state == "deciding"
    return application.round if going_on else application.round + 1
