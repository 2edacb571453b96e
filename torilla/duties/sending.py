"""Two commands around the wire: claim a row, hand it over, record what became of it.

What is sent is a mail or a card; whoever hands it over raises NotSent or OutcomeUnknown.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from torilla.core import audit, crash, work
from torilla.core.actors import SYSTEM, Named
from torilla.duties.models import Mail, Sending

log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Sending)

BATCH = 20
_CHUNK = 500
GIVE_UP = 30
"""So many tries, the pauses growing to an hour: about a day."""


class NotSent(Exception):
    """It was not taken. `lasting`: it never will be, so trying again is no use.

    `nobody`: there was nobody to take it. `until`: not before then, as the other side asked.
    """

    def __init__(
        self,
        why: str,
        *,
        lasting: bool = False,
        nobody: bool = False,
        until: datetime | None = None,
    ) -> None:
        super().__init__(why)
        self.lasting, self.nobody, self.until = lasting, nobody, until


class OutcomeUnknown(Exception):
    """It left this machine and no answer came: it may have gone."""


def send_due(kind: type[Row], give: Callable[[Row, datetime], bool], now: datetime) -> int:
    """Give what is due, one after another; returns how many were taken.

    What was being sent when its lease ran out is *unknown* and never sent again. Where nobody is
    there to take it the round ends.
    """
    sweep(kind, now)
    owner, began, sent = work.new_owner(), time.monotonic(), 0
    for _turn in range(BATCH):
        at = now + timedelta(seconds=time.monotonic() - began)
        rows = work.claim(waiting(kind), now=at, limit=1, owner=owner)
        if not rows:
            break
        try:
            sent += give(rows[0], at)
        except NotSent as failure:
            if failure.nobody:
                break
    return sent


def hand_over(row: Sending, send: Callable[[], None], now: datetime) -> bool:
    """Send a claimed row between two records; True when it was taken and that is yet to be recorded.

    Raises NotSent after recording it.
    """
    if not _begin(row):
        return False
    crash.point("notice.claimed")
    with work.held(row):
        try:
            send()
        except NotSent as failure:
            _not_sent(row, failure, now)
            raise
        except OutcomeUnknown as failure:
            finish(row, now, "unknown", state=Sending.State.UNKNOWN, last_error=str(failure))
            return False
    crash.point("notice.sent-unrecorded")
    return True


def finish(row: Sending, now: datetime, what: str, **updates: Any) -> bool:
    """Record what became of it; False when another has the row by now."""
    with transaction.atomic():
        if not work.finish(row, **updates):
            log.warning("sending.late", extra={"row": row.audit_name})
            return False
        action = f"duties.{row._meta.model_name}.{what}"
        audit.record(row, action, actor=SYSTEM, at=now, attempts=row.attempts, **_whose(row))
    return True


def sweep(kind: type[Row], now: datetime) -> int:
    """Those whose sender died while sending: nobody knows whether they went. How many there were."""
    lost = kind._default_manager.filter(state=Sending.State.SENDING, lease_until__lte=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        rows = list(lost.select_for_update(skip_locked=True, of=("self",)))
        for row in rows:
            finish(row, now, "unknown", state=Sending.State.UNKNOWN, last_error="the sender died")
    return len(rows)


def _begin(row: Sending) -> bool:
    """Commit that a send begins, before a byte leaves; False when the lease is another's by now."""
    mine = type(row)._default_manager.filter(
        pk=row.pk, fence=row.fence, lease_owner=row.lease_owner, state=Sending.State.QUEUED
    )
    return bool(mine.update(state=Sending.State.SENDING))


def _not_sent(row: Sending, failure: NotSent, now: datetime) -> None:
    if failure.lasting or row.attempts >= GIVE_UP:
        finish(row, now, "failed", state=Sending.State.FAILED, last_error=str(failure)[:2000])
        return
    again = now + timedelta(minutes=min(2 ** (row.attempts - 1), 60))
    due_at = max(again, failure.until) if failure.until else again
    # Not recorded: nothing happened yet, and the row says why it waits.
    work.finish(row, state=Sending.State.QUEUED, due_at=due_at, last_error=str(failure)[:2000])


def _whose(row: Any) -> dict[str, str]:
    person = getattr(row, "person", None)
    return {"person": person.audit_name} if person else {}


def waiting(kind: type[Row]) -> "QuerySet[Row]":
    """What has yet to go."""
    return kind._default_manager.filter(state=Sending.State.QUEUED)


def drop(rows: "QuerySet[Any]", actor: Named, now: datetime) -> int:
    """Take these out, recorded, since after a restore somebody chose not to send them; how many."""
    kind = rows.model
    if kind is Mail:
        rows = rows.select_related("person")  # its name in the log
    chosen = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for start in range(0, len(chosen), _CHUNK):
        some = [row.pk for row in chosen[start : start + _CHUNK]]
        kind._default_manager.filter(pk__in=some).update(
            state=Sending.State.DROPPED, due_at=None, last_error="not sent after a restore"
        )
    action = f"duties.{kind._meta.model_name}.dropped"
    entries = [
        audit.Entry(row, action, {"attempts": row.attempts, **_whose(row)}) for row in chosen
    ]
    audit.record_many(entries, actor=actor, at=now)
    return len(chosen)
