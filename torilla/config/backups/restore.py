"""Restoring a backup: into an empty database only, checked, and then nothing is sent until released."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction

from torilla.config.backups import archive, sealed
from torilla.config.backups.archive import Say
from torilla.config.backups.engines import engine
from torilla.config.backups.make import workshop
from torilla.config.backups.manifest import (
    DATABASE,
    ENGINES,
    KEYS,
    WITHDRAWALS,
    BadBackup,
    Manifest,
    Snapshot,
    fingerprints,
)
from torilla.config.versions import unknown_migrations
from torilla.core import audit, crash
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry, Restoration
from torilla.core.quiet import MARK
from torilla.core.verification import Verification
from torilla.media import ledger, store
from torilla.media.commands.reconcile import Reconciled, reconcile

Ask = Callable[[], str]
"""Asks for the passphrase of the sealed keys."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and whether its log is whole; which withdrawals were made again.

    `ledger_found`: there was a ledger that knows of withdrawals after the backup too.
    """

    manifest: Manifest
    log: Verification
    withdrawals: Reconciled
    ledger_found: bool


def check(file: Path, *, say: Say) -> Manifest:
    """Read a backup through as a restore would, and change nothing. Raises BadBackup, OSError."""
    with workshop(settings.HOME.path) as folder:
        manifest, files = _unpacked(file, folder, say)
        engine(manifest.engine).look(files[DATABASE])
    return manifest


def restore(
    file: Path,
    *,
    ask: Ask,
    without_keys: bool,
    withdrawals: Path | None = None,
    now: datetime,
    say: Say,
) -> Restored:
    """Fill the empty database from a backup. Raises BadBackup before anything is changed, OSError.

    withdrawals: a ledger of withdrawals that was kept elsewhere; the one at its own place is read anyway.
    One that was killed half way is finished by the same command with the same file.
    """
    given = [withdrawals] if withdrawals else []
    _refuse_no_ledger(given)
    with workshop(settings.HOME.path) as folder, workshop(store.folder("")) as media:
        manifest, files = _unpacked(file, folder, say, media)
        _refuse_another_engine(manifest)
        loaded = _loaded_already(manifest)
        keys = _keys(manifest, files, ask, without_keys)
        if not loaded:
            engine().load(files[DATABASE], manifest.id, say)
        store.take_over(media)
        ledger_found = bool(given) or ledger.place().exists()
        for other in [*([files[WITHDRAWALS]] if WITHDRAWALS in files else []), *given]:
            ledger.merge(ledger.read(other).lines)
    crash.point("restore.filled")
    settings.TORILLA_KEYS.write(keys)
    connection.close()
    say("bringing the database up to this version", 0, 0)
    call_command("migrate", interactive=False, verbosity=0)
    say("checking the log", 0, 0)
    log = _verified(manifest.snapshot)
    say("carrying out withdrawals again", 0, 0)
    again = reconcile(now)
    _finish(manifest, log, now)
    return Restored(manifest, log, again, ledger_found)


def _refuse_no_ledger(files: list[Path]) -> None:
    for each in files:
        if each.stat().st_size and not ledger.read(each).lines:
            raise BadBackup(
                f"{each} is no ledger of withdrawals: give the file withdrawals.jsonl of the lost home."
            )


def _unpacked(
    file: Path, folder: Path, say: Say, media: Path | None = None
) -> tuple[Manifest, dict[str, Path]]:
    with archive.opened(file) as backup:
        files = backup.unpack(folder, say, media)
        backup.end()
        manifest = backup.manifest
    if unknown := unknown_migrations(manifest.snapshot.migrations):
        raise BadBackup(
            f"This backup was made by a newer Torilla ({unknown[0]}): restore it with that version "
            "or a newer one."
        )
    return manifest, files


def _refuse_another_engine(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BadBackup(
            f"This backup is of {ENGINES[manifest.engine]} and DATABASE_URL names "
            f"{ENGINES[connection.vendor]}: a backup goes back only into the kind it came from."
        )
    engine().refuse_server(manifest.snapshot.server)


def _loaded_already(manifest: Manifest) -> bool:
    """Whether an earlier try has filled the database. BadBackup when something else stands there."""
    if engine().is_empty():
        return False
    if engine().begun() != manifest.id:
        raise BadBackup(
            "The database is not empty, and a backup is never restored over anything: set "
            "TORILLA_HOME or DATABASE_URL to an empty one."
        )
    return True


def _keys(manifest: Manifest, files: dict[str, Path], ask: Ask, without_keys: bool) -> list[str]:
    """The keys for this home: those of the backup first, then what it had before."""
    own = list(settings.TORILLA_KEYS)
    given = sealed.unseal(files[KEYS].read_bytes(), ask()) if KEYS in files else []
    keys = [*given, *(key for key in own if key not in given)]
    if not without_keys and manifest.keys and not set(manifest.keys) & set(fingerprints(keys)):
        raise BadBackup(
            f"The keys of this backup are neither in it nor in {settings.HOME.path / 'keys'}: copy "
            "the lost home’s file `keys` there first, or say --without-keys (then whoever signs in "
            "in two steps cannot come in)."
        )
    return keys


def _verified(snapshot: Snapshot) -> Verification:
    """The log checked, and its end compared with what the backup said of it."""
    log = audit.verify()
    if not log.ok or not snapshot.head_id:
        return log
    end = AuditEntry.objects.filter(pk=snapshot.head_id).values_list("hash", flat=True).first()
    if end == snapshot.head_hash:
        return log
    why = "it is not the entry that the backup says it ended with"
    return Verification(log.entries, False, snapshot.head_id, why)


def _finish(manifest: Manifest, log: Verification, now: datetime) -> None:
    """From here on the database counts as restored. Everybody signs in again."""
    with transaction.atomic():
        Session.objects.all().delete()
        row = Restoration.objects.create(
            backup=manifest.id, made_at=manifest.made_at, restored_at=now
        )
        audit.record(
            row,
            "core.restored",
            actor=SYSTEM,
            at=now,
            backup=manifest.id,
            made_at=manifest.made_at.isoformat(),
            version=manifest.version,
            entry=manifest.snapshot.head_id,
            first_broken=log.first_broken,
        )
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {MARK}")
