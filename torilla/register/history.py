"""The history of an account in sentences, from its rows with from and until."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from torilla.people.models import Person
from torilla.register.lifecycle import AccountStates
from torilla.register.models import Account, AccountRecord, Stewardship
from torilla.register.words import AIMS, AUDIENCES, PURPOSES

LABELS = {
    "name": gettext_lazy("name"),
    "address": gettext_lazy("address"),
    "kind": gettext_lazy("kind"),
    "unit": gettext_lazy("owner"),
    "state": gettext_lazy("state"),
    "role_address": gettext_lazy("role address"),
    "purpose": gettext_lazy("purpose"),
    "aims": gettext_lazy("aims"),
    "audiences": gettext_lazy("audience"),
    "purposes": gettext_lazy("purposes"),
    "plan": gettext_lazy("plan"),
}


@dataclass(frozen=True)
class Event:
    """Something that happened: when, who did it (None: the program), what, as a sentence."""

    at: datetime
    by: Person | None
    sentence: str


def history_of(account: Account) -> list[Event]:
    """Everything that has happened to the account, newest first."""
    events = [
        *_records(account), *_stewards(account), *_seen(account), *_confirmed(account),
        *_logins(account),
    ]  # fmt: skip
    return sorted(events, key=lambda event: event.at, reverse=True)


def _records(account: Account) -> Iterator[Event]:
    before: AccountRecord | None = None
    for record in account.records.select_related("unit", "changed_by").order_by("since", "pk"):
        if before is None:
            yield Event(record.since, record.changed_by, _("The account came into the register."))
        else:
            for sentence in _changes(before, record):
                yield Event(record.since, record.changed_by, sentence)
        before = record


def _changes(before: AccountRecord, after: AccountRecord) -> Iterator[str]:
    for field, label in LABELS.items():
        was, became = getattr(before, field), getattr(after, field)
        if was != became:
            values = {"what": label, "was": _words(field, was), "now": _words(field, became)}
            yield _("Changed %(what)s: %(was)s → %(now)s.") % values


_NAMES: dict[str, Any] = {
    "aims": AIMS, "audiences": AUDIENCES, "purposes": PURPOSES,
    "state": AccountStates.NAMES, "kind": dict(AccountRecord.Kind.choices),
}  # fmt: skip


def _words(field: str, value: Any) -> str:
    names = _NAMES.get(field, {})
    if isinstance(value, list):
        return ", ".join(str(names.get(each, each)) for each in value) or _("not known")
    return str(names.get(value, value) or _("not known"))


def _stewards(account: Account) -> Iterator[Event]:
    rows = account.stewardships.select_related("person", "named_by", "ended_by")
    for row in rows:
        values = {"person": row.person.name, "role": Stewardship.Role(row.role).label}
        yield Event(row.since, row.named_by, _("%(person)s was named: %(role)s.") % values)
        if row.until is not None:
            sentence = _("The right of %(person)s ended: %(role)s.") % values
            yield Event(row.until, row.ended_by, sentence)


def _seen(account: Account) -> Iterator[Event]:
    for row in account.seen.select_related("seen_by"):
        values = {"what": row.get_what_display()}
        sentence = _("Seen there: %(what)s.") if row.present else _("Seen missing: %(what)s.")
        yield Event(row.since, row.seen_by, sentence % values)


def _confirmed(account: Account) -> Iterator[Event]:
    for row in account.confirmations.select_related("confirmed_by"):
        yield Event(row.confirmed_at, row.confirmed_by, _("The details were confirmed as true."))


def _logins(account: Account) -> Iterator[Event]:
    for row in account.credentials.select_related("noted_by"):
        yield Event(row.since, row.noted_by, _("The login record was noted."))
