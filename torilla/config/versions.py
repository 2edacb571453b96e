"""A database that a newer Torilla made is left alone: this one does not know what stands in it."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from torilla.core import quiet


def refuse_unfit_database() -> None:
    """Raises ImproperlyConfigured when the database is a newer Torilla's, or half restored."""
    recorder = MigrationRecorder(connection)
    applied = [f"{app}.{name}" for app, name in recorder.applied_migrations()]
    if unknown := unknown_migrations(applied):
        raise ImproperlyConfigured(
            f"DATABASE_URL names a database that a newer Torilla has used ({unknown[0]}): start that "
            "version or a newer one"
        )
    if quiet.unfinished():
        raise ImproperlyConfigured(
            "DATABASE_URL names a database whose restore has not ended: give the same `torilla "
            "restore` again"
        )


def unknown_migrations(names: Iterable[str]) -> list[str]:
    """Those that this program does not have."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    ours = {f"{app}.{name}" for app, name in loader.disk_migrations}
    return sorted(name for name in names if name not in ours)
