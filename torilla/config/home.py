"""TORILLA_HOME: the one folder that holds all state of an installation."""

import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


class Home:
    """Where the database, the keys and the anchors lie (`path`)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def secret_key(self) -> str:
        """Django's signing key, made at first use."""
        return self._kept("secret_key", lambda: secrets.token_urlsafe(50))

    def encryption_keys(self) -> list[str]:
        """Fernet keys, a line each; the first encrypts, all decrypt."""
        return self._kept("keys", lambda: Fernet.generate_key().decode()).split()

    def _kept(self, name: str, make: Callable[[], str]) -> str:
        file = self.path / name
        try:
            with file.open("x", encoding="utf8") as new:
                file.chmod(0o600)
                new.write(make() + "\n")
        except FileExistsError:
            pass
        return file.read_text(encoding="utf8").strip()
