"""Somebody's list of accounts is read in and put right; nothing of it is in force yet."""

from datetime import datetime
from typing import Any

from torilla.core.command import command
from torilla.people.importing import handling
from torilla.people.importing.models import Import


@command(permission="register.import", subject=None)
def read_rows(*, actor: Any, draft: handling.Draft, now: datetime) -> Import:
    """Keep a file that was read, with what would happen to each of its rows."""
    return handling.keep(draft, actor=actor, now=now)


@command(permission="register.import", subject=None)
def correct_rows(
    *, actor: Any, imported: Import, version: int, draft: handling.Draft, now: datetime
) -> Import:
    """Keep answers, columns and rows left out. Changed when somebody corrected meanwhile."""
    return handling.correct(imported, version=version, draft=draft, actor=actor, now=now)
