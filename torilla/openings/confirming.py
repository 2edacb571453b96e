"""Who may say that there are people and time for an account (C10)."""

from datetime import datetime
from typing import Any

from torilla.openings.models import Application, Section
from torilla.people.models import Person, Supervision
from torilla.people.permissions import reach

CONFIRMED = "resources_confirmed"
"""The question of section 5 that only these answer with yes."""


def may_confirm(person: Any, application: Application, now: datetime) -> bool:
    """The supervisor of the one who will be responsible, or the head of the unit or of one above it.

    Nobody confirms their own working time.
    """
    if not isinstance(person, Person):
        return False
    section = Section.objects.filter(application=application, number=3).first()
    lead = section.answers.get("lead") if section else None
    if lead == person.pk:
        return False
    if lead and Supervision.objects.at(now).filter(person=lead, supervisor=person).exists():
        return True
    line = {unit.pk for unit in application.unit.line()}
    return bool(reach(person, now=now).headed & line)
