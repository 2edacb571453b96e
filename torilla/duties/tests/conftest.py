"""Mallila's policy in force, the library's account as an invented source, and mail that works."""

from dataclasses import dataclass, field

import pytest

from torilla.core.actors import SYSTEM
from torilla.duties.commands.reevaluate import reevaluate
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.policies import current_policy
from torilla.guideline.sources import FactSource, Loaded, itself
from torilla.policy import packaged
from torilla.policy.facts import UnitFacts


@pytest.fixture
def policy(db, monday):
    """Mallila's policy, loaded and in force."""
    load_policy(actor=SYSTEM, name="mallila", text=packaged("mallila"), now=monday)
    return current_policy(monday)


@dataclass
class Units:
    """A source of units that have answered what they were asked, or not: `answered[pk] = moment`."""

    asked: object
    answered: dict = field(default_factory=dict)

    @property
    def source(self):
        return FactSource(
            name="test.units",
            facts=UnitFacts,
            subject_kind="unit",
            load=self.load,
            stale_by={"test.answered": itself},
        )

    def load(self, ids, now, policy):
        for unit, answered in self.answered.items():
            if ids is None or unit.pk in ids:
                facts = UnitFacts(
                    now=now, kind=unit.kind, heads=1, asked=self.asked, answered=answered
                )
                yield Loaded(unit.pk, facts, name=unit.name, unit_id=unit.pk)


@pytest.fixture
def units(policy, library, monday):
    """The library was asked on Monday which accounts it has, and has not answered."""
    return Units(asked=monday, answered={library: None})


@pytest.fixture
def duty(units, monday):
    """The library's head is to answer (C4)."""
    from torilla.duties.models import Duty

    reevaluate(units.source, None, monday)
    return Duty.objects.get(finding__rule="register.units-answered")


@pytest.fixture
def mail(settings):
    """Mail is set up (and stays in memory)."""
    settings.MAIL_CONFIGURED = True
