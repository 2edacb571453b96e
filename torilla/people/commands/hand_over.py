"""What hangs on a leaver is handed to somebody else, or ends: several things at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from torilla.core import audit
from torilla.core.command import NotAllowed, Refused, command
from torilla.people import hooks
from torilla.people.commands._common import working
from torilla.people.models import Person


@dataclass
class Handed:
    """What came of it: how many things were done, and why each of the others was not, by its key."""

    done: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@command(permission="people.hand_over", subject="person")
def hand_over(
    *, actor: Any, person: Person, keys: Collection[str], to: Person | None, now: datetime
) -> Handed:
    """Hand what was chosen of all that hangs on `person` to another person; `to` None: each of it ends.

    Each thing is done or refused by itself, as its own command allows; what comes up for the leaver by this
    (a notice that something ended, say) goes the same way. Refused as a whole when nothing was chosen, and
    for a receiver who has left or is the leaver.
    """
    before = {held.key: held for held in hooks.held_by(person, now) if held.key}
    chosen = [held for key, held in before.items() if key in keys]
    if not chosen:
        raise Refused(_("Choose at least one thing."))
    if to is not None:
        working(to, "person")
        if to == person:
            raise Refused(_("Choose somebody else than the one who leaves."), field="person")
    handed = Handed()
    _do(chosen, handed, to, actor, now)
    came_up = [held for held in hooks.held_by(person, now) if held.key and held.key not in before]
    _do(came_up, handed, to, actor, now)
    audit.record(
        person, "people.person.handed_over", actor=actor, at=now,
        person=person.pk, to=to.pk if to else None, done=handed.done,
        refused=sorted(handed.refused),
    )  # fmt: skip
    return handed


def _do(
    things: Iterable[hooks.Held], handed: Handed, to: Person | None, actor: Any, now: datetime
) -> None:
    for held in things:
        why = _done(held, to, actor, now)
        if why is None:
            handed.done.append(held.key)
        else:
            handed.refused[held.key] = why


def _done(held: hooks.Held, to: Person | None, actor: Any, now: datetime) -> str | None:
    """Hand over or end one thing; None when it is done, else why not."""
    run = held.hand_over if to else held.end
    if run is None:
        return (
            _("This is handed over, not ended.") if to is None else _("This ends with its person.")
        )
    try:
        with transaction.atomic():
            run(actor=actor, now=now, **({"to": to} if to else {}))
    except Refused as refused:
        parts: list[object | Promise] = [refused.message, refused.remedy]
        return " ".join(str(part) for part in parts if part)
    except NotAllowed:
        return _("You may not do this. Ask the set-up person or the administrative director.")
    return None
