"""When the last backup was made: a file in the home, so that it stands in no backup itself."""

import logging
from datetime import datetime
from pathlib import Path

log = logging.getLogger(__name__)
NAME = "last-backup"


def note(home: Path, made_at: datetime) -> None:
    """Remember the moment whose state the backup holds. A home that cannot be written stops no backup."""
    try:
        (home / NAME).write_text(made_at.isoformat(), encoding="utf8")
    except OSError as error:
        log.warning("when the backup was made cannot be noted: %s", error.strerror)


def made_at(home: Path) -> datetime | None:
    """When the last backup was made; None where none is known of."""
    try:
        return datetime.fromisoformat((home / NAME).read_text(encoding="utf8").strip())
    except (OSError, ValueError):  # UnicodeDecodeError is one
        return None
