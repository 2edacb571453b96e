"""TORILLA_TEAMS_WEBHOOKS: which channel of Teams tells of whose tasks."""

import json
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

from torilla.outgoing import OutgoingError, Secret
from torilla.outgoing.addresses import read

NAME = "TORILLA_TEAMS_WEBHOOKS"
EVERYBODY = "*"


def webhooks(text: str) -> Mapping[str, Secret]:
    """The webhook of each unit by its name in small letters; "*" for all that have none of their own.

    The text is one address, or JSON of names and addresses: {"*": "https://…", "Library": "https://…"}.
    ImproperlyConfigured, which never tells an address, for anything else.
    """
    text = text.strip()
    given = {EVERYBODY: text} if text and not text.startswith("{") else _read(text or "{}")
    return {" ".join(name.split()).casefold(): _secret(name, url) for name, url in given.items()}


def _read(text: str) -> dict[str, object]:
    try:
        given = json.loads(text)
    except ValueError:
        raise ImproperlyConfigured(f"{NAME}: this is neither an address nor JSON.") from None
    assert isinstance(given, dict)
    return given


def _secret(name: str, url: object) -> Secret:
    try:
        read(url if isinstance(url, str) else "")
    except OutgoingError as wrong:
        raise ImproperlyConfigured(f"{NAME}, {name}: {wrong}.") from None
    return Secret(str(url))
