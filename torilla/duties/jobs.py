"""What duties do by the clock."""

from datetime import datetime

from torilla.core.work import job
from torilla.duties.commands.forget_old import forget_old
from torilla.duties.commands.queue_mails import BATCH, queue_mails
from torilla.duties.commands.send_cards import send_cards
from torilla.duties.commands.send_mails import send_mails


@job("duties.remind", every=30)
def remind(now: datetime) -> None:
    """Tell people of the duties whose step has come, until no full batch is left."""
    while queue_mails(now) >= BATCH:
        pass


@job("duties.send_mails", every=5)
def send(now: datetime) -> None:
    """Send the mails that wait."""
    send_mails(now)


@job("duties.forget_old", every=24 * 3600)
def forget(now: datetime) -> None:
    """Ended duties lose the person after twelve months."""
    forget_old(now)


@job("duties.send_cards", every=10)
def send_to_teams(now: datetime) -> None:
    """Send the cards that wait."""
    send_cards(now)
