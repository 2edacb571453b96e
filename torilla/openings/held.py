"""What the applications hold of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.openings.commands.remove_writer import remove_writer
from torilla.openings.commands.withdraw import withdraw
from torilla.openings.deciding import awaited
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Attachment, Decision, Writer
from torilla.openings.passing_on import pass_application, pass_decision, pass_writing
from torilla.people.hooks import Held
from torilla.people.models import Person

COVERS = frozenset(
    {
        "openings.application.made_by",
        "openings.application.proposed_by",
        "openings.attachment.added_by",
        "openings.chainexception.recorded_by",
        "openings.check.done_by",
        "openings.decision.decided_by",
        "openings.decision.person",
        "openings.section.changed_by",
        "openings.writer.added_by",
        "openings.writer.person",
    }
)

GOING_ON = [state for state, after in ApplicationStates.MOVES.items() if after]


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Applications that the person began, or writes in, or decides on as a supervisor."""
    for row in Application.objects.filter(made_by=person, state__in=GOING_ON):
        yield Held(
            format_lazy(_("application: {application}"), application=row.title),
            _page(row),
            key=row.audit_name,
            hand_over=partial(pass_application, row),
            end=partial(withdraw, application=row),
        )
    written = Writer.objects.filter(person=person, application__state__in=ApplicationStates.WRITTEN)
    for each in written.select_related("application"):
        yield Held(
            format_lazy(
                _("writes in the application: {application}"), application=each.application
            ),
            _page(each.application),
            key=each.audit_name,
            hand_over=partial(pass_writing, each),
            end=partial(remove_writer, writer=each),
        )
    for decision in awaited().filter(person=person).select_related("application__made_by"):
        yield Held(
            format_lazy(
                _("decides on the application: {application}"), application=decision.application
            ),
            _page(decision.application),
            key=decision.audit_name,
            hand_over=partial(pass_decision, decision),
        )


def _page(application: Application) -> str:
    return reverse("openings:application", args=[application.pk])


def exported(person: Person) -> dict[str, Any]:
    """The applications that the person began, proposed or writes in, files they attached, what they decided.

    Nothing is forgotten with the person: names in what somebody wrote cannot be found, and a file that was
    attached is the application's, not the person's. Both go when the application is emptied.
    """
    mine = Q(made_by=person) | Q(proposed_by=person) | Q(writers__person=person)
    rows = Application.objects.filter(mine).distinct().order_by("pk")
    files = Attachment.objects.filter(added_by=person).order_by("pk")
    decided = Decision.objects.filter(Q(decided_by=person) | Q(person=person))
    return {
        "applications": [
            {"title": row.title, "state": row.state, "made_at": row.made_at.isoformat()}
            for row in rows
        ],
        "attachments": [
            {"name": file.name, "added_at": file.added_at.isoformat()} for file in files
        ],
        "decisions": [
            {
                "application": row.application.title,
                "outcome": row.outcome,
                "decided_at": row.decided_at.isoformat() if row.decided_at else None,
            }
            for row in decided.select_related("application").order_by("pk")
        ],
    }
