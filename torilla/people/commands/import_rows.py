"""The rows of a list of people or units are written, some hundred at a time."""

from datetime import datetime
from typing import Any

from torilla.core.command import command
from torilla.people.importing import handling
from torilla.people.importing.models import Import
from torilla.people.importing.verdicts import Kind


@command(permission="people.import", subject=None)
def begin_import(*, actor: Any, imported: Import, version: int, now: datetime) -> Import:
    """Say that the rows may be written; the worker writes them. Changed, Refused when none is clear."""
    return handling.begin(imported, version=version, actor=actor, now=now)


@command(permission="people.import", subject=None)
def import_rows(
    *, actor: Any, imported: Import, kind: Kind, now: datetime, at_once: int = handling.BATCH
) -> int:
    """Write the next rows of the file; how many are left. Refused when the file is not being written."""
    return handling.write_batch(kind, imported, actor=actor, now=now, at_once=at_once)


@command(permission="people.import", subject=None)
def leave_import(*, actor: Any, imported: Import, now: datetime) -> Import:
    """Write nothing of the file and forget its rows."""
    return handling.leave(imported, actor=actor, now=now)
