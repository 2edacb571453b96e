"""A question goes from an official who leaves to another."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused
from torilla.duties.commands.pass_on import pass_on as pass_duty
from torilla.duties.models import Duty
from torilla.matters.commands._common import CLAUSE, OWN, locked
from torilla.matters.models import Disclosure
from torilla.people.models import Person


def pass_question(disclosure: Disclosure, *, to: Person, actor: Any, now: datetime) -> None:
    """Another prepares the matter: answers the question, or ends the permission. Called within a command.

    Refused for the asker.
    """
    row = locked(disclosure)
    if to == row.asked_by:
        raise Refused(OWN, clause=CLAUSE, remedy=_("Give it to somebody else."))
    former, row.official = row.official, to
    row.save(update_fields=["official"])
    audit.record(
        row, "matters.disclosure.passed_on", actor=actor, at=now,
        person=former.audit_name if former else None, to=to.audit_name,
    )  # fmt: skip
    about = Duty.objects.filter(subject_kind="disclosure", subject_id=row.pk, closed_at=None)
    for duty in about.filter(holder_person=former, kind=Duty.Kind.ACT):
        pass_duty(duty, to=to, actor=actor, now=now)
