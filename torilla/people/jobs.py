"""What the organisation does by the clock."""

from datetime import datetime

from torilla.core.work import job
from torilla.people.commands.import_rows import import_rows
from torilla.people.importing.kinds import KINDS
from torilla.people.importing.working import forget, write_due


@job("people.import", every=2)
def write_imports(now: datetime) -> None:
    """Write the lists of people and units that somebody has let in."""
    for kind in KINDS.values():
        write_due(kind, import_rows, now)


@job("people.forget_imports", every=3600)
def forget_imports(now: datetime) -> None:
    """Files that were read two weeks ago go."""
    forget(now)
