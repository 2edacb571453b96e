"""What a backup says of itself; it stands first in the file."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from typing import Any

FORMAT = 1
NAME, DATABASE, KEYS, WITHDRAWALS = "manifest.json", "database", "keys", "withdrawals"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class BadBackup(Exception):
    """The file cannot be used as a backup; says why and what would be right, in one sentence."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the copied database holds: its migrations, the end of its audit log, its program's version."""

    server: str
    migrations: tuple[str, ...]
    head_id: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Media:
    """So many pictures and videos follow the parts at the most, with so many bytes in all.

    Each is named by its SHA-256, so that the manifest need not list them. What was removed from the library
    while the backup was written is not in it.
    """

    files: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """`keys`: how the keys that open the database's secrets are known, without telling them."""

    id: str
    version: str
    made_at: datetime
    engine: str
    snapshot: Snapshot
    keys: tuple[str, ...]
    parts: tuple[Part, ...]
    media: Media = Media()

    def as_json(self) -> bytes:
        """As it stands in the file."""
        told = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(told, indent=1).encode()

    @property
    def size(self) -> int:
        """Bytes of all parts, without the pictures."""
        return sum(part.size for part in self.parts)

    @property
    def has_keys(self) -> bool:
        return any(part.name == KEYS for part in self.parts)

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Read what the file says. Raises BadBackup when it is no manifest that this program knows."""
        try:
            told = json.loads(text)
            later = told["format"] > FORMAT or _numbers(told["version"]) > _numbers(this_version())
            if later:
                raise BadBackup(
                    f"This backup was made by Torilla {told['version']}, and this is Torilla "
                    f"{this_version()}: restore it with that version or a newer one."
                )
            return cls._of(told)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadBackup(
                "This is no backup of Torilla: give a file that `torilla backup` made."
            ) from error

    @classmethod
    def _of(cls, told: dict[str, Any]) -> "Manifest":
        snapshot = told["snapshot"]
        manifest = cls(
            id=str(told["id"]),
            version=str(told["version"]),
            made_at=datetime.fromisoformat(told["made_at"]),
            engine=str(told["engine"]),
            snapshot=Snapshot(
                str(snapshot["server"]),
                tuple(map(str, snapshot["migrations"])),
                int(snapshot["head_id"]),
                str(snapshot["head_hash"]),
            ),
            keys=tuple(map(str, told["keys"])),
            parts=tuple(
                Part(str(p["name"]), int(p["size"]), str(p["sha256"])) for p in told["parts"]
            ),
            media=Media(**{key: int(n) for key, n in told.get("media", {}).items()}),
        )
        names = [part.name for part in manifest.parts]
        good = (
            names[:1] == [DATABASE]
            and names[1:] in ([], [KEYS], [WITHDRAWALS], [KEYS, WITHDRAWALS])
            and all(part.size >= 0 for part in manifest.parts)
            and min(manifest.media.files, manifest.media.size) >= 0
            and re.fullmatch(r"[0-9a-f]{32}", manifest.id)
            and manifest.engine in ENGINES
            and manifest.made_at.tzinfo is not None
        )
        if not good:
            raise ValueError
        return manifest


def this_version() -> str:
    """The installed version."""
    return version("torilla")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def fingerprints(keys: Sequence[str]) -> tuple[str, ...]:
    """How keys are known without being told: a key is random, so its hash gives nothing away."""
    return tuple(sha256(key.encode()).hexdigest()[:16] for key in keys)
