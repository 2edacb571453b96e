"""A backup is one file: a manifest, the database, and (only when asked for) the sealed keys.

A backup without the keys shows nobody the secrets that lie encrypted in the database; whoever makes one
keeps the file `keys` elsewhere, or lets the keys be sealed with a passphrase.
"""

from torilla.config.backups.make import make
from torilla.config.backups.manifest import BadBackup, Manifest
from torilla.config.backups.restore import check, restore

__all__ = ["BadBackup", "Manifest", "check", "make", "restore"]
