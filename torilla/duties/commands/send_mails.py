"""Mails to people: what each says is composed when it goes."""

from datetime import datetime

from django.db import transaction

from torilla.core.actors import SYSTEM
from torilla.duties import sending
from torilla.duties.deliver import delivered
from torilla.duties.models import HOLDER, Mail, Notice
from torilla.duties.smtp import send
from torilla.duties.texts import composed

BATCH, GIVE_UP = sending.BATCH, sending.GIVE_UP


def send_mails(now: datetime) -> int:
    """Send the mails that are due, one after another; returns how many the server took."""
    return sending.send_due(Mail, send_mail, now)


def send_mail(mail: Mail, now: datetime) -> bool:
    """Send a claimed mail; True when the server took it. Raises NotSent after recording it."""
    lines = list(mail.lines.select_related("duty__finding", "duty__notice").order_by("pk"))
    lines = [line for line in lines if line.duty.closed_at is None]
    if not lines or not mail.person.email or not mail.person.is_active:
        sending.finish(mail, now, "dropped", state=Mail.State.DROPPED)
        return False
    message = composed(mail, lines, now)
    if not sending.hand_over(mail, lambda: send(message), now):
        return False
    with transaction.atomic():
        if not sending.finish(mail, now, "sent", state=Mail.State.SENT, sent_at=now):
            return False
        told = [line.duty for line in lines if line.to == HOLDER]
        delivered(told, how=Notice.How.MAIL, to=mail.person, actor=SYSTEM, now=now)
    return True
