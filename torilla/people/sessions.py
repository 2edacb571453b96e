"""Sessions in the database, known there by a hash: whoever reads a dump or a backup cannot use them.

For a web server by WSGI; Django's asynchronous ways to a session are not used here.
"""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone


def stored(key: str) -> str:
    """What the database has in the place of a session's id: 160 bits of its SHA-256."""
    return sha256(key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """As Django's own, but the id that the cookie has stands nowhere."""

    def _get_session_from_db(self) -> Session | None:
        mine = {"session_key": stored(self.session_key or ""), "expire_date__gt": timezone.now()}
        found: Session | None = self.model.objects.filter(**mine).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(stored(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(stored(key))
