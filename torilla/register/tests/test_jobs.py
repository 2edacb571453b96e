"""What the register does by the clock."""

from datetime import timedelta

import pytest

from torilla.core.models import AuditEntry
from torilla.core.work import JOBS
from torilla.duties.feed import drain
from torilla.guideline.models import Finding
from torilla.people.commands.add_unit import add_unit
from torilla.register.models import Inquiry
from torilla.register.sources import SOURCES

pytestmark = pytest.mark.django_db


def asked(now):
    JOBS["register.ask_units"].handler(now)


def test_a_unit_that_came_later_is_asked_too(policy, sanna, library, monday):
    asked(monday)
    youth = add_unit(actor=sanna, name="Nuoriso", kind="unit", parent=library, now=monday)
    asked(monday)
    assert Inquiry.objects.get(unit=youth).asked_at == monday


def test_its_finding_then_says_when_it_was_asked(policy, sanna, library, monday):
    youth = add_unit(actor=sanna, name="Nuoriso", kind="unit", parent=library, now=monday)
    asked(monday)
    drain(SOURCES, monday + timedelta(seconds=1))
    finding = Finding.objects.get(rule="register.units-answered", subject_id=youth.pk)
    assert finding.values["day"] == "7.9.2026"


def test_asking_when_everybody_was_asked_writes_nothing(policy, library, monday):
    asked(monday)
    before = AuditEntry.objects.count()
    asked(monday + timedelta(minutes=1))
    assert AuditEntry.objects.count() == before
