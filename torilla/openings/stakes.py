"""Who is disqualified from deciding on an application: nobody decides their own (434/2003, 27–28 §)."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from torilla.openings.models import Application
from torilla.people.models import Person

MADE, WROTE, PROPOSED = _("applicant"), _("writer of the application"), _("proposer")


def stakes_in(application: Application) -> dict[int, str | Promise]:
    """Ids of those who may not decide, and what each has to do with the application."""
    writers = [writer.person_id for writer in application.writers.all()]
    stakes: dict[int, str | Promise] = dict.fromkeys(writers, WROTE)
    if application.proposed_by_id:
        stakes[application.proposed_by_id] = PROPOSED
    stakes[application.made_by_id] = MADE
    return stakes


def disqualified(
    application: Application, among: Collection[Person]
) -> list[tuple[Person, str | Promise]]:
    """Those of these persons who may not take part, with why."""
    stakes = stakes_in(application)
    return [(person, stakes[person.pk]) for person in among if person.pk in stakes]
