"""Agreements of Aino with Eeva, made the way people make them."""

from datetime import date, timedelta

import pytest

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.agreements.terms import Terms


@pytest.fixture
def terms(monday):
    """Makes what a proposal on working time says: `terms(hours=3)`."""

    def make(**changes):
        said = {
            "first_day": monday.date(),
            "last_day": date(2027, 9, 6),
            "scope": "Kirjaston Facebook",
            "hours": 2,
            "duty_times_confirmed": True,
        }
        return Terms(**(said | changes))

    return make


@pytest.fixture
def profile(terms):
    """Makes what a proposal on an own profile says."""

    def make(**changes):
        said = {
            "network": "linkedin", "address": "linkedin.com/in/aino", "founded_on": "work",
            "profile": "work", "for_work_profile": "Etäisyys", "for_own_profile": "Tutut kasvot",
            "hours": None,
        }  # fmt: skip
        return terms(**(said | changes))

    return make


@pytest.fixture
def proposal(policy, aino, terms, monday):
    """Aino proposes working time to Eeva."""
    return propose(actor=aino, person=aino, kind="working_time", terms=terms(), now=monday)


@pytest.fixture
def agreed(proposal, eeva, monday):
    """Eeva agrees a minute later."""
    later = monday + timedelta(minutes=1)
    return answer(actor=eeva, agreement=proposal, agrees=True, now=later)
