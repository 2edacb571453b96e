"""Encrypted fields with several keys: the first encrypts, all decrypt, `rotate` moves rows on.

Keys are Fernet keys in settings.TORILLA_KEYS, never derived from SECRET_KEY. To change the key,
put the new one first, rotate, then take the old one out.
"""

import functools
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.expressions import ExpressionWrapper


class Undecryptable(Exception):
    """No key of this installation opens the value: the key that wrote it is not in TORILLA_KEYS."""


def encrypt(text: str) -> str:
    """The text under the current (first) key."""
    return _keys(tuple(settings.TORILLA_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text, whichever key it was written under; Undecryptable if none opens it."""
    try:
        return _keys(tuple(settings.TORILLA_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Undecryptable("no key in TORILLA_KEYS opens this value") from error


def under_current_key(token: str) -> bool:
    """Whether the value is written under the first key."""
    try:
        _keys(tuple(settings.TORILLA_KEYS[:1])).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


@functools.cache
def _keys(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ValueError("TORILLA_KEYS holds no key")
    return MultiFernet([Fernet(key) for key in keys])


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text that stands encrypted in the database. It cannot be searched, only be asked if null."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(str(value))

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        # The same text encrypts differently each time: a search would silently find nothing.
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def rotate(model: type[models.Model], *fields: str, batch: int = 200) -> int:
    """Rewrite these fields under the current key; returns how many values were rewritten.

    May be stopped and started again at any time; a value changed meanwhile is left as it is.
    """
    return sum(_rotate_field(model, name, batch) for name in fields)


def _rotate_field(model: type[models.Model], name: str, batch: int) -> int:
    stored = ExpressionWrapper(F(name), output_field=models.TextField())
    rows = model._base_manager.annotate(stored_token=stored).exclude(stored_token=None)
    rewritten, last = 0, None
    while True:
        ahead = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        page = list(ahead.values_list("pk", "stored_token")[:batch])
        if not page:
            return rewritten
        last = page[-1][0]
        for pk, token in page:
            if not under_current_key(token):
                same = rows.filter(pk=pk, stored_token=token)
                rewritten += same.update(**{name: decrypt(token)})
