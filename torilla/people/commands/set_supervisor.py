"""Who supervises whom."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.commands._common import is_provider, working
from torilla.people.models import Person, Supervision


@command(permission="people.change", subject="person")
def set_supervisor(
    *, actor: Any, person: Person, supervisor: Person | None, now: datetime
) -> Supervision | None:
    """Names the person's supervisor in place of the former one; None: nobody supervises any more.

    Refused for oneself, for somebody who has left, and where it would make a circle.
    """
    if supervisor is not None:
        working(supervisor, "supervisor")
        _refuse_circle(person, supervisor, now)
    former = Supervision.objects.select_for_update().filter(person=person, until=None).first()
    if former is not None and former.supervisor_id == getattr(supervisor, "pk", None):
        raise Refused(
            _("%(name)s is the supervisor already.") % {"name": former.supervisor.name},
            field="supervisor",
        )
    if former is not None:
        former.until = now
        former.save(update_fields=["until"])
    made = None
    if supervisor is not None:
        made = Supervision.objects.create(
            person=person, supervisor=supervisor, since=now, by_provider=is_provider(actor)
        )
    audit.record(
        person,
        "people.supervisor.set",
        actor=actor,
        at=now,
        person=person.pk,
        supervisor=supervisor.pk if supervisor else None,
        former=former.supervisor_id if former else None,
    )
    return made


def _refuse_circle(person: Person, supervisor: Person, now: datetime) -> None:
    if supervisor == person:
        raise Refused(_("Nobody is their own supervisor."), field="supervisor")
    above = dict(Supervision.objects.at(now).values_list("person_id", "supervisor_id"))
    met, who = {supervisor.pk}, above.get(supervisor.pk)
    while who is not None and who not in met:
        if who == person.pk:
            raise Refused(
                _("%(name)s stands below this person already: that would make a circle.")
                % {"name": supervisor.name},
                field="supervisor",
            )
        met.add(who)
        who = above.get(who)
