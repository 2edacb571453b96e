"""A new encryption key, while everything runs."""

from django.conf import settings

from torilla.config.home import new_key
from torilla.core import crypto
from torilla.people.models import WorkAccount
from torilla.people.sign_in import rotate_secrets


def rotate_everything(*, drop_old: bool) -> int:
    """Put a new key first and rewrite every secret under it; returns how many were rewritten.

    The old keys stay readable unless `drop_old`; drop them when no backup needs them any more.
    """
    keys = settings.TORILLA_KEYS
    fresh = new_key()
    keys.write([fresh, *keys])
    rewritten = rotate_secrets() + crypto.rotate(WorkAccount, "refresh_token")
    if drop_old:
        keys.write([fresh])
    return rewritten
