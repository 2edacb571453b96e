"""What the register does by the clock."""

from datetime import datetime

from torilla.core.actors import SYSTEM
from torilla.core.work import job
from torilla.register.commands.ask_units import ask_units


@job("register.ask_units", every=5)
def ask(now: datetime) -> None:
    """A unit that came into the organisation is asked which accounts it already has (C4)."""
    ask_units(actor=SYSTEM, now=now)
