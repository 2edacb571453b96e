"""TORILLA_HOME: the one folder that holds all state of an installation."""

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import overload

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


class Home:
    """Where the database, the keys and the anchors lie (`path`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(path, error) from error

    def make_private(self, database: str) -> None:
        """Make SQLite's file, readable by its owner alone; the files beside it take after it.

        A file that is there, or lies elsewhere, is left as it is.
        """
        file = Path(database)
        if file.parent == self.path and not file.exists():
            try:
                file.touch(mode=0o600)
            except OSError as error:
                raise _unusable(file, error) from error

    def secret_key(self) -> str:
        """Django's signing key, made at first use."""
        file = self.path / "secret_key"
        _made_once(file, lambda: secrets.token_urlsafe(50))
        return file.read_text(encoding="utf8").strip()

    def encryption_keys(self) -> "KeyFile":
        """Fernet keys, a line each; the first encrypts, all decrypt."""
        file = self.path / "keys"
        _made_once(file, new_key)
        return KeyFile(file)


def new_key() -> str:
    """A fresh Fernet key."""
    return Fernet.generate_key().decode()


def _made_once(file: Path, make: Callable[[], str]) -> None:
    """Whoever links first has made it. Until then the name is not there, so it is never found empty."""
    if file.exists():
        return
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.touch(mode=0o600)
        fresh.write_text(make() + "\n", encoding="utf8")
        with suppress(FileExistsError):
            os.link(fresh, file)
    except OSError as error:
        raise _unusable(file, error) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


def _unusable(path: Path, error: OSError) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"TORILLA_HOME cannot hold {path} ({error.strerror}): name a folder in which this user may "
        "write and with space left."
    )


class KeyFile(Sequence[str]):
    """The keys of a file, read again when it changes: a running process knows a new key at once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen = -1
        self._keys: list[str] = []

    def write(self, keys: Sequence[str]) -> None:
        """Replace the file in one step; a reader sees the old keys or the new ones, never half."""
        fresh = self.file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text("\n".join(keys) + "\n", encoding="utf8")
        fresh.replace(self.file)

    def _read(self) -> list[str]:
        changed = self.file.stat().st_mtime_ns
        if changed != self._seen:
            self._keys = self.file.read_text(encoding="utf8").split()
            self._seen = changed
        return self._keys

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._read()[index]

    def __len__(self) -> int:
        return len(self._read())
