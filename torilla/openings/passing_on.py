"""An application or a decision goes from somebody who leaves to somebody else."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused
from torilla.duties.commands.pass_on import pass_on as pass_duty
from torilla.duties.models import Duty
from torilla.openings.commands._steps import locked
from torilla.openings.commands.add_writer import add_writer
from torilla.openings.commands.remove_writer import remove_writer
from torilla.openings.models import Application, Decision, Writer
from torilla.people.models import Person
from torilla.people.queries import supervisor_of


def pass_application(application: Application, *, to: Person, actor: Any, now: datetime) -> None:
    """Somebody else answers for the application from now on. Called within a command."""
    row = locked(application)
    former, row.made_by = row.made_by, to
    row.save(update_fields=["made_by"])
    row.writers.filter(person=to).delete()
    audit.record(
        row, "openings.application.passed_on", actor=actor, at=now,
        person=former.audit_name, to=to.audit_name,
    )  # fmt: skip
    _pass_duties(row, former, to, actor, now)


def pass_writing(writer: Writer, *, to: Person, actor: Any, now: datetime) -> None:
    """Somebody else writes in it. Called within a command."""
    application = writer.application
    writes = application.made_by_id == to.pk or application.writers.filter(person=to).exists()
    if not writes:
        add_writer(actor=actor, application=application, person=to, now=now)
    remove_writer(actor=actor, writer=writer, now=now)


def pass_decision(decision: Decision, *, to: Person, actor: Any, now: datetime) -> None:
    """The applicant's new supervisor decides. Called within a command.

    Refused for anybody else: the supervisor decides because of being it.
    """
    application = locked(decision.application)
    if supervisor_of(application.made_by, now) != to:
        raise Refused(
            _(
                "%(name)s is not the supervisor of %(applicant)s, and the supervisor decides on this."
            )
            % {"name": to.name, "applicant": application.made_by.name},
            clause="C2",
            remedy=_("Hand over the people whom the leaver supervises first."),
        )
    former, decision.person = decision.person, to
    decision.save(update_fields=["person"])
    audit.record(
        application, "openings.decision.passed_on", actor=actor, at=now,
        person=former.audit_name if former else None, to=to.audit_name,
    )  # fmt: skip
    if former is not None:
        _pass_duties(application, former, to, actor, now)


def _pass_duties(
    application: Application, former: Person, to: Person, actor: Any, now: datetime
) -> None:
    about = Duty.objects.filter(subject_kind="application", subject_id=application.pk)
    for duty in about.filter(holder_person=former, closed_at=None):
        pass_duty(duty, to=to, actor=actor, now=now)
