"""The ledger of withdrawals and the database are brought together: neither loses what the other knows.

After a restore the ledger knows of withdrawals that the database forgot: they are made again, with all that
follows. A ledger whose disk was away gets the lines that it lacks.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.media import ledger
from torilla.media.commands._consents import locked_consent
from torilla.media.ending import follow
from torilla.media.models import Consent, Pictured

_CHUNK = 500
_ENDED = ("withdrawn", "declined")
_NEVER = (ledger.NEVER, ledger.NEVER_ENDED)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many withdrawals (and pictures that are never used) were made again, how many lines were added;
    what is wrong with the ledger, as of `ledger.Read`."""

    again: int
    added: int
    torn: bool
    broken: tuple[int, ...]


def reconcile(now: datetime) -> Reconciled:
    """Do both; once more does nothing. OSError where the ledger cannot be read or written."""
    found = ledger.read(ledger.place())
    again = replay(found.lines, now)
    fresh = list(_missing(found.lines, now))
    added = ledger.merge(fresh) if fresh else 0
    return Reconciled(again, added, found.torn, tuple(found.broken))


def replay(lines: Iterable[ledger.Line], now: datetime) -> int:
    """Carry out in the database what these lines say and it does not know; how many things were done.

    In whatever order the lines come and however often, the outcome is the same: of what was said of one
    person the latest counts. Lines on what this database never knew do nothing. That somebody may be shown
    after all is never taken from the ledger: it may lack the line that says the contrary since, and they are
    shown again when a person says so.
    """
    latest: dict[tuple[UUID, bool], ledger.Line] = {}
    for line in lines:
        key = (line.reference, line.what in _NEVER)
        if key not in latest or _weight(latest[key]) < _weight(line):
            latest[key] = line
    again = 0
    for line in sorted(latest.values(), key=_weight):
        if line.what in _NEVER:
            again += _never_again(line, now) if line.what == ledger.NEVER else 0
        elif line.what == ledger.DECLINED:
            again += _declined_again(line, now)
        else:
            again += _withdrawn_again(line, now)
    return again


def _weight(line: ledger.Line) -> tuple[datetime, str, str]:
    """Their order; of two at the same moment the same one always counts."""
    return line.at, line.what, str(line.reference)


def _withdrawn_again(line: ledger.Line, now: datetime) -> int:
    consent = Consent.objects.filter(reference=line.reference).exclude(state__in=_ENDED).first()
    if consent is None:
        return 0
    with transaction.atomic():
        row = locked_consent(consent)
        if row.state in _ENDED:
            return 0
        row.state, row.withdrawn_at = "withdrawn", line.at
        row.answered_at = row.answered_at or line.at
        row.save(update_fields=["state", "withdrawn_at", "answered_at"])
        _recorded(row, "media.consent.withdrawn", line, now)
    return 1


def _declined_again(line: ledger.Line, now: datetime) -> int:
    waiting = Consent.objects.exclude(state__in=(*_ENDED, "given"))
    consent = waiting.filter(reference=line.reference).first()
    if consent is None:
        return 0
    with transaction.atomic():
        row = locked_consent(consent)
        if row.state in (*_ENDED, "given"):
            return 0
        row.state, row.answered_at = "declined", line.at
        row.save(update_fields=["state", "answered_at"])
        _recorded(row, "media.consent.declined", line, now)
    return 1


def _recorded(row: Consent, action: str, line: ledger.Line, now: datetime) -> None:
    asset = row.pictured.asset
    said = line.at.isoformat()
    audit.record(row, action, actor=SYSTEM, at=now, asset=asset.pk, again=True, said_at=said)
    follow(asset, SYSTEM, now)


def _never_again(line: ledger.Line, now: datetime) -> int:
    rows = Pictured.objects.select_related("asset").filter(reference=line.reference)
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).filter(never=False).first()
        if row is None:
            return 0
        row.never = True
        row.save(update_fields=["never"])
        audit.record(
            row, "media.pictured.changed", actor=SYSTEM, at=now, asset=row.asset_id, again=True
        )
        follow(row.asset, SYSTEM, now)
    return 1


def _missing(lines: Collection[ledger.Line], now: datetime) -> Iterator[ledger.Line]:
    """What the database knows and the ledger does not."""
    known = {line.reference for line in lines if line.what not in _NEVER}
    ended = Consent.objects.filter(state__in=_ENDED).order_by("pk")
    for row in ended.iterator(_CHUNK):
        at = row.withdrawn_at or row.answered_at or now
        if row.reference not in known:
            yield ledger.Line(at, row.reference, _what(row))
    said = {line.reference: line.what for line in sorted(lines, key=_weight) if line.what in _NEVER}
    for reference in Pictured.objects.filter(never=True).values_list("reference", flat=True):
        if said.get(reference) != ledger.NEVER:
            yield ledger.Line(now, reference, ledger.NEVER)


def _what(row: Consent) -> str:
    if row.state == "declined":
        return ledger.DECLINED
    public_task = row.basis == Consent.Basis.PUBLIC_TASK
    return ledger.OBJECTED if public_task else ledger.WITHDRAWN
