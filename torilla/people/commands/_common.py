"""What several commands share: the version lock, addresses, who is left to set things up."""

from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Changed, Refused
from torilla.people.models import Body, Holding, Person, Unit
from torilla.people.openid.actor import PROVIDER
from torilla.people.positions import SET_UP_PERSON

T = TypeVar("T", Person, Unit, Body)


def locked(record: T, version: int | None) -> T:
    """The row as it is now, locked until the transaction ends.

    `version` is the one that the actor was shown (None: none was shown); `Changed` when it is another now,
    Refused when there never was another.
    """
    rows = type(record)._default_manager.select_for_update(of=("self",))
    current = rows.select_related("changed_by").get(pk=record.pk)
    if version is not None and current.version != version:
        if current.changed_at is None:  # as it was made, before anybody changed it
            raise Refused(_("There is no such version. Look again at what is there."))
        by = current.changed_by.name if current.changed_by else ""
        raise Changed(current, by=by, at=current.changed_at)
    return current


def save_version(record: T, *, actor: Any, now: datetime, **changes: Any) -> list[str]:
    """Save the changes as the next version; returns the names of the fields that differ."""
    differing: list[str] = [
        name for name, value in changes.items() if getattr(record, name) != value
    ]
    for name in differing:
        setattr(record, name, changes[name])
    record.version += 1
    record.changed_at = now
    record.changed_by = person_of(actor)
    record.save(update_fields=[*differing, "version", "changed_at", "changed_by"])
    return differing


def one_at_a_time() -> None:
    """Positions change hands one after another: a lock on the municipality, until the transaction ends.

    Without it two who fill the same vacant position at once would both hold it.
    """
    list(Unit.objects.select_for_update().filter(kind=Unit.Kind.MUNICIPALITY).values_list("pk"))


def person_of(actor: Any) -> Person | None:
    """The actor where it is a person; the system is nobody."""
    return actor if isinstance(actor, Person) else None


def is_provider(actor: Any) -> bool:
    """Whether a claim of the work account is what acts; what it gives, it may end."""
    return actor is PROVIDER


def free_address(email: str, person: Person | None = None) -> str | None:
    """The address in lower case, None for none; Refused when somebody else has it."""
    address = email.strip().lower() or None
    taken = Person.objects.filter(email=address)
    if person is not None:
        taken = taken.exclude(pk=person.pk)
    if address and taken.exists():
        raise Refused(
            _("Somebody else has this e-mail address already."),
            field="email",
            remedy=_("Search for the address in the list of people."),
        )
    return address


def working(person: Person, field: str) -> Person:
    """The person; Refused when erased or no longer allowed in."""
    if person.erased_at is not None or not person.is_active:
        raise Refused(
            _("%(name)s is no longer here. Choose somebody else.") % {"name": person.name},
            field=field,
        )
    return person


def going_on(unit: Unit | None, field: str) -> Unit | None:
    """The unit; Refused when it has ended."""
    if unit is not None and unit.ended_at is not None:
        raise Refused(
            _("%(unit)s has ended. Choose a unit that goes on.") % {"unit": unit.name}, field=field
        )
    return unit


def refuse_last_set_up_person(person: Person, now: datetime) -> None:
    """Refused when nobody who may sign in would be left to hold the tasks of vacant positions."""
    holds = Holding.objects.at(now).filter(position=SET_UP_PERSON, person__is_active=True)
    if holds.filter(person=person).exists() and not holds.exclude(person=person).exists():
        raise Refused(
            _("%(name)s is the only set-up person.") % {"name": person.name},
            remedy=_(
                "Fill the position with somebody else first: tasks of vacant positions fall to them."
            ),
        )


def end_holding(holding: Holding, *, actor: Any, now: datetime) -> None:
    """Somebody's time in a position ends, and the log says so."""
    holding.until = now
    holding.save(update_fields=["until"])
    record_holding("people.position.vacated", holding, actor=actor, now=now)


def record_holding(action: str, holding: Holding, *, actor: Any, now: datetime) -> None:
    """Record that a position was filled or vacated, by whom and of which unit."""
    audit.record(
        holding,
        action,
        actor=actor,
        at=now,
        position=holding.position,
        unit=holding.unit_id,
        person=holding.person_id,
    )
