"""Two commands around the wire: claim a mail, give it to the server, record what became of it."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from torilla.core import audit, crash, work
from torilla.core.actors import SYSTEM
from torilla.duties.deliver import delivered
from torilla.duties.models import HOLDER, Mail, Notice
from torilla.duties.smtp import NotSent, OutcomeUnknown, send
from torilla.duties.texts import composed

log = logging.getLogger(__name__)

BATCH = 20
GIVE_UP = 30
"""So many tries, the pauses growing to an hour: about a day."""


def send_mails(now: datetime) -> int:
    """Send the mails that are due, one after another; returns how many the server took.

    A mail that was being sent when its lease ran out is *unknown* and never sent again. A server that
    cannot be reached ends the round.
    """
    sweep(now)
    owner, began, sent = work.new_owner(), time.monotonic(), 0
    for _turn in range(BATCH):
        at = now + timedelta(seconds=time.monotonic() - began)
        mails = work.claim(
            Mail.objects.filter(state=Mail.State.QUEUED), now=at, limit=1, owner=owner
        )
        if not mails:
            break
        try:
            sent += send_one(mails[0], at)
        except NotSent as failure:
            if failure.nobody:
                break
    return sent


def send_one(mail: Mail, now: datetime) -> bool:
    """Send a claimed mail; True when the server took it. Raises NotSent after recording it."""
    lines = list(mail.lines.select_related("duty__finding", "duty__notice").order_by("pk"))
    lines = [line for line in lines if line.duty.closed_at is None]
    if not lines or not mail.person.email or not mail.person.is_active:
        _finish(mail, now, "dropped", state=Mail.State.DROPPED)
        return False
    message = composed(mail, lines, now)
    if not _begin(mail):
        return False
    crash.point("notice.claimed")
    with work.held(mail):
        try:
            send(message)
        except NotSent as failure:
            _not_sent(mail, failure, now)
            raise
        except OutcomeUnknown as failure:
            _finish(mail, now, "unknown", state=Mail.State.UNKNOWN, last_error=str(failure))
            return False
    crash.point("notice.sent-unrecorded")
    with transaction.atomic():
        if not _finish(mail, now, "sent", state=Mail.State.SENT, sent_at=now):
            log.warning("mail.sent_late", extra={"mail": mail.pk})
            return False
        told = [line.duty for line in lines if line.to == HOLDER]
        delivered(told, how=Notice.How.MAIL, to=mail.person, actor=SYSTEM, now=now)
    return True


def sweep(now: datetime) -> int:
    """Mails whose sender died while sending: nobody knows whether they went. How many there were."""
    lost = Mail.objects.filter(state=Mail.State.SENDING, lease_until__lte=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        mails = list(lost.select_for_update(skip_locked=True))
        for mail in mails:
            _finish(mail, now, "unknown", state=Mail.State.UNKNOWN, last_error="the sender died")
    return len(mails)


def _begin(mail: Mail) -> bool:
    """Commit that a send begins, before a byte leaves; False when the lease is another's by now."""
    mine = Mail.objects.filter(
        pk=mail.pk, fence=mail.fence, lease_owner=mail.lease_owner, state=Mail.State.QUEUED
    )
    return bool(mine.update(state=Mail.State.SENDING))


def _not_sent(mail: Mail, failure: NotSent, now: datetime) -> None:
    if failure.lasting or mail.attempts >= GIVE_UP:
        _finish(mail, now, "failed", state=Mail.State.FAILED, last_error=str(failure))
        return
    pause = timedelta(minutes=min(2 ** (mail.attempts - 1), 60))
    # Not recorded: nothing happened yet, and the row says why it waits.
    work.finish(mail, state=Mail.State.QUEUED, due_at=now + pause, last_error=str(failure)[:2000])


def _finish(mail: Mail, now: datetime, what: str, **updates: Any) -> bool:
    with transaction.atomic():
        if not work.finish(mail, **updates):
            return False
        audit.record(
            mail, f"duties.mail.{what}", actor=SYSTEM, at=now,
            person=mail.person.audit_name, attempts=mail.attempts,
        )  # fmt: skip
    return True
