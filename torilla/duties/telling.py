"""What a round of reminders puts into the mail and onto the channels of Teams."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from torilla.duties.models import Duty, Mail, Reminder, TeamsCard
from torilla.duties.teams import channels_of
from torilla.people.models import Person

_CHUNK = 500


@dataclass(frozen=True)
class Telling:
    """A reminder, when its mail goes, and whether the person has it collected."""

    reminder: Reminder
    goes_at: datetime
    collected: bool


def put_into_mails(told: Iterable[Telling], now: datetime) -> None:
    """One mail a person; a reminder for somebody without mail stands in the page alone.

    What is to be collected goes along where the person has a mail now, and else into the mail that is
    waiting for its time. In a transaction; saves no reminder.
    """
    by_person: dict[Person, list[Telling]] = defaultdict(list)
    for each in told:
        if settings.MAIL_CONFIGURED and each.reminder.person.email:
            by_person[each.reminder.person].append(each)
    waiting = _waiting(by_person)
    new: list[Mail] = []
    for person, tellings in by_person.items():
        goes_at = min(each.goes_at for each in tellings)
        collects = any(each.collected for each in tellings)
        mail = waiting.get(person.pk) if collects else None
        if mail is None or mail.due_at > goes_at:
            mail = Mail(person=person, queued_at=now, due_at=goes_at, collects=collects)
            new.append(mail)
        for each in tellings:
            each.reminder.mail = mail
    Mail.objects.bulk_create(new)


def _waiting(persons: Iterable[Person]) -> dict[int, Mail]:
    """The mails that still collect, locked so that none goes while something is put into it."""
    ids = [person.pk for person in persons]
    found: dict[int, Mail] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = Mail.objects.filter(
            person__in=ids[start : start + _CHUNK],
            collects=True,
            state=Mail.State.QUEUED,
            attempts=0,
        )
        # The one that goes first is the last to be put into the dictionary.
        rows = rows.select_for_update().order_by("-due_at", "-pk")
        found.update({mail.person_id: mail for mail in rows})
    return found


def put_onto_cards(duties: Iterable[Duty], now: datetime) -> None:
    """One card a channel; duties of units without a channel go to the nearest above that has one."""
    by_unit: dict[int | None, set[int]] = defaultdict(set)
    for duty, unit in channels_of(duties):
        by_unit[unit].add(duty.pk)
    if not by_unit:
        return
    waiting = TeamsCard.objects.filter(state=TeamsCard.State.QUEUED, attempts=0).select_for_update()
    cards = {card.unit_id: card for card in waiting.order_by("pk")}
    rows = []
    for unit, ids in by_unit.items():
        card = cards.get(unit) or TeamsCard.objects.create(unit_id=unit, queued_at=now, due_at=now)
        rows += [TeamsCard.duties.through(teamscard_id=card.pk, duty_id=pk) for pk in sorted(ids)]
    TeamsCard.duties.through.objects.bulk_create(rows, batch_size=_CHUNK, ignore_conflicts=True)
