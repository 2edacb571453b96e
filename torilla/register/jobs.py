"""What the register does by the clock."""

from datetime import datetime

from torilla.core.actors import SYSTEM
from torilla.core.work import job
from torilla.people.importing.working import write_due
from torilla.register.commands.ask_units import ask_units
from torilla.register.commands.import_rows import import_rows
from torilla.register.importing.accounts import Accounts
from torilla.register.public.snapshot import keep_up


@job("register.ask_units", every=5)
def ask(now: datetime) -> None:
    """A unit that came into the organisation is asked which accounts it already has (C4)."""
    ask_units(actor=SYSTEM, now=now)


@job("register.import", every=2)
def write_imports(now: datetime) -> None:
    """Write the lists of accounts that somebody has let in."""
    write_due(Accounts, import_rows, now)


@job("register.public", every=5)
def write_public(now: datetime) -> None:
    """Make the public register anew when something in it has changed."""
    keep_up(now)
