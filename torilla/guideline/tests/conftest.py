"""The policy of Mallila in force, and a source of invented accounts."""

import pytest

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.policies import current_policy
from torilla.guideline.sources import FactSource, Loaded
from torilla.policy import packaged
from torilla.policy.facts import PersonFacts


@pytest.fixture
def policy(db, monday):
    """Mallila's policy, loaded and in force."""
    load_policy(actor=SYSTEM, name="mallila", text=packaged("mallila"), now=monday)
    return current_policy(monday)


class People:
    """A source whose persons a test can change: `people.supervised = {1: True}`."""

    def __init__(self):
        self.supervised = {}
        self.again = {}
        self.source = FactSource(
            name="test.people", facts=PersonFacts, subject_kind="person", load=self.load
        )

    def load(self, ids, now, policy):
        for pk, supervised in self.supervised.items():
            if ids is None or pk in ids:
                facts = PersonFacts(now=now, employed=True, supervised=supervised)
                yield Loaded(pk, facts, name=f"Person {pk}", next_look_at=self.again.get(pk))


@pytest.fixture
def people():
    return People()
