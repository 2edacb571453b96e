"""What duties do by the clock."""

from datetime import datetime
from functools import partial

from django.utils.translation import ngettext

from torilla.core.quiet import OUTBOXES, Outbox
from torilla.core.work import job
from torilla.duties import sending
from torilla.duties.commands.forget_old import forget_old
from torilla.duties.commands.queue_mails import BATCH, queue_mails
from torilla.duties.commands.send_cards import send_cards
from torilla.duties.commands.send_mails import send_mails
from torilla.duties.models import Mail, TeamsCard


def _mails(number: int) -> str:
    return ngettext("%(number)s mail", "%(number)s mails", number) % {"number": number}


def _cards(number: int) -> str:
    return ngettext("%(number)s card to Teams", "%(number)s cards to Teams", number) % {
        "number": number
    }


OUTBOXES["duties.mail"] = Outbox(_mails, partial(sending.waiting, Mail), sending.drop)
OUTBOXES["duties.card"] = Outbox(_cards, partial(sending.waiting, TeamsCard), sending.drop)


@job("duties.remind", every=30)
def remind(now: datetime) -> None:
    """Tell people of the duties whose step has come, until no full batch is left."""
    while queue_mails(now) >= BATCH:
        pass


@job("duties.send_mails", every=5, sends=True)
def send(now: datetime) -> None:
    """Send the mails that wait."""
    send_mails(now)


@job("duties.forget_old", every=24 * 3600)
def forget(now: datetime) -> None:
    """Ended duties lose the person after twelve months."""
    forget_old(now)


@job("duties.send_cards", every=10, sends=True)
def send_to_teams(now: datetime) -> None:
    """Send the cards that wait."""
    send_cards(now)
